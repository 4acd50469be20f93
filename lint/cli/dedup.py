"""`delint dedup`: which documents repeat which, as clusters, and a corpus without the copies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from lint.cli.against import opened
from lint.cli.command import CLEAN, FAILED
from lint.cli.console import Console
from lint.cli.options import Asked
from lint.cli.progress import Progress, waiting
from lint.cli.session import Session, open_engine, session_of
from lint.cli.sources import chunks_of, find
from lint.cli.tables import refuse_tables, write_clusters, write_lines
from lint.errors import ConfigError, InputError
from lint.finding import Level
from lint.light import dataclass
from lint.near import THRESHOLD
from lint.output.words import count

if TYPE_CHECKING:
    from lint.batch import Batch
    from lint.corpus import Chunk, Source
    from lint.engine import Engine
    from lint.near.relate import Matched, Relations, Wanted


WITHIN_LINES = frozenset(
    {
        "blank-run",
        "escape-sequence",
        "glued-sentence",
        "mixed-script",
        "mojibake",
        "normal-form",
        "span-pattern",
        "spot-pattern",
        "stringified-list",
    }
)
"""Checks that never delete a whole line, and so change nothing of what is compared."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What counts as a duplicate, and which one stays."""

    threshold: Annotated[
        float, Option(min=0.1, max=1, help="Least Jaccard similarity of near duplicates.")
    ] = THRESHOLD
    containment: Annotated[
        float, Option(min=0, max=1, help="Least share inside a longer document; 0: not looked for.")
    ] = 0.9
    keep: Annotated[
        str, Option(metavar="POLICY", help="longest, first, newest, or prefer (see --prefer).")
    ] = "longest"
    prefer: Annotated[
        list[str] | None, Option(metavar="SITE", help="Sites to keep, best first (repeat).")
    ] = None
    permutations: Annotated[int, Option(min=16, max=1024, help="Length of a sketch.")] = 128
    strip: Annotated[
        bool, Option("--strip/--no-strip", help="Leave out lines that rules would delete.")
    ] = True


Against = Annotated[
    list[str] | None,
    Option(metavar="INDEX", help="Drop what this index has already; a file or redis://… (repeat)."),
]


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written, and where."""

    output: Annotated[
        Path | None,
        Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Clusters, a JSON object a line; a table where it ends in .parquet. [stdout]",
        ),
    ] = None
    kept: Annotated[
        Path | None, Option(metavar="FILE", help="The records that stay, byte for byte.")
    ] = None
    annotated: Annotated[
        Path | None,
        Option(metavar="FILE", help="All records with cluster, anchor and similarity added."),
    ] = None
    quiet: Annotated[bool, Option("--quiet", "-q", help="Leave out the counts.")] = False


def dedup(
    *,
    asked: Asked,
    matching: Matching,
    against: Against = None,
    writing: Writing,
) -> int:
    """Find exact, near and contained duplicates; every pair is verified on its full shingle sets.

    Writes one JSON object a cluster. Exits with 0, or with 2 when something could not be read.
    """
    refuse_tables(kept=writing.kept, annotated=writing.annotated)
    session = session_of(asked, Console(writing.quiet))
    written = [writing.output, writing.kept, writing.annotated]
    found = find(asked, session, written=written)
    if any(source.path is None for source in found.sources):
        raise InputError("-: dedup reads a corpus more than once; name a file")
    work = _Work(session, found.sources, matching, against or ())
    matched = work.match()
    clusters = _write_all(work, matched, writing)
    if not writing.quiet:
        session.console.note(_told(matched, clusters))
    return FAILED if found.problems or work.problems else CLEAN


def _told(matched: "Matched", clusters: int) -> str:
    leaving, met = int(matched.leaves.sum()), len(matched.met)
    said = f"Found {count(leaving, 'duplicate')} of {count(len(matched.prints), 'document')}"
    known = f"; {met:,} of them repeat what is in an index" if met else ""
    return f"{said} in {count(clusters, 'cluster')}{known}."


@dataclass(slots=True)
class _Work:
    """One run: the corpus is read for the survey, for the prints, and for what is written."""

    session: Session
    sources: Sequence["Source"]
    matching: Matching
    against: Sequence[str] = ()
    problems: int = 0
    engine: "Engine | None" = None
    relations: "Relations | None" = None

    def match(self) -> "Matched":
        """Return the anchors of all documents."""
        from lint.engine import Engine
        from lint.near.relate import Relations

        strip, jobs = self.matching.strip, self.session.settings.jobs
        indexes = opened(self.against, self.matching.threshold, self.session.console)
        self.engine = open_engine(_deleting(self.session)) if strip else Engine((), jobs)
        with waiting("reading what documents share"):
            self.engine.survey(self.chunks())
        self.relations = Relations(_wanted(self.matching), indexes)
        progress, documents = Progress(), 0
        for inspected in self.engine.run(self.chunks(), self.relations):
            progress.clear()
            for problem in (*inspected.batch.problems, *inspected.crashes):
                self.session.console.problem(problem)
                self.problems += 1
            documents += len(inspected.batch)
            progress.update(documents, self.problems)
        progress.clear()
        with waiting("comparing documents"):
            return self.relations.matched(self.engine.jobs)

    def chunks(self) -> Iterator["Chunk"]:
        """Yield the corpus, once more."""
        return chunks_of(self.session, self.sources)

    def batches(self) -> Iterator[tuple[int, "Batch"]]:
        """Yield the corpus' batches, each with the number of its first document."""
        assert self.engine is not None
        number = 0
        for batch in self.engine.ordered_map(lambda chunk: chunk.load(), self.chunks()):
            yield number, batch
            number += len(batch)


def _deleting(session: Session) -> Session:
    """Return `session` with only the rules that may take lines out: others are of no use here."""
    rules = tuple(
        rule
        for rule in session.rules
        if rule.fix >= Level.UNSAFE and rule.check not in WITHIN_LINES
    )
    return replace(session, selection=replace(session.selection, rules=rules))


def _wanted(matching: Matching) -> "Wanted":
    from lint.checks.duplicates import Params
    from lint.near.keep import Policy
    from lint.near.relate import Wanted
    from lint.near.terms import Keep

    Params("near", matching.threshold, matching.permutations, matching.keep)  # names what is wrong
    if (matching.keep == Keep.PREFER) != bool(matching.prefer):
        raise ConfigError("--keep prefer and --prefer SITE are for each other; name both")
    return Wanted(
        jaccard=matching.threshold,
        containment=matching.containment or None,
        permutations=matching.permutations,
        policy=Policy(Keep(matching.keep), tuple(matching.prefer or ())),
    )


def _write_all(work: _Work, matched: "Matched", writing: Writing) -> int:
    """Write what was asked for; return how many clusters there are."""
    from lint.near.records import cluster_records, kept_lines, marked_lines

    assert work.relations is not None
    store = work.relations.store
    clusters = _Counted(cluster_records(store, matched))
    write_clusters(writing.output, clusters)
    if writing.kept is not None:
        lines = (kept_lines(batch, n, matched.leaves) for n, batch in work.batches())
        write_lines(writing.kept, chain.from_iterable(lines))
    if writing.annotated is not None:
        lines = (marked_lines(batch, n, store, matched) for n, batch in work.batches())
        write_lines(writing.annotated, chain.from_iterable(lines))
    return clusters.count


@dataclass(slots=True)
class _Counted:
    """Records, counted as they are taken."""

    records: Iterable[dict[str, Any]]
    count: int = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for record in self.records:
            self.count += 1
            yield record
