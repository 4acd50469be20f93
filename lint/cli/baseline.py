"""`delint baseline`: accept the faults that are there, so that only new ones fail."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from lint.baseline import Baseline, Entry, entries_of, folder_of, read_baseline, rows
from lint.cli.check import inspected_by
from lint.cli.command import CLEAN, FAILED, FINDINGS
from lint.cli.console import Console, emit
from lint.cli.known import baseline_path, shown_path, stale_in, stale_label
from lint.cli.options import Accepting, Asked
from lint.cli.progress import Progress
from lint.cli.session import Session, open_engine, session_of
from lint.cli.sources import find, speak_of_a_corpus
from lint.errors import InputError
from lint.light import dataclass
from lint.output.record import dumps
from lint.output.sink import FileSink
from lint.output.visible import visible
from lint.output.words import count

if TYPE_CHECKING:
    from lint.batch import Batch
    from lint.corpus import Found
    from lint.engine import Engine
    from lint.finding import Hit

_Quiet = Annotated[bool, Option("--quiet", "-q", help="Leave out the counts.")]


def write(
    *,
    asked: Asked,
    accepting: Accepting,
    quiet: _Quiet = False,
) -> int:
    """Note all findings of a run as known, in place of what was noted before.

    The file is that of --baseline or of the configuration, else delint.baseline here. Exits with
    0, or with 2 when something could not be read; the rest is noted then.
    """
    session = session_of(asked, Console(quiet), accepting)
    written = [baseline_path(session.settings)]
    run = _Run.of(session, find(asked, session, written=written))
    root, entries = folder_of(run.path), Counter[Entry]()
    for batch, hits in run.findings():
        entries.update(entries_of(batch, hits, session.rules, root))
    _write(run.path, entries)
    session.console.note(f"{run.name}: {count(entries.total(), 'known problem')}")
    return FAILED if run.failed else CLEAN


def status(
    *,
    asked: Asked,
    accepting: Accepting,
    quiet: _Quiet = False,
) -> int:
    """List the entries that are stale: the problem is gone, or its text has changed.

    Exits with 0 when there is none, with 1 when there are some, with 2 when something could not be
    read.
    """
    session = session_of(asked, Console(quiet), accepting)
    run = _Run.of(session, find(asked, session))
    known, new, stale = run.compared()
    for entry, times in sorted(stale.items()):
        emit(f"{_shown(entry)}{f' ({times} times)' if times > 1 else ''}\n")
    session.console.note(
        f"{run.name}: {count(known.known, 'known problem')}, {count(new, 'new problem')}, "
        f"{stale_label(stale)}"
    )
    return FAILED if run.failed else FINDINGS if stale else CLEAN


def prune(
    *,
    asked: Asked,
    accepting: Accepting,
    quiet: _Quiet = False,
) -> int:
    """Remove the entries that are stale, so that what was cleaned stays clean; add none.

    Exits with 0, or with 2 when something could not be read; nothing is removed then.
    """
    session = session_of(asked, Console(quiet), accepting)
    run = _Run.of(session, find(asked, session))
    known, _, stale = run.compared()
    if run.failed:
        raise InputError(f"{run.name}: not pruned, since the input could not be read as a whole")
    if stale:
        _write(run.path, known.entries - stale)
    session.console.note(f"{run.name}: {stale_label(stale)} removed")
    return CLEAN


@dataclass(slots=True)
class _Run:
    """A run over `found` for the baseline at `path`; `failed` when something cannot be read."""

    session: Session
    found: "Found"
    path: Path
    engine: "Engine"
    corpus: bool
    failed: bool

    @property
    def name(self) -> str:
        """Return the baseline's path for people."""
        return shown_path(self.path)

    @classmethod
    def of(cls, session: Session, found: "Found") -> "_Run":
        """Make `session` ready to run."""
        engine = open_engine(session)
        corpus = engine.corpus_rules and speak_of_a_corpus(found.sources, session)
        path = baseline_path(session.settings)
        return cls(session, found, path, engine, corpus, bool(found.problems))

    def findings(self) -> "Iterator[tuple[Batch, Sequence[Hit]]]":
        """Yield what is found in each batch and not accepted otherwise."""
        session, sources, accepted = self.session, self.found.sources, self.session.suppressions()
        progress, documents, total = Progress(), 0, 0
        for inspected, is_new in inspected_by(session, self.engine, sources, corpus=self.corpus):
            progress.clear()
            for problem in (*inspected.batch.problems, *inspected.crashes):
                session.console.problem(problem)
                self.failed = True
            hits = accepted.keep(inspected.batch, inspected.hits)
            yield inspected.batch, hits
            documents, total = documents + len(inspected.batch) * is_new, total + len(hits)
            progress.update(documents, total)
        progress.clear()

    def compared(self) -> tuple[Baseline, int, Counter[Entry]]:
        """Return the baseline, how many findings are new to it, and its stale entries."""
        known, new = read_baseline(self.path), 0
        for batch, hits in self.findings():
            new += len(known.keep(batch, hits, self.session.rules))
        return known, new, stale_in(known, self.engine, self.found.sources, corpus=self.corpus)


def _write(path: Path, entries: Counter[Entry]) -> None:
    sink = FileSink(path)
    try:
        for row in rows(entries):
            sink.line(dumps(row))
        sink.commit()
    except BaseException:
        sink.discard()
        raise


def _shown(entry: Entry) -> str:
    name = f" ({visible(entry.id)})" if entry.id else ""
    return f"{visible(entry.path)}{name} {visible(entry.rule)} {entry.key}"
