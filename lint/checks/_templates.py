"""Lines that are the same but for numbers, or numbers and names: one hash for all of them.

Only short lines with a digit are looked at. Their words are cut apart and go through the kernel as
lines of their own, which gives each its folded hash and says whether it holds a digit or begins
with a capital: nothing is folded in a second way.
"""

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.kernels.hashing import PRIME
from lint.kernels.tables import HAS_DIGIT, HAS_NONASCII, STARTS_UPPER, Hashes
from lint.light import dataclass
from lint.view import View

MAX_TOKENS = 24
"""Longer lines are prose, whatever their numbers."""

_NUMBER, _NAME = np.uint64(0x2D358DCCAA6C78A5), np.uint64(0x8BB84B93962EACC9)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_WORDS_BESIDE_NAMES = 2
_INSIDE = np.frombuffer(b".,:/-", np.uint8)
_NEWLINE, _ZERO, _NINE, _SPACE = b"\n09 "


@dataclass(frozen=True, slots=True, eq=False)
class Templates:
    """Some lines, by their indices in the batch, and their hashes without numbers or names.

    `numbers` is without numbers, `names` without words with a capital too; 0 where that leaves no
    word, or takes nothing out.
    """

    lines: NDArray[np.int64]
    numbers: Hashes
    names: Hashes


def templates_of(view: View) -> Templates:
    """Return the templates of the short lines with a digit, but for titles.

    A document that has a template in several forms numbers or lists something: these are 0.
    """
    tokens = np.diff(view.lines.first_token)
    short = (tokens > 1) & (tokens <= MAX_TOKENS) & ((view.lines.flags & HAS_DIGIT) != 0)
    lines = np.flatnonzero(short & (view.lines.hash != view.titles[view.document_of_line]))
    if not len(lines):
        return Templates(lines, np.zeros(0, np.uint64), np.zeros(0, np.uint64))
    words = _Words.of(view, lines)
    numbers = words.hashes(words.digit, _NUMBER, 1)
    named = words.digit | words.name
    names = words.hashes(named, _NAME, _WORDS_BESIDE_NAMES)
    names[np.bincount(words.line[words.name], minlength=len(lines)) == 0] = 0
    return Templates(lines, _in_one_form(view, lines, numbers), _in_one_form(view, lines, names))


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The words of `count` lines: whose they are, and what the kernel says of them."""

    count: int
    line: NDArray[np.int64]
    hash: Hashes
    digit: NDArray[np.bool_]
    name: NDArray[np.bool_]  # begins with a capital, but not the line
    said: NDArray[np.bool_]  # more than a single ASCII letter

    @classmethod
    def of(cls, view: View, lines: NDArray[np.int64]) -> "_Words":
        text, first = kernels.gather(view.buffer, view.lines.start[lines], view.lines.end[lines])
        text, first = _cut(text, first)
        words = kernels.scan_lines(text, first[:-1], first[1:])
        there = words.hash != 0
        line = np.repeat(np.arange(len(lines)), np.diff(words.first_line))[there]
        flags = words.flags[there]
        return cls(
            count=len(lines),
            line=line,
            hash=words.hash[there],
            digit=(flags & HAS_DIGIT) != 0,
            name=((flags & STARTS_UPPER) != 0) & (np.diff(line, prepend=-1) == 0),
            said=(words.chars[there] > 1) | ((flags & HAS_NONASCII) != 0),
        )

    def hashes(self, out: NDArray[np.bool_], sign: np.uint64, least: int) -> Hashes:
        """Return a hash of each line with runs of the words in `out` as one `sign`.

        It is a polynomial in PRIME, as those of the kernel; 0 where fewer than `least` words stay.
        """
        again = out[1:] & out[:-1] & (self.line[1:] == self.line[:-1])
        kept = np.concatenate([[True], ~again])[: len(out)]
        line = self.line[kept]
        first = np.searchsorted(line, np.arange(self.count + 1))
        position = np.arange(len(line)) - first[line]
        powers = np.cumprod(np.full(position.max(initial=0) + 1, PRIME, np.uint64))
        values = np.where(out, sign, self.hash)[kept] * powers[position]
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(values)])
        stay = np.bincount(self.line[~out & self.said], minlength=self.count)
        return np.where(stay >= least, sums[first[1:]] - sums[first[:-1]], np.uint64(0))


def _cut(text: Bytes, first: Offsets) -> tuple[Bytes, Offsets]:
    """Return `text` with each number as a line "0", and each word a line; and `first` in it."""
    digit = (text >= _ZERO) & (text <= _NINE)
    inside = np.isin(text, _INSIDE)
    inside[1:] &= digit[:-1]
    inside[:-1] &= digit[1:]
    number = digit | inside
    begins = number & ~np.concatenate([[False], number[:-1]])
    sizes = np.where(begins, 3, ~number)
    at = np.concatenate([[0], np.cumsum(sizes)])
    cut = np.repeat(np.where(_is_space(text), np.uint8(_NEWLINE), text), sizes)
    places = at[:-1][begins]
    cut[places] = cut[places + 2] = _NEWLINE
    cut[places + 1] = _ZERO
    return cut, at[first]


def _is_space(text: Bytes) -> NDArray[np.bool_]:
    """Say of each byte whether it is of an ASCII space or control, or of a no-break space."""
    pair = (text[:-1] == 0xC2) & (text[1:] == 0xA0)
    space: NDArray[np.bool_] = text <= _SPACE
    space[:-1] |= pair
    space[1:] |= pair
    return space


def _in_one_form(view: View, lines: NDArray[np.int64], keys: Hashes) -> Hashes:
    """Return `keys` with 0 where other words of the document have the same key."""
    places = keys ^ view.document_of_line[lines].astype(np.uint64) * _ODD
    hashes = view.lines.hash[lines]
    order = np.lexsort((hashes, places))
    same = np.diff(places[order]) == 0
    several = places[order][1:][same & (np.diff(hashes[order]) != 0)]
    return np.where(np.isin(places, several), np.uint64(0), keys)
