"""Documents whose last line says that the text was cut off."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import among, without
from lint.checks.repeated_line import span_of
from lint.finding import Hit
from lint.kernels.tables import ENDS_SENTENCE
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH, "unless": Mode.LATER}
_SENTENCE_ENDS = ".!?…:"
_CLOSERS = "\"”’')] "
_TAIL_BYTES = 500  # enough to tell where the last sentence ends
_WORD_BYTES = 60


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
    for size, says in ((_WORD_BYTES, _goes_on), (_TAIL_BYTES, lambda t: _words_left(t) >= least)):
        may_be = np.flatnonzero(is_open)
        is_open[may_be] = list(map(says, _tails(view, lines[may_be], size)))
    return is_open


def _tails(view: View, lines: NDArray[np.int64], size: int) -> list[str]:
    """Return the ends of `lines`, of about `size` bytes each."""
    ends = view.lines.end[lines]
    starts = np.maximum(view.lines.start[lines], ends - size)
    data = kernels.gather(view.buffer, starts, ends)[0].tobytes()
    return data.decode("utf-8", "ignore").split("\n")[:-1]  # a character cut in two is left out


def _goes_on(text: str) -> bool:
    """Say whether the last word of `text` is no name: a byline, a source or a place ends in one."""
    last = text.rsplit(None, 1)[-1:]
    return bool(last) and (last[0][0].islower() or last[0][-1] in ",;–-")


def _words_left(text: str) -> int:
    """Return how many words stand behind the last full stop of `text`."""
    for mark in _SENTENCE_ENDS:
        text = text.rpartition(mark)[2]
    return len(text.lstrip(_CLOSERS).split())
