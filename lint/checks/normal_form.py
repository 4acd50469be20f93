"""Words that are not in Unicode normal form C: letters and their marks as separate characters.

Source: Unicode Standard Annex 15, "Unicode Normalization Forms".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lint.finding import Action, Hit
from lint.kernels.tables import HAS_MARKS
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}

_MARKED = re.compile(rb"(?<![^ \t])[^ \t\xcc\xcd]*+[\xcc\xcd][^ \t]*+")
"""Words with what may be a mark: U+0300 to U+036F are CC 80 to CD AF in UTF-8."""


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set: only lines that hold combining marks are looked at."""


def find(view: View, rule: int, _params: Params) -> Iterator[Hit]:
    """Yield each run of words that normalisation changes, to be replaced by its composed form."""
    for line in np.flatnonzero(view.lines.flags & HAS_MARKS).tolist():
        text = view.line_bytes(line)
        document = int(view.document_of_line[line])
        base = int(view.lines.start[line] - view.batch.text.starts[document])
        for start, end in _runs(text):
            composed = _composed(text[start:end])
            yield Hit(document, base + start, base + end, rule, Action.REPLACE, composed)


def _runs(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each run of neighbouring words that are not in form C."""
    run: tuple[int, int] | None = None
    for word in _MARKED.finditer(text):
        if _composed(word[0]) == word[0]:
            continue
        start, end = word.span()
        if run and not text[run[1] : start].strip(b" \t"):
            start = run[0]
        elif run:
            yield run
        run = (start, end)
    if run:
        yield run


@lru_cache(maxsize=1 << 14)  # words come again
def _composed(text: bytes) -> bytes:
    return unicodedata.normalize("NFC", text.decode()).encode()
