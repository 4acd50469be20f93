"""One pass over a batch: patterns that match in the same lines, run over those lines."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from operator import not_

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.cache import Cache
from lint.kernels import prefixing
from lint.kernels.prefixing import Table
from lint.kernels.tables import BLANK
from lint.patterns.database import Database, Mode, Pattern
from lint.patterns.sources import Restore, Source
from lint.patterns.syntax import VERSION

REACHES = (120, 300)
"""Patterns for lines of up to so many characters are run over such lines only."""

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
        is_tied, self._table = _tied(patterns, cache)
        free: dict[Key | None, list[Pattern]] = {}
        for pattern in compress(patterns, map(not_, is_tied)):
            free.setdefault(pattern.key if pattern.apart else None, []).append(pattern)
        tied = [list(compress(patterns, is_tied))] if any(is_tied) else []
        self._free = [Group(own, cache, numbers) for own in free.values()]
        self._tied = [Group(own, cache, numbers) for own in tied]

    @property
    def databases(self) -> list[Database]:
        """Return what is scanned with."""
        return [group.database for group in (*self._free, *self._tied)]

    def scan(self, source: Source) -> Found:
        """Yield the matches in `source`."""
        inside = (source.chars <= self._reach) if self._reach else np.True_
        which = np.flatnonzero((source.flags & self._flags == self._flags) & inside)
        if self._free:
            taken = source.gather(which, heads=True) if self._heads else source.take(which)
            for group in self._free:
                yield group.scan(*taken)
        for group in self._tied:
            may = kernels.may_begin(source.prefixes[which], self._table)
            may &= (source.flags[which] & BLANK) == 0  # as many as others, and begin with nothing
            yield group.scan(*source.gather(which[may], heads=self._heads))


class Group:
    """Patterns that are run over the same text, compiled together."""

    def __init__(
        self, patterns: Sequence[Pattern], cache: Cache, numbers: Mapping[Key, int]
    ) -> None:
        self._number_of = np.array([numbers[pattern.key] for pattern in patterns], np.int64)
        self.database = Database(patterns, cache)

    def scan(self, buffer: Bytes, restore: Restore) -> tuple[NDArray[np.int64], Offsets]:
        """Return the numbers of the keys that match in `buffer`, and the ends `restore` tells."""
        patterns, ends = self.database.scan(buffer).T
        return self._number_of[patterns], restore(ends)


def _tied(patterns: Sequence[Pattern], cache: Cache) -> tuple[list[bool], Table]:
    """Say of each of `patterns` whether its prefixes are known, and return the table of those.

    They are worked out once and kept in `cache`.
    """
    sources = [(pattern.source, str(pattern.mode)) for pattern in patterns]
    key = cache.key("prefixes", VERSION, prefixing.VERSION, sources)
    stored = cache.get(key)
    if stored is None:
        from lint.patterns.prefixes import prefixes_of

        found = [prefixes_of(pattern.expression) for pattern in patterns]
        table = prefixing.table_of({p for prefixes in found if prefixes for p in prefixes if p})
        stored = bytes(prefixes is not None for prefixes in found) + zlib.compress(
            table.tobytes(), 1
        )
        cache.put(key, stored)
    known, packed = stored[: len(patterns)], stored[len(patterns) :]
    return list(map(bool, known)), np.frombuffer(zlib.decompress(packed), np.uint8)
