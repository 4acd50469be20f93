"""Sentences that meet without a space: a tag or a line end between them was stripped."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.checks._replacements import copied, replacements
from lint.checks._spots import excused, steps_back
from lint.finding import Hit
from lint.kernels import characters_before
from lint.kernels.tables import HAS_JOINT
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH, "unless": Mode.LATER}

_WINDOW = 24  # bytes: some letters with marks, and the marks before this one
_MARKS = ".!?…"
_CLOSERS = (")", "]", "”", "’", "»")
_COMBINING = range(0x300, 0x370)
_KNOWN = 0x2020  # code points below: Latin, Greek, Cyrillic and more, and the quotes
_OTHER, _SMALL, _CAPITAL, _DIGIT, _CLOSER, _MARK = range(6)


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns of a mark and the head of the next sentence, two letters.

    What stands before the mark is looked at here: two small letters, two digits or a closing
    bracket or quote end a sentence, a single letter is an initial. Words (what stands between
    blanks) in which an `unless` pattern matches, with the blanks around them, are addresses and
    names, and are spared. Patterns for `joints` need one of . ! ? … right before a capital, with
    one of “‘«(”’» between or a letter that is none behind, and are run over lines that have these.
    """

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    joints: bool = False

    @property
    def line_flags(self) -> int:
        """Return the flags that a line with a joint has."""
        return HAS_JOINT if self.joints else 0


def find(view: View, rule: int, _params: Params) -> Sequence[Hit]:
    """Return each mark that lacks a space after it, to be replaced by itself and a space."""
    ends = distinct(steps_back(view.buffer, view.ends(rule), 2, with_marks=True))
    if not len(ends):
        return ()
    starts = steps_back(view.buffer, ends, 1)
    spans = np.stack([starts, ends], axis=1)[_end_sentences(view, starts)]
    lines = view.lines_at(spans[:, 0])
    keep = ~excused(view, rule, lines, spans)
    return replacements(view, rule, spans[keep], copied(view.buffer, spans[keep], b" "))


def _end_sentences(view: View, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say for which of the marks at `starts` what stands before can end a sentence.

    Two small letters or digits are seen at once, and so is a closing bracket or quote; only what
    may be part of a letter or is another mark has to be looked at one by one.
    """
    at, nearest = characters_before(view.buffer, starts, with_marks=False)
    _, next_one = characters_before(view.buffer, at, with_marks=False)
    last, other = (_kinds()[np.minimum(points, _KNOWN)] for points in (nearest, next_one))
    two = ((last == _SMALL) | (last == _DIGIT)) & (last == other)
    can: NDArray[np.bool_] = two | (last == _CLOSER)
    unclear = (last == _MARK) | ((last == _SMALL) & (other == _MARK))
    for i in np.flatnonzero(unclear).tolist():
        can[i] = _ends_sentence(view, int(starts[i]))
    return can


@lru_cache(maxsize=1)
def _kinds() -> NDArray[np.int8]:
    """Return the kind of every code point below _KNOWN, and one that tells nothing."""
    kinds = np.full(_KNOWN + 1, _OTHER, np.int8)
    chars = [*map(chr, range(_KNOWN))]
    cases = (_SMALL, str.islower), (_CAPITAL, str.isupper), (_DIGIT, str.isdecimal)
    for kind, says in cases:
        kinds[:-1][np.fromiter(map(says, chars), bool, _KNOWN)] = kind
    kinds[[*map(ord, _CLOSERS)]] = _CLOSER
    kinds[[*_COMBINING, *map(ord, ".!?"), _KNOWN]] = _MARK
    return kinds


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
