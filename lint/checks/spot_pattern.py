"""Characters that are wrong where they stand: between the neighbours that the patterns name.

A pattern covers the neighbours and the fault. Only its end is asked of Hyperscan, which is far
cheaper than its start, so the fault is told by counting back: `after` characters stand right of
it, and it is `width` code points long.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lint.batch import Bytes
from lint.errors import RuleError
from lint.finding import Action, Hit
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH, "unless": Mode.LATER}


@dataclass(frozen=True, slots=True)
class Params:
    """Where the fault stands in a match, and what becomes of it.

    `replacement` takes its place, or `insert` is put after it; `swap` holds pairs, each a
    character and the one that takes its place. A fault in a word (what stands between white
    space) in which an `unless` pattern ends is none.
    """

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    after: int = 0
    width: int = 1
    replacement: str = ""
    insert: str = ""
    swap: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.after < 0 or self.width < 1:
            raise RuleError("'after' must be 0 or more and 'width' 1 or more")
        if any(len(pair) != 2 for pair in self.swap):
            raise RuleError("each pair of 'swap' must be two characters")


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each fault found, with what takes its place."""
    found = view.found.get((rule, "patterns"))
    if found is None:
        return
    ends = _back(view.buffer, np.unique(found[:, 1]), params.after, with_marks=True)
    ends = np.unique(ends)
    starts = _back(view.buffer, ends, params.width, with_marks=False)
    lines = np.searchsorted(view.lines.start, starts, side="right") - 1
    documents = view.document_of_line[lines]
    excused = _excuses(view, rule, np.unique(lines))
    pairs = {pair[0].encode(): pair[1].encode() for pair in params.swap}
    for start, end, line, document, base in zip(
        starts.tolist(),
        ends.tolist(),
        lines.tolist(),
        documents.tolist(),
        view.batch.text.starts[documents].tolist(),
        strict=True,
    ):
        if line in excused and _is_excused(view, line, (start, end), excused[line]):
            continue
        there = view.buffer[start:end].tobytes()
        text = pairs.get(there, params.replacement.encode())
        text = there + params.insert.encode() if params.insert else text
        yield Hit(document, start - base, end - base, rule, Action.REPLACE, text)


def _back(
    buffer: Bytes, positions: NDArray[np.int64], count: int, *, with_marks: bool
) -> NDArray[np.int64]:
    """Return `positions` moved back by `count` code points; with marks, by letters with theirs."""
    at = positions.copy()
    for _ in range(count):
        moving = np.ones(len(at), bool)
        while moving.any():
            at[moving] = np.maximum(at[moving] - 1, 0)
            skip = (buffer[at] & 0xC0) == 0x80
            if with_marks:
                skip |= _is_mark(buffer, at)
            moving &= skip & (at > 0)
    return at


def _is_mark(buffer: Bytes, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say where a code point U+0300 to U+036F begins (CC 80 to CD AF)."""
    lead, trail = buffer[at], buffer[np.minimum(at + 1, len(buffer) - 1)]
    marks: NDArray[np.bool_] = (lead == 0xCC) | ((lead == 0xCD) & (trail < 0xB0))
    return marks


def _excuses(view: View, rule: int, lines: NDArray[np.int64]) -> dict[int, list[int]]:
    """Return where `unless` patterns end in `lines`, by line."""
    ends: dict[int, list[int]] = {}
    for end in np.unique(view.search(rule, "unless", lines)[:, 1]).tolist():
        ends.setdefault(view.line_at(end - 1), []).append(end)
    return ends


def _is_excused(view: View, line: int, span: tuple[int, int], ends: list[int]) -> bool:
    """Say whether one of `ends` stands in the word around `span`."""
    base = int(view.lines.start[line])
    text = view.line_bytes(line)
    first = max(text.rfind(blank, 0, span[0] - base) for blank in (b" ", b"\t")) + 1
    last = min(
        (i for i in (text.find(b, span[1] - base) for b in (b" ", b"\t")) if i >= 0),
        default=len(text),
    )
    return any(first < end - base <= last for end in ends)
