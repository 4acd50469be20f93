"""`delint dedup`: which documents repeat which, as clusters, and a corpus without the copies."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from lint.cli.command import CLEAN, FAILED
from lint.cli.console import Console
from lint.cli.options import Configuring, Paths, Reading, Running, Selecting
from lint.cli.session import Session, chunks_of, find, open_engine, open_session, read_settings
from lint.errors import InputError
from lint.finding import Level
from lint.near import THRESHOLD
from lint.output.words import count

if TYPE_CHECKING:
    from lint.batch import Batch
    from lint.corpus import Chunk, Source
    from lint.engine import Engine
    from lint.near.relate import Matched, Relations, Wanted


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


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written, and where."""

    output: Annotated[
        Path | None,
        Option("--output", "-o", metavar="FILE", help="Clusters, a JSON object a line. [stdout]"),
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
    configuring: Configuring,
    selecting: Selecting,
    reading: Reading,
    running: Running,
    matching: Matching,
    writing: Writing,
    paths: Paths = None,
) -> int:
    """Find exact, near and contained duplicates; every pair is verified on its full shingle sets.

    Writes one JSON object a cluster. Exits with 0, or with 2 when something could not be read.
    """
    asked = list(paths or ())
    session = open_session(
        read_settings(asked, configuring, selecting, reading, running), Console(writing.quiet)
    )
    found = find(asked, reading, session)
    if any(source.path is None for source in found.sources):
        raise InputError("-: dedup reads a corpus more than once; name a file")
    work = _Work(session, found.sources, matching)
    matched = work.match()
    _write_all(work, matched, writing)
    if not writing.quiet:
        members = int((matched.anchors.anchor >= 0).sum())
        said = f"{count(members, 'duplicate')} of {count(len(matched.prints), 'document')}"
        session.console.note(f"Found {said} in {count(work.clusters, 'cluster')}.")
    return FAILED if found.problems or work.problems else CLEAN


@dataclass(slots=True)
class _Work:
    """One run: the corpus is read for the survey, for the prints, and for what is written."""

    session: Session
    sources: Sequence["Source"]
    matching: Matching
    problems: int = 0
    clusters: int = 0
    engine: "Engine | None" = None
    relations: "Relations | None" = None

    def match(self) -> "Matched":
        """Return the anchors of all documents."""
        from lint.engine import Engine
        from lint.near.relate import Relations

        strip, jobs = self.matching.strip, self.session.settings.jobs
        self.engine = open_engine(_deleting(self.session)) if strip else Engine((), jobs)
        self.engine.survey(self.chunks())
        self.relations = Relations(_wanted(self.matching))
        for inspected in self.engine.run(self.chunks(), self.relations):
            for problem in (*inspected.batch.problems, *inspected.crashes):
                self.session.console.error(problem)
                self.problems += 1
        return self.relations.matched()

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
    rules = tuple(rule for rule in session.rules if rule.fix >= Level.UNSAFE)
    return replace(session, selection=replace(session.selection, rules=rules))


def _wanted(matching: Matching) -> "Wanted":
    from lint.checks.duplicates import Params
    from lint.near.keep import Keep, Policy
    from lint.near.relate import Wanted

    Params("near", matching.threshold, matching.permutations, matching.keep)  # names what is wrong
    return Wanted(
        jaccard=matching.threshold,
        containment=matching.containment or None,
        permutations=matching.permutations,
        policy=Policy(Keep(matching.keep), tuple(matching.prefer or ())),
    )


def _write_all(work: _Work, matched: "Matched", writing: Writing) -> None:
    from lint.near.records import cluster_records, kept_lines, marked_lines

    assert work.relations is not None
    store, anchors = work.relations.store, matched.anchors

    def clusters() -> Iterator[bytes]:
        for record in cluster_records(store, matched):
            work.clusters += 1
            yield json.dumps(record, ensure_ascii=False).encode() + b"\n"

    _write(writing.output, clusters())
    if writing.kept is not None:
        batches = work.batches()
        _write(writing.kept, (line for n, b in batches for line in kept_lines(b, n, anchors)))
    if writing.annotated is not None:
        batches = work.batches()
        _write(
            writing.annotated,
            (line for n, b in batches for line in marked_lines(b, n, store, anchors)),
        )


def _write(path: Path | None, lines: Iterable[bytes]) -> None:
    """Write `lines` to `path`, all or nothing, or to standard output."""
    from lint.fix.files import NewFile, output_errors

    if path is None:
        for line in lines:
            sys.stdout.buffer.write(line)
        return
    with output_errors(path):
        file = NewFile(path)
    try:
        with output_errors(path):
            for line in lines:
                file.write(line)
            file.seal()
            file.replace()
    finally:
        file.discard()
