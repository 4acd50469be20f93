"""All patterns of a selection of rules, each run over those lines of a batch that it can match in.

Most patterns are for short lines, while most of a text stands in long ones; most are for lines that
begin in one of a few ways; and exceptions need only be looked for where there is something to
except. Few matches count as much as few bytes: each is a call into Python, which one thread at a
time can make.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.batch import Bytes, Offsets
from lint.cache import Cache
from lint.kernels.tables import Lines
from lint.patterns.database import Database, Mode, Pattern, prepare
from lint.patterns.passes import Key, Pass, Place, place_of
from lint.patterns.sources import sources_of
from lint.patterns.spans import Span, Spans, without_overlaps

NOTHING: Offsets = np.zeros(0, np.int64)


class Scanner:
    """Patterns, compiled. Safe to scan from several threads at once."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache, jobs: int = 1) -> None:
        """Compile what `cache` does not have of `patterns`, on `jobs` threads.

        Raises RuleError for a pattern that cannot be compiled.
        """
        together: dict[Place, list[Pattern]] = {}
        for pattern in patterns:
            if pattern.mode is not Mode.LATER:
                together.setdefault(place_of(pattern), []).append(pattern)
        self._keys = list(dict.fromkeys(pattern.key for pattern in patterns))
        numbers = {key: number for number, key in enumerate(self._keys)}
        self._passes = [Pass(place, own, cache, numbers) for place, own in together.items()]
        self._later = {k: Database(own, cache) for k, own in _by_key(patterns, Mode.LATER)}
        self._spans = {k: Spans(own, cache) for k, own in _by_key(patterns, Mode.SPAN)}
        prepare(self._databases(), jobs)

    def scan(self, text: Bytes, lines: Lines) -> dict[Key, Offsets]:
        """Return by key where patterns match: the ends of matches, in bytes of `text`, in order.

        Text that is not in NFC is searched as it is and in NFC.
        """
        sources = list(sources_of(text, lines, np.arange(len(lines.start))))
        found = [part for source in sources for own in self._passes for part in own.scan(source)]
        if not found:
            return {}
        numbers, ends = map(np.concatenate, zip(*found, strict=True))
        parts = _parted(numbers, ends, len(text) + 1)
        return {self._keys[number]: own for number, own in parts}

    def scan_later(self, key: Key, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> Offsets:
        """Return the same for the patterns `key`, which are for later, in the lines `which`."""
        if key not in self._later:
            return NOTHING
        sources = sources_of(text, lines, which)
        gathered = (source.gather() for source in sources)
        ends = [restore(self._later[key].scan(buffer)[:, 1]) for buffer, restore in gathered]
        return distinct(np.concatenate(ends))

    def spans(self, key: Key, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> Offsets:
        """Return rows (start, end) of the span patterns `key` in the lines `which`, in order.

        Of those that overlap the leftmost counts, then the longest.
        """
        found: list[Span] = []
        for source in sources_of(text, lines, which):
            buffer, restore = source.gather()
            found += restore(self._spans[key].find(buffer)).tolist()
        return np.array(without_overlaps(found), np.int64).reshape(-1, 2)

    def _databases(self) -> Iterator[Database]:
        for one in self._passes:
            yield from one.databases
        yield from self._later.values()
        for spans in self._spans.values():
            yield from spans.databases


def _parted(numbers: NDArray[np.int64], ends: Offsets, size: int) -> Iterator[tuple[int, Offsets]]:
    """Yield each of `numbers` with its `ends`, which are below `size`: each once and in order.

    One sort serves for all.
    """
    both = distinct(numbers * size + ends)
    ordered, ends = both // size, both % size
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    yield from zip(ordered[first].tolist(), np.split(ends, first)[1:], strict=True)


def _by_key(patterns: Sequence[Pattern], mode: Mode) -> Iterator[tuple[Key, list[Pattern]]]:
    own = (pattern for pattern in patterns if pattern.mode is mode)
    return ((key, list(group)) for key, group in groupby(own, attrgetter("key")))
