"""Fix one chunk: load it, find the fixed point, and carry the edits back to the raw bytes."""

from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple, Protocol

import numpy as np

from lint.batch import Batch, Place, Problem
from lint.corpus.origin import Part, Rewritable, Splice
from lint.fix.edits import Edit, Policy
from lint.fix.settle import MAX_PASSES, Cleaned, Inspect, fix_documents
from lint.fix.tally import Tally
from lint.light import dataclass


class Chunk(Protocol):
    """A part of the sources, not yet read."""

    def load(self) -> Batch:
        """Return its documents; their origin is `Rewritable`."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """A document that fixing changes: its text before (as scanned) and after, and the edits.

    Offsets of the edits are bytes of `original`; their rules are indices of the policy's.
    """

    place: Place
    original: bytes
    cleaned: bytes
    edits: list[Edit]


class Dropped(NamedTuple):
    """Why a whole document goes: the rule's index in the policy, and the evidence."""

    rule: int
    detail: str


Drops = Mapping[tuple[str, int | None], Dropped]
"""The documents that go, by path and record."""


@dataclass(slots=True)
class FixedPart:
    """Consecutive bytes of a source, and the edits of them, sorted; offsets count in `part.raw`.

    `removed`: the file goes as a whole.
    """

    part: Part
    edits: list[Edit] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    removed: bool = False


@dataclass(frozen=True, slots=True)
class FixedChunk:
    """What fixing makes of one chunk."""

    parts: list[FixedPart]
    changes: list[Change]
    problems: list[Problem]
    skipped: int


def fix_chunk(
    chunk: Chunk, inspect: Inspect, policy: Policy, drops: Drops | None = None
) -> FixedChunk:
    """Return the edits that `inspect`, `policy` and `drops` ask for in the documents of `chunk`."""
    batch = chunk.load()
    origin = batch.origin
    if not isinstance(origin, Rewritable):
        raise TypeError(f"documents of {type(origin).__name__} have no place to be written to")
    cleaned, unsettled = fix_documents(batch, inspect, policy)
    parts = [FixedPart(part) for part in origin.parts]
    for document, size in enumerate((batch.text.ends - batch.text.starts).tolist()):
        tally = parts[origin.part_of(document)].tally
        tally.documents += 1
        tally.text_bytes += size
    changes: list[Change] = []
    gone = _drop(batch, origin, parts, drops or {}, policy)
    for item in cleaned:
        if item.document in gone:
            continue
        original = batch.text.bytes_at(item.document)
        part = parts[origin.part_of(item.document)]
        part.edits.extend(_raw_edits(origin, item))
        _count(part.tally, original, item, policy)
        changes.append(Change(origin.place(item.document), original, item.text, item.edits))
    for part in parts if gone else ():
        part.edits.sort()
    problems = batch.problems + [_restless(origin.place(document)) for document in unsettled]
    return FixedChunk(parts, changes, problems, batch.skipped)


def _drop(
    batch: Batch, origin: Rewritable, parts: list[FixedPart], drops: Drops, policy: Policy
) -> set[int]:
    """Enter the documents of `batch` that go into their parts, and return them."""
    gone: set[int] = set()
    for document in range(len(batch)) if drops else ():
        place = origin.place(document)
        dropped = drops.get((place.path, place.record))
        if dropped is None:
            continue
        part, (start, end) = parts[origin.part_of(document)], origin.whole(document)
        part.edits.append(Edit(start, end, b"", dropped.rule, dropped.detail))
        part.removed = place.record is None
        _count_dropped(part.tally, len(batch.text.bytes_at(document)), dropped, policy)
        gone.add(document)
    return gone


def _raw_edits(origin: Rewritable, item: Cleaned) -> list[Edit]:
    bounds = np.array([(edit.start, edit.end) for edit in item.edits], np.int64)
    raw = origin.raw_offsets(item.document, bounds.reshape(-1)).reshape(-1, 2).tolist()
    texts = origin.raw_texts(item.document, [edit.text for edit in item.edits])
    pairs = enumerate(zip(raw, texts, strict=True))
    splices = [Splice(start, end, text, cause) for cause, ((start, end), text) in pairs]
    return [
        Edit(start, end, text, item.edits[cause].rule, item.edits[cause].detail)
        for start, end, text, cause in origin.framed(item.document, splices)
    ]


def _count_dropped(tally: Tally, size: int, dropped: Dropped, policy: Policy) -> None:
    tally.changed += 1
    tally.dropped += 1
    tally.edits += 1
    tally.removed_bytes += size
    tally.by_rule[policy.rules[dropped.rule].code] += 1


def _count(tally: Tally, original: bytes, item: Cleaned, policy: Policy) -> None:
    tally.changed += 1
    tally.emptied += _is_blank(item.text) and not _is_blank(original)
    for edit in item.edits:
        tally.edits += 1
        tally.removed_bytes += max(0, edit.end - edit.start - len(edit.text))
        tally.by_rule[policy.rules[edit.rule].code] += 1


def _is_blank(text: bytes) -> bool:
    return not text.decode("utf-8", "replace").strip()


def _restless(place: Place) -> Problem:
    message = f"its fixes undo each other ({MAX_PASSES} passes); the document was left as it was"
    return Problem(place.path, place.record, message)
