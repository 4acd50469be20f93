"""Where matches begin and end: in lines that are known to hold one, the leftmost longest spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import distinct
from lint.batch import Bytes, Offsets
from lint.cache import Cache
from lint.patterns.database import Database, Mode, Pattern

Span = tuple[int, int]

_NEWLINE = 10
_AT_ONCE = 1 << 16
"""About so many bytes are scanned for ends at once: the rests of lines, which overlap."""


class Spans:
    """The span patterns of one rule, compiled."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache) -> None:
        """Name `patterns`, which are compiled when first needed, and raise RuleError only then."""
        self._begin = Database([replace(p, mode=Mode.BACKWARD) for p in patterns], cache)
        self._go_on = Database([replace(p, mode=Mode.LINE_HEAD) for p in patterns], cache)

    @property
    def databases(self) -> tuple[Database, Database]:
        """Return what is scanned with."""
        return self._begin, self._go_on

    def find(self, text: Bytes) -> Offsets:
        """Return rows (start, end): in each line the leftmost spans, of these the longest.

        `text` is lines, a newline after each.
        """
        beginnings = self._beginnings(text)
        starts = distinct(beginnings // len(self._begin))
        newlines = np.flatnonzero(text == _NEWLINE)
        ends = newlines[np.searchsorted(newlines, starts)]
        sizes = np.cumsum(ends - starts)
        spans: list[Span] = []
        at = 0
        while at < len(starts):
            last = int(np.searchsorted(sizes, sizes[at] + _AT_ONCE))
            some = slice(at, max(last, at + 1))
            longest = self._longest(text, starts[some], ends[some], beginnings)
            spans += _in_turn(starts[some].tolist(), longest.tolist())
            reached = spans[-1][1] if spans else 0
            at = max(some.stop, int(np.searchsorted(starts, reached)))
        return np.array(spans, np.int64).reshape(-1, 2)

    def _beginnings(self, text: Bytes) -> Offsets:
        """Return in order where matches begin and of which pattern: start * patterns + pattern."""
        patterns, ends = self._begin.scan(kernels.turn_utf8(text)).T
        return distinct((len(text) - ends) * len(self._begin) + patterns)

    def _longest(
        self, text: Bytes, starts: Offsets, ends: Offsets, beginnings: Offsets
    ) -> NDArray[np.int64]:
        """Return where the longest match from each of `starts` ends, at most at `ends`.

        It is of a pattern that `beginnings` name there; where there is none, it is empty.
        """
        rests, first = kernels.gather(text, starts, ends)
        patterns, stops = self._go_on.scan(rests).T
        rest = np.searchsorted(first, stops, side="right") - 1
        begins = np.isin(starts[rest] * len(self._begin) + patterns, beginnings)
        sizes = np.zeros(len(starts), np.int64)
        np.maximum.at(sizes, rest[begins], (stops - first[rest])[begins])
        return starts + sizes


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in order; of those that overlap, the leftmost, then the longest."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _in_turn(starts: Iterable[int], ends: Iterable[int]) -> Iterator[Span]:
    """Yield the spans that are not empty and begin after the one before them."""
    reached = 0
    for start, end in zip(starts, ends, strict=True):
        if end > start >= reached:
            reached = end
            yield start, end
