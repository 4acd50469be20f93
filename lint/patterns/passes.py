"""One pass over a batch: patterns that match in the same lines, run over those lines."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Offsets
from lint.cache import Cache
from lint.kernels.tables import BLANK
from lint.patterns.database import Database, Mode, Pattern
from lint.patterns.sources import Source
from lint.patterns.told import told_of

REACHES = (120, 300)
"""Patterns for lines of up to so many characters are run over such lines only."""

MOST_RANGES = 6
"""More bytes are not looked for: it would take as long as scanning."""

Key = tuple[int, str]
"""A rule's index in the selection and the name of a parameter that holds patterns."""

Place = tuple[int, bool, int]
"""In which lines patterns are looked for: reach, whether in starts alone, flags that they have."""

Found = Iterator[tuple[NDArray[np.int64], Offsets]]
"""Of each match the number of its key, and where it ends: in any order."""


def place_of(pattern: Pattern) -> Place:
    """Return where `pattern` is looked for; the least of REACHES that holds all its lines."""
    reach = next((reach for reach in REACHES if 0 < pattern.max_chars <= reach), 0)
    return reach, pattern.mode is Mode.START, pattern.flags


class Pass:
    """The patterns of one place. Those tied to prefixes are run only over lines that begin so."""

    def __init__(
        self, place: Place, patterns: Sequence[Pattern], cache: Cache, numbers: Mapping[Key, int]
    ) -> None:
        """Name the databases of `patterns`, which are compiled later where `cache` has them not.

        `numbers` says by which number each key is told.
        """
        self._reach, self._heads, self._flags = place
        is_tied, needed, self._table = told_of(patterns, cache)
        free: dict[Key | None, list[int]] = {}
        for i in np.flatnonzero(~is_tied).tolist():
            free.setdefault(patterns[i].key if patterns[i].apart else None, []).append(i)

        def group(own: list[int]) -> Group:
            return Group([patterns[i] for i in own], _ranges(needed[own]), cache, numbers)

        self._free = list(map(group, free.values()))
        self._tied = [group(np.flatnonzero(is_tied).tolist())] if is_tied.any() else []

    @property
    def databases(self) -> list[Database]:
        """Return what is scanned with."""
        return [group.database for group in (*self._free, *self._tied)]

    def scan(self, source: Source) -> Found:
        """Yield the matches in `source`."""
        inside = (source.chars <= self._reach) if self._reach else np.True_
        which = np.flatnonzero((source.flags & self._flags == self._flags) & inside)
        for group in self._free:
            yield group.scan(source, which, heads=self._heads)
        for group in self._tied:
            may = kernels.may_begin(source.prefixes[which], self._table)
            may &= (source.flags[which] & BLANK) == 0  # as many as others, and begin with nothing
            yield group.scan(source, which[may], heads=self._heads)


class Group:
    """Patterns that are run over the same lines, compiled together.

    Lines without a byte in one of the ranges `needed` are left out, if there are any.
    """

    def __init__(
        self,
        patterns: Sequence[Pattern],
        needed: NDArray[np.uint8],
        cache: Cache,
        numbers: Mapping[Key, int],
    ) -> None:
        self._number_of = np.array([numbers[pattern.key] for pattern in patterns], np.int64)
        self._needed = needed
        self.database = Database(patterns, cache)

    def scan(
        self, source: Source, which: NDArray[np.int64], *, heads: bool
    ) -> tuple[NDArray[np.int64], Offsets]:
        """Return the numbers of the keys that match in the lines `which`, and where."""
        if len(self._needed):
            which = which[source.has_byte(which, self._needed, heads=heads)]
        buffer, restore = source.gather(which, heads=True) if heads else source.take(which)
        patterns, ends = self.database.scan(buffer).T
        return self._number_of[patterns], restore(ends)


def _ranges(needed: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return ranges of bytes, [R, 2], one of which all have that `needed` tells; none if unknown.

    `needed` has a row for each pattern.
    """
    known = needed.any(axis=1).all()
    edges = np.flatnonzero(np.diff(needed.any(axis=0), prepend=False, append=False))
    ranges = (edges.reshape(-1, 2) - [0, 1]).astype(np.uint8)
    return ranges if known and len(ranges) <= MOST_RANGES else ranges[:0]
