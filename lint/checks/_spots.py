"""Places inside words: stepping back from the end of a match, and words that excuse a fault."""

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.batch import Bytes, Offsets
from lint.view import View

_RETURN = 13
_WORD = 256
"""How far a word is looked at, in bytes to each side."""
_BLANKS = b" \t\n"


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

    A word is what stands between blanks; the match has to end in it, or on the blank after it.
    """
    mask = np.zeros(len(spans), bool)
    ends = view.search(rule, "unless", distinct(lines))
    if not len(ends):
        return mask
    first, last = spans[:, 0] - _WORD, spans[:, 1] + _WORD
    near = np.flatnonzero(np.searchsorted(ends, first) < np.searchsorted(ends, last, "right"))
    words = [_word(view.buffer, *spans[index].tolist()) for index in near.tolist()]
    bounds = np.searchsorted(ends, np.array(words, np.int64).reshape(-1, 2), side="right")
    mask[near] = bounds[:, 0] < bounds[:, 1]
    return mask


def _word(buffer: Bytes, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the word around a span, with the blank after it."""
    base = max(0, start - _WORD)
    before = buffer[base:start].tobytes()
    after = buffer[end : end + _WORD].tobytes()
    blank = next((i for i, byte in enumerate(after) if byte in _BLANKS), len(after) - 1)
    return base + max(before.rfind(byte) for byte in _BLANKS) + 1, end + blank + 1


def _is_mark(buffer: Bytes, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say where a code point U+0300 to U+036F begins (CC 80 to CD AF)."""
    lead, trail = buffer[at], buffer[np.minimum(at + 1, len(buffer) - 1)]
    marks: NDArray[np.bool_] = (lead == 0xCC) | ((lead == 0xCD) & (trail < 0xB0))
    return marks
