"""Words that are not in Unicode normal form C: letters and their marks as separate characters.

Source: Unicode Standard Annex 15, "Unicode Normalization Forms".
"""

import re
import unicodedata
from collections.abc import Iterator
from operator import ne

import numpy as np

from lint.finding import Action, Hit
from lint.kernels.tables import HAS_MARKS
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}

_MARK = re.compile(rb"[\xcc\xcd]")
"""What may be a mark: U+0300 to U+036F are CC 80 to CD AF in UTF-8."""
_WORD = rb"[^ \t\xcc\xcd]*+[\xcc\xcd][^ \t]*+"
_MARKED = re.compile(_WORD + rb"(?:[ \t]++" + _WORD + rb")*+")
"""Neighbouring words that may have marks."""
_SINGLE = re.compile(rb"[^ \t]+")


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set: only lines that hold combining marks are looked at."""


def find(view: View, rule: int, _params: Params) -> Iterator[Hit]:
    """Yield each run of words that normalisation changes, to be replaced by its composed form."""
    for line in np.flatnonzero(view.lines.flags & HAS_MARKS).tolist():
        text = view.line_bytes(line)
        document = int(view.document_of_line[line])
        base = int(view.lines.start[line] - view.batch.text.starts[document])
        for start, end, composed in _runs(text):
            yield Hit(document, base + start, base + end, rule, Action.REPLACE, composed)


def _runs(text: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield each run of neighbouring words that are not in form C: start, end, and in form C."""
    for words in _marked(text):
        composed = _composed(words[0])
        if all(map(ne, _SINGLE.findall(words[0]), _SINGLE.findall(composed))):
            yield (*words.span(), composed)
        else:
            for start, end in _changed(words[0]):
                run = _composed(words[0][start:end])
                yield words.start() + start, words.start() + end, run


def _marked(text: bytes) -> Iterator[re.Match[bytes]]:
    """Yield each run of neighbouring words that may have marks; what lies between is skipped."""
    at = 0
    while mark := _MARK.search(text, at):
        blank = max(text.rfind(b" ", at, mark.start()), text.rfind(b"\t", at, mark.start()))
        words = _MARKED.match(text, max(at, blank + 1))
        if not words:
            return
        yield words
        at = words.end()


def _changed(words: bytes) -> Iterator[tuple[int, int]]:
    """Yield the runs of `words` that are not in form C, where only some of them are not."""
    run: tuple[int, int] | None = None
    for word in _SINGLE.finditer(words):
        if _composed(word[0]) != word[0]:
            run = (run[0] if run else word.start(), word.end())
        elif run:
            yield run
            run = None
    if run:
        yield run


def _composed(text: bytes) -> bytes:
    return unicodedata.normalize("NFC", text.decode()).encode()
