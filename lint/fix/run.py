"""Fix all sources: the way from chunks to cleaned files and a ledger, or to what would change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Protocol

from lint.batch import Problem
from lint.corpus.source import Kind, Source
from lint.errors import InputError
from lint.fix.chunk import Change, Chunk, Drops, FixedChunk, FixedPart, fix_chunk
from lint.fix.destination import Destination, TargetError
from lint.fix.edits import Policy
from lint.fix.guard import DEFAULT_MAX_REMOVED, Guard, Outcome
from lint.fix.settle import Inspect
from lint.fix.stage import Stage
from lint.fix.staged import Staged
from lint.fix.tally import Tally
from lint.light import dataclass


class OrderedMap(Protocol):
    """Applies a function to items, perhaps on threads, and gives the results in their order."""

    def __call__(
        self, function: Callable[[Chunk], FixedChunk], items: Iterable[Chunk], /
    ) -> Iterable[FixedChunk]:
        """Yield `function` of each item."""
        ...


@dataclass(frozen=True, slots=True)
class Fixing:
    """How to fix: `inspect` finds, `policy` says what of it is applied.

    `max_removed` is the guard's share (0 to 1); `on_change` is told each document that changes, in
    order, whether or not its source is written in the end; `drops` are the documents that go whole.
    """

    inspect: Inspect
    policy: Policy
    max_removed: float = DEFAULT_MAX_REMOVED
    ordered_map: OrderedMap = map
    on_change: Callable[[Change], None] | None = None
    drops: Drops | None = None


@dataclass(slots=True)
class Summary:
    """What a run did, or a dry run would do.

    `done` counts what was cleaned in `files` sources; `documents` were read, `copies` went along
    without edits. `refused` names what the wipe-out guard held back, `problems` all else that
    could not be read or written. `ledger` is None where nothing was entered.
    """

    documents: int = 0
    files: int = 0
    copies: int = 0
    skipped: int = 0
    done: Tally = field(default_factory=Tally)
    refused: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ledger: Path | None = None


def fix_sources(
    chunks: Iterable[Chunk], fixing: Fixing, destination: Destination | None
) -> Summary:
    """Fix the sources of `chunks` and write them to `destination`; None only tells what would be.

    Nothing is written before all is read, judged and entered in the ledger. Raises OutputError
    where the disk stops it; then no file has changed, unless the message says so.
    """
    summary, guard = Summary(), Guard(fixing.max_removed)
    sources = _by_source(fixed_parts(chunks, fixing, summary))
    if destination is None:
        for source, parts in sources:
            guard.add(Outcome(source, _total(parts)))
        accepted(guard, summary)
        return summary
    with Stage(destination, fixing.policy) as stage:
        for source, parts in sources:
            _take(stage, source, parts, guard, summary)
        outcomes = accepted(guard, summary)
        ready = [o.staged for o in outcomes if o.staged is not None]
        summary.copies = sum(staged.entries is None for staged in ready)
        stage.commit([*ready, *_beside(stage, outcomes, fixing.policy, destination)])
    summary.ledger = destination.ledger if summary.files else None
    return summary


def fixed_parts(chunks: Iterable[Chunk], fixing: Fixing, summary: Summary) -> Iterator[FixedPart]:
    """Yield the parts of all sources in order; what else was met goes into `summary`."""
    work = partial(fix_chunk, inspect=fixing.inspect, policy=fixing.policy, drops=fixing.drops)
    for fixed in fixing.ordered_map(work, chunks):
        summary.problems += fixed.problems
        summary.skipped += fixed.skipped
        summary.documents += sum(part.tally.documents for part in fixed.parts)
        if fixing.on_change is not None:
            for change in fixed.changes:
                fixing.on_change(change)
        yield from fixed.parts


def accepted(guard: Guard, summary: Summary) -> list[Outcome]:
    """Return what may be written, and count it."""
    judged, summary.refused = guard.judge()
    current: list[Outcome] = []
    for outcome in judged:
        if outcome.is_current():
            current.append(outcome)
            summary.done.add(outcome.tally)
            summary.files += outcome.tally.changed > 0
        else:
            why = "it changed while it was read; nothing of it was written"
            summary.problems.append(Problem(outcome.source.name, None, why))
    return current


def _by_source(parts: Iterable[FixedPart]) -> Iterator[tuple[Source, Iterator[FixedPart]]]:
    return groupby(parts, key=lambda fixed: fixed.part.source)


def _take(
    stage: Stage, source: Source, parts: Iterable[FixedPart], guard: Guard, summary: Summary
) -> None:
    try:
        outcome = stage.take(source, parts)
    except (TargetError, InputError) as error:
        summary.problems.append(Problem(source.name, None, str(error)))
    else:
        if outcome is not None:
            guard.add(outcome)


def _beside(
    stage: Stage, outcomes: Sequence[Outcome], policy: Policy, destination: Destination
) -> Iterator[Staged]:
    """Stage the files beside the shards of saved datasets; most runs have none."""
    if all(outcome.source.kind is not Kind.ARROW for outcome in outcomes):
        return
    from lint.fix.saved import beside

    for source, fixed in beside(outcomes, policy, copies=destination.copies):
        outcome = stage.take(source, [fixed])
        if outcome is not None and outcome.staged is not None:
            yield outcome.staged


def _total(parts: Iterable[FixedPart]) -> Tally:
    """Return what is done in a source; nothing in one that cannot be read to its end."""
    tally = Tally()
    for fixed in parts:
        if fixed.part.damaged:
            return Tally()
        tally.add(fixed.tally)
    return tally
