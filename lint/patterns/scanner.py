"""All patterns of a selection of rules, each run over those lines of a batch that it can match in.

Most patterns are for short lines, while most of a text stands in long ones, and exceptions need
only be looked for where there is something to except. Few matches count as much as few bytes: each
is a call into Python, which one thread at a time can make.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.batch import Bytes, Offsets
from lint.cache import Cache
from lint.kernels.tables import HAS_MARKS, Lines
from lint.patterns.composed import Composed
from lint.patterns.database import Database, Matches, Mode, Pattern
from lint.patterns.gathered import Gathered
from lint.patterns.spans import Span, Spans

REACHES = (120, 300)
"""Patterns for lines of up to so many characters are run over such lines only."""

Key = tuple[int, str]
"""A rule's index in the selection and the name of a parameter that holds patterns."""

NOTHING: Offsets = np.zeros(0, np.int64)


class Scanner:
    """Patterns, compiled. Safe to scan from several threads at once."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache) -> None:
        """Compile `patterns`, or load them from `cache`; raise RuleError for one that cannot be."""
        now = [p for p in patterns if p.mode is not Mode.LATER]
        reaches = {reach: [p for p in now if _reach(p) == reach] for reach in (0, *REACHES)}
        self._now = {reach: _Group(own, cache) for reach, own in reaches.items() if own}
        self._later = {k: _Group(own, cache) for k, own in _by_key(patterns, Mode.LATER)}
        self._spans = {k: Spans(own, cache) for k, own in _by_key(patterns, Mode.SPAN)}

    def scan(self, text: Bytes, lines: Lines) -> dict[Key, Offsets]:
        """Return by key where patterns match: the ends of matches, in bytes of `text`, in order.

        Text that is not in NFC is searched as it is and in NFC.
        """
        found: dict[Key, Offsets] = {}
        for reach, group in self._now.items():
            within = lines.chars <= (reach or lines.chars)
            found |= group.scan(text, lines, np.flatnonzero(within))
        return found

    def scan_later(self, key: Key, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> Offsets:
        """Return the same for the patterns `key`, which are for later, in the lines `which`."""
        found = self._later[key].scan(text, lines, which) if key in self._later else {}
        return found.get(key, NOTHING)

    def spans(self, key: Key, line: bytes) -> list[Span]:
        """Return the start and end of each match of the span patterns `key` in `line`, in order.

        Of those that overlap the leftmost counts, then the longest.
        """
        return self._spans[key].find(line)


class _Group:
    """Patterns that are run over the same lines."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache) -> None:
        self._keys = list(dict.fromkeys(pattern.key for pattern in patterns))
        self._key_of = np.array([self._keys.index(p.key) for p in patterns], np.int64)
        self._database = Database(patterns, cache)

    def scan(self, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> dict[Key, Offsets]:
        """Return the ends of the matches in the lines `which`, by key, each once and in order."""
        if not self._keys:
            return {}
        found = [self._as_it_is(text, lines, which)]
        marked = which[(lines.flags[which] & HAS_MARKS) != 0]
        if len(marked):
            found.append(self._composed(Gathered.of(text, lines, marked)))
        matches = np.concatenate(found)
        keys = self._key_of[matches[:, 0]]
        return {
            self._keys[number]: distinct(matches[keys == number, 1])
            for number in distinct(keys).tolist()
        }

    def _as_it_is(self, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> Matches:
        if len(which) == len(lines.start):
            return self._database.scan(text)
        gathered = Gathered.of(text, lines, which)
        matches = self._database.scan(gathered.buffer)
        matches[:, 1] = gathered.restored(matches[:, 1])
        return matches

    def _composed(self, gathered: Gathered) -> Matches:
        composed = Composed.of(gathered.buffer)
        matches = self._database.scan(composed.buffer)
        matches[:, 1] = gathered.restored(composed.restored(matches[:, 1]))
        return matches


def _reach(pattern: Pattern) -> int:
    """Return the least of REACHES that holds all lines for `pattern`, 0 where none does."""
    return next((reach for reach in REACHES if 0 < pattern.max_chars <= reach), 0)


def _by_key(patterns: Sequence[Pattern], mode: Mode) -> Iterator[tuple[Key, list[Pattern]]]:
    own = (pattern for pattern in patterns if pattern.mode is mode)
    return ((key, list(group)) for key, group in groupby(own, attrgetter("key")))
