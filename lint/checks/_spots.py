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
    for _ in range(count):
        positions, _ = kernels.characters_before(buffer, positions, with_marks=with_marks)
    return positions


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
