"""All patterns of a selection of rules, each run over those lines of a batch that it can match in.

Most patterns are for short lines, while most of a text stands in long ones, and exceptions need
only be looked for where there is something to except. Few matches count as much as few bytes: each
is a call into Python, which one thread at a time can make.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.batch import Bytes, Offsets
from lint.cache import Cache
from lint.kernels.tables import HAS_MARKS, Lines
from lint.light import dataclass
from lint.patterns.composed import Composed
from lint.patterns.database import Database, Mode, Pattern, prepare
from lint.patterns.gathered import Gathered
from lint.patterns.spans import Span, Spans, without_overlaps

REACHES = (120, 300)
"""Patterns for lines of up to so many characters are run over such lines only."""

HEAD_BYTES = 400
"""So much of a line is its start."""

Key = tuple[int, str]
"""A rule's index in the selection and the name of a parameter that holds patterns."""

_Place = tuple[int, bool, int]
"""In which lines patterns are looked for: reach, whether in starts alone, flags that they have."""

NOTHING: Offsets = np.zeros(0, np.int64)


class Scanner:
    """Patterns, compiled. Safe to scan from several threads at once."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache, jobs: int = 1) -> None:
        """Compile what `cache` does not have of `patterns`, on `jobs` threads.

        Raises RuleError for a pattern that cannot be compiled.
        """
        together: dict[tuple[_Place, Key | None], list[Pattern]] = {}
        for pattern in patterns:
            if pattern.mode is not Mode.LATER:
                apart = pattern.key if pattern.apart else None
                together.setdefault((_place(pattern), apart), []).append(pattern)
        self._now: dict[_Place, list[_Group]] = {}
        for (place, _), own in together.items():
            self._now.setdefault(place, []).append(_Group(own, cache))
        self._later = {k: _Group(own, cache) for k, own in _by_key(patterns, Mode.LATER)}
        self._spans = {k: Spans(own, cache) for k, own in _by_key(patterns, Mode.SPAN)}
        prepare(self._databases(), jobs)

    def scan(self, text: Bytes, lines: Lines) -> dict[Key, Offsets]:
        """Return by key where patterns match: the ends of matches, in bytes of `text`, in order.

        Text that is not in NFC is searched as it is and in NFC.
        """
        found: dict[Key, Offsets] = {}
        for (reach, starts, flags), groups in self._now.items():
            within = (lines.chars <= (reach or lines.chars)) & (lines.flags & flags == flags)
            texts = _texts(text, lines, np.flatnonzero(within), starts=starts)
            for group in groups:
                found |= group.scan(texts)
        return found

    def scan_later(self, key: Key, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> Offsets:
        """Return the same for the patterns `key`, which are for later, in the lines `which`."""
        if key not in self._later:
            return NOTHING
        return self._later[key].scan(_texts(text, lines, which)).get(key, NOTHING)

    def spans(self, key: Key, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> Offsets:
        """Return rows (start, end) of the span patterns `key` in the lines `which`, in order.

        Of those that overlap the leftmost counts, then the longest.
        """
        found: list[Span] = []
        for part in _gathered(text, lines, which):
            found += part.restored(self._spans[key].find(part.buffer)).tolist()
        return np.array(without_overlaps(found), np.int64).reshape(-1, 2)

    def _databases(self) -> Iterator[Database]:
        for group in chain(*self._now.values(), self._later.values()):
            yield group.database
        for spans in self._spans.values():
            yield from spans.databases


class _Group:
    """Patterns that are run over the same texts, compiled together."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache) -> None:
        self._keys = list(dict.fromkeys(pattern.key for pattern in patterns))
        self._key_of = np.array([self._keys.index(p.key) for p in patterns], np.int64)
        self.database = Database(patterns, cache)

    def scan(self, texts: Sequence["_Text"]) -> dict[Key, Offsets]:
        """Return the ends of the matches in `texts`, by key, each once and in order."""
        found = [self.database.scan(text.buffer) for text in texts]
        ends = [text.restored(part[:, 1]) for text, part in zip(texts, found, strict=True)]
        keys = self._key_of[np.concatenate([part[:, 0] for part in found])]
        together = np.concatenate(ends)
        return {
            self._keys[number]: distinct(together[keys == number])
            for number in distinct(keys).tolist()
        }


@dataclass(frozen=True, eq=False)
class _Text:
    """What is scanned, and how places in it are told in the text of the batch."""

    buffer: Bytes
    restored: Callable[[Offsets], Offsets]


def _texts(
    text: Bytes, lines: Lines, which: NDArray[np.int64], *, starts: bool = False
) -> list[_Text]:
    """Return the lines `which`, or their starts: as they are, and those with marks composed."""
    if starts:
        return _gathered(text, _starts(text, lines), which)
    if len(which) < len(lines.start):
        return _gathered(text, lines, which)
    return [_Text(text, lambda offsets: offsets), *_composed_of(text, lines, which)]


def _gathered(text: Bytes, lines: Lines, which: NDArray[np.int64]) -> list[_Text]:
    """Return the same of some lines, without what ends them but for a newline."""
    gathered = Gathered.of(text, lines, which)
    return [_Text(gathered.buffer, gathered.restored), *_composed_of(text, lines, which)]


def _composed_of(text: Bytes, lines: Lines, which: NDArray[np.int64]) -> list[_Text]:
    marked = which[(lines.flags[which] & HAS_MARKS) != 0]
    return [_composed(Gathered.of(text, lines, marked))] if len(marked) else []


def _composed(gathered: Gathered) -> _Text:
    composed = Composed.of(gathered.buffer)
    return _Text(composed.buffer, lambda offsets: gathered.restored(composed.restored(offsets)))


def _place(pattern: Pattern) -> _Place:
    return _reach(pattern), pattern.mode is Mode.START, pattern.flags


def _starts(text: Bytes, lines: Lines) -> Lines:
    """Return `lines` cut to their starts, between two characters."""
    ends = np.minimum(lines.end, lines.start + HEAD_BYTES)
    for _ in range(3):  # back to the first byte of a character
        cut = np.flatnonzero(ends < lines.end)
        ends[cut] -= (text[ends[cut]] & 0xC0) == 0x80
    return replace(lines, end=ends)


def _reach(pattern: Pattern) -> int:
    """Return the least of REACHES that holds all lines for `pattern`, 0 where none does."""
    return next((reach for reach in REACHES if 0 < pattern.max_chars <= reach), 0)


def _by_key(patterns: Sequence[Pattern], mode: Mode) -> Iterator[tuple[Key, list[Pattern]]]:
    own = (pattern for pattern in patterns if pattern.mode is mode)
    return ((key, list(group)) for key, group in groupby(own, attrgetter("key")))
