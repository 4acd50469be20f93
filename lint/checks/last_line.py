"""Documents whose last line says that the text was cut off."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import among, without
from lint.batch import Bytes, Offsets
from lint.checks.repeated_line import span_of
from lint.finding import Hit
from lint.kernels.tables import ENDS_SENTENCE
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH, "unless": Mode.LATER}
_TAIL_BYTES = 500  # enough to tell where the last sentence ends
_WORD_BYTES = 60
_DASH = "–".encode()
_SMALL = np.array([byte < 0x80 and chr(byte).islower() for byte in range(256)])
_OPEN = np.array([chr(byte) in ",;-" for byte in range(256)])


@dataclass(frozen=True, slots=True)
class Params:
    """A cut mark is a pattern; without one, `open_tokens` words after the last sentence count."""

    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    open_tokens: int = 0


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield the last line with content where it is cut: by its mark, or open and long."""
    last = view.last_content[view.last_content >= 0]
    cut = among(last, view.matched_lines(rule))
    if params.open_tokens:
        cut |= _is_open(view, last, params.open_tokens)
    found = without(last[cut], view.matching(rule, "unless", last[cut]))
    for line in found.tolist():
        start, end = span_of(view, line)
        yield Hit(int(view.document_of_line[line]), start, end, rule)


def _is_open(view: View, lines: NDArray[np.int64], least: int) -> NDArray[np.bool_]:
    """Say which of `lines` break off, with `least` words behind their last full stop."""
    is_open: NDArray[np.bool_] = (view.lines.flags[lines] & ENDS_SENTENCE) == 0
    is_open &= view.token_counts[lines] >= least
    is_open[is_open] = _goes_on(view.buffer, *_tails(view, lines[is_open], _WORD_BYTES))
    tails = _tails(view, lines[is_open], _TAIL_BYTES)
    is_open[is_open] = kernels.words_left(view.buffer, *tails) >= least
    return is_open


def _tails(view: View, lines: NDArray[np.int64], size: int) -> tuple[Offsets, Offsets]:
    """Return where the last `size` bytes of each line, or all of it, begin and end."""
    ends = view.lines.end[lines]
    return np.maximum(view.lines.start[lines], ends - size), ends


def _goes_on(text: Bytes, starts: Offsets, ends: Offsets) -> NDArray[np.bool_]:
    """Say which spans end in a word that is no name: a byline, a source or a place ends in one."""
    first, last = kernels.last_words(text, starts, ends)
    there = first < last
    goes_on: NDArray[np.bool_] = there & (_SMALL[text[first]] | _OPEN[text[last - 1]])
    doubtful = there & ~goes_on & ((text[first] >= 0x80) | (text[last - 1] == _DASH[-1]))
    words = kernels.gather(text, first[doubtful], last[doubtful])[0].tobytes()
    strings = words.decode("utf-8", "ignore").split("\n")[:-1]  # a character may be cut in two
    goes_on[doubtful] = [word[:1].islower() or word.endswith("–") for word in strings]
    return goes_on
