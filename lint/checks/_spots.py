"""Places inside words: stepping back from the end of a match, and words that excuse a fault."""

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.view import View

_RETURN = 13
_WORD = 256
"""How far a word is looked at, in bytes to each side."""
_IS_BLANK = np.zeros(256, bool)
_IS_BLANK[list(b" \t\n")] = True


def steps_back(
    buffer: Bytes, positions: NDArray[np.int64], count: int, *, with_marks: bool = False
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


def code_points_before(buffer: Bytes, positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the code point that ends at each of `positions`; at the first byte, its own."""
    at = steps_back(buffer, positions, 1)
    lead = buffer[at].astype(np.int64)
    found = np.where(lead < 0x80, lead, lead & 0x0F)
    found = np.where((lead >= 0xC0) & (lead < 0xE0), lead & 0x1F, found)
    for i in (1, 2, 3):
        byte = buffer[np.minimum(at + i, len(buffer) - 1)].astype(np.int64)
        inside = (at + i < positions) & (lead >= 0xC0)
        found = np.where(inside, found << 6 | byte & 0x3F, found)
    return found


def before_return(buffer: Bytes, ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ends of matches without the carriage return that a "$" may have taken in."""
    returned: NDArray[np.int64] = (buffer[np.maximum(ends - 1, 0)] == _RETURN).astype(np.int64)
    return ends - returned


def excused(view: View, rule: int, lines: NDArray[np.int64], spans: Offsets) -> NDArray[np.bool_]:
    """Say which of `spans`, each in its line, are in a word that an `unless` pattern matches.

    A word is what stands between blanks; the match has to end in it, or on the blank after it, and
    can begin on the blank before it.
    """
    starts, ends = np.ascontiguousarray(spans.T)
    begin, stop = kernels.words_around(view.buffer, starts, ends, _WORD)
    before = np.maximum(begin - 1, 0)
    blank = _IS_BLANK[view.buffer[before]]
    found = view.search_parts(rule, "unless", lines, np.where(blank, before, begin), stop)
    matched: NDArray[np.bool_] = np.searchsorted(found, begin, side="right") < np.searchsorted(
        found, stop, side="right"
    )
    return matched


def _is_mark(buffer: Bytes, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say where a code point U+0300 to U+036F begins (CC 80 to CD AF)."""
    lead, trail = buffer[at], buffer[np.minimum(at + 1, len(buffer) - 1)]
    marks: NDArray[np.bool_] = (lead == 0xCC) | ((lead == 0xCD) & (trail < 0xB0))
    return marks
