"""Words that are not in Unicode normal form C: letters and their marks as separate characters.

Source: Unicode Standard Annex 15, "Unicode Normalization Forms".
"""

import unicodedata
from collections.abc import Sequence

import numpy as np

from lint import kernels
from lint.arrays import distinct
from lint.batch import Bytes, Offsets
from lint.checks._replacements import copied, replacements
from lint.finding import Hit
from lint.kernels.tables import HAS_MARKS
from lint.light import dataclass
from lint.patterns.composed import Composed
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}
_NEWLINE = 10
_FIRST_MARKS = 0xCC


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set: only lines that hold combining marks are looked at."""


def find(view: View, rule: int, _params: Params) -> Sequence[Hit]:
    """Return each run of words that normalisation changes, to be replaced by its composed form."""
    lines = np.flatnonzero(view.lines.flags & HAS_MARKS)
    if not len(lines):
        return ()
    starts = view.lines.start[lines]
    text, firsts = kernels.gather(view.buffer, starts, view.lines.end[lines])
    form = _composed(text)
    runs = kernels.changed_words(text, form)
    which = np.searchsorted(firsts, runs[:, 0], side="right") - 1
    spans = runs[:, :2] + (starts - firsts[:-1])[which, None]
    return replacements(view, rule, spans, copied(form, runs[:, 2:]))


def _composed(text: Bytes) -> Bytes:
    """Return `text`, lines with a newline after each, in form C; blanks compose with nothing.

    Text whose letters were composed with the marks behind them is equivalent to what it was, and
    equivalent texts have one form C. Most lines have it by then.
    """
    composed = Composed.of(text).buffer
    doubtful = np.searchsorted(np.flatnonzero(composed == _NEWLINE), _doubtful(composed))
    if not len(doubtful):
        return composed
    lines = composed.tobytes().split(b"\n")
    for line in distinct(doubtful).tolist():
        lines[line] = unicodedata.normalize("NFC", lines[line].decode()).encode()
    return np.frombuffer(b"\n".join(lines), np.uint8)


def _doubtful(composed: Bytes) -> Offsets:
    """Return where the characters begin beside which composed letters may not be in form C.

    In it are, whatever stands around them, those below the marks (U+0300 to U+036F, CC 80 to
    CD AF), Latin with marks (U+1E00 to U+1EFF, E1 B8 to E1 BB) and punctuation (U+2002 to U+203F,
    E2 80 82 to E2 80 BF). The marks themselves are in letters that were composed.
    """
    at = np.flatnonzero(composed > _FIRST_MARKS)
    first, second, third = (composed[at + i] for i in range(3))
    sure = (first == 0xCD) & (second < 0xB0)
    sure |= (first == 0xE1) & (second >= 0xB8) & (second < 0xBC)
    sure |= (first == 0xE2) & (second == 0x80) & (third > 0x81)
    doubtful: Offsets = at[~sure]
    return doubtful
