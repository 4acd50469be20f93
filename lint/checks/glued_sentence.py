"""Sentences that meet without a space: a tag or a line end between them was stripped."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.checks._spots import code_points_before, excused, steps_back
from lint.finding import Action, Hit
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH, "unless": Mode.LATER}

_WINDOW = 24  # bytes: some letters with marks, and the marks before this one
_MARKS = ".!?…"
_CLOSERS = (")", "]", "”", "’", "»")
_KNOWN = 0x2000  # code points below: Latin, Greek, Cyrillic and more


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns of a mark and the head of the next sentence, two letters.

    What stands before the mark is looked at here: two small letters, two digits or a closing
    bracket or quote end a sentence, a single letter is an initial. Words (what stands between
    blanks) in which an `unless` pattern ends are addresses and names, and are spared.
    """

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


def find(view: View, rule: int, _params: Params) -> Iterator[Hit]:
    """Yield each mark that lacks a space after it, to be replaced by itself and a space."""
    ends = distinct(steps_back(view.buffer, view.ends(rule), 2, with_marks=True))
    spans = np.stack([steps_back(view.buffer, ends, 1), ends], axis=1)
    spans = spans[_end_sentences(view, spans[:, 0])]
    lines = np.searchsorted(view.lines.start, spans[:, 0], side="right") - 1
    keep = ~excused(view, rule, lines, spans)
    documents = view.document_of_line[lines[keep]]
    for (start, end), document, base in zip(
        spans[keep].tolist(),
        documents.tolist(),
        view.batch.text.starts[documents].tolist(),
        strict=True,
    ):
        text = view.buffer[start:end].tobytes() + b" "
        yield Hit(document, start - base, end - base, rule, Action.REPLACE, text)


def _end_sentences(view: View, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say for which of the marks at `starts` what stands before can end a sentence.

    Two small letters or digits are seen at once; few marks have anything else before them.
    """
    last = code_points_before(view.buffer, starts)
    other = code_points_before(view.buffer, steps_back(view.buffer, starts, 1))
    kind = _kinds()[np.minimum(last, _KNOWN)]
    can: NDArray[np.bool_] = (kind > 0) & (kind == _kinds()[np.minimum(other, _KNOWN)])
    for i in np.flatnonzero(~can).tolist():
        can[i] = _ends_sentence(view, int(starts[i]))
    return can


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.int8]:
    """Return by code point: 1 for a small letter, 2 for a digit, 0 for all others and _KNOWN."""
    letters = [chr(i).isalpha() and chr(i).islower() for i in range(_KNOWN)]
    digits = [2 * chr(i).isdecimal() for i in range(_KNOWN)]
    kinds = [a + b for a, b in zip(letters, digits, strict=True)]
    return np.array([*kinds, 0], np.int8)


def _ends_sentence(view: View, start: int) -> bool:
    """Say whether what stands before the mark at byte `start` can end a sentence."""
    window = view.buffer[max(0, start - _WINDOW) : start].tobytes().decode("utf-8", "ignore")
    before = window.rstrip(_MARKS)
    return before.endswith(_CLOSERS) or before[-2:].isdecimal() or _is_lower(before)


def _is_lower(text: str) -> bool:
    """Say whether `text` ends in two small letters, marks aside."""
    if not text[-2:].isalpha():
        text = "".join(c for c in text if not "\u0300" <= c <= "\u036f")
    return len(text) > 1 and text[-1].islower() and text[-2].islower()
