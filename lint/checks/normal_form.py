"""Words that are not in Unicode normal form C: letters and their marks as separate characters.

Source: Unicode Standard Annex 15, "Unicode Normalization Forms".
"""

import unicodedata
from collections.abc import Sequence

import numpy as np

from lint import kernels
from lint.batch import Bytes
from lint.checks._replacements import copied, replacements
from lint.finding import Hit
from lint.kernels.tables import HAS_MARKS
from lint.light import dataclass
from lint.patterns.composed import Composed
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}


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
    """Return `text` in form C, with the same blanks: they compose with nothing.

    Text whose letters were composed with the marks behind them is equivalent to what it was, and
    equivalent texts have one form C: what is in it is that form. To look whether it is costs less
    than to normalise, and only marks of other blocks and compatible letters make it fail.
    """
    composed = Composed.of(text).buffer
    if unicodedata.is_normalized("NFC", composed.tobytes().decode()):
        return composed
    form = unicodedata.normalize("NFC", text.tobytes().decode())
    return np.frombuffer(form.encode(), np.uint8)
