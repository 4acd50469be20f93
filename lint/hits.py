"""Hits as columns: quick to send to another process, to keep and to count, since they are millions.

A tuple with an enumeration in it costs a pickle more than all that it says.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, repeat
from typing import overload

import numpy as np
from numpy.typing import NDArray

from lint.finding import Action, Evidence, Hit, Level
from lint.light import dataclass

_DOCUMENT, _RULE = 0, 3
_KIND = slice(3, 6)
_SIZES = slice(6, 8)
_COLUMNS = 8

_ACTIONS = tuple(Action)
_LEVELS = (None, *Level)

_STORED = np.dtype("<u4")
_ROW_BYTES = _STORED.itemsize * (_COLUMNS - 1)


@dataclass(frozen=True, eq=False)
class Hits(Sequence[Hit]):
    """Hits in order: an int64 array with a row for each, and one string for all of their texts.

    A row is document, start, end, rule, action, level (0: the rule's own, else one more than it
    is), and the bytes of text and of detail, which stand so in `strings`, hit by hit. `evidence`
    is empty where no hit has any.
    """

    rows: NDArray[np.int64]
    strings: bytes
    evidence: Sequence[Evidence | None] = ()

    @classmethod
    def of(cls, hits: Sequence[Hit]) -> "Hits":
        """Return `hits` as columns."""
        if isinstance(hits, Hits):
            return hits
        columns = list(zip(*hits, strict=True)) or [()] * len(Hit._fields)
        *places, actions, texts, levels, details, evidence = columns
        said = [detail.encode("utf-8", "surrogatepass") for detail in details]
        own = [0 if level is None else level + 1 for level in levels]
        rows = np.empty((len(hits), _COLUMNS), np.int64)
        numbers = *places, actions, own, map(len, texts), map(len, said)
        for column, values in enumerate(numbers):
            rows[:, column] = np.fromiter(values, np.int64, len(hits))
        strings = b"".join(chain.from_iterable(zip(texts, said, strict=True)))
        made = cls(rows, strings, evidence if any(evidence) else ())
        made.__dict__["_hits"] = hits
        return made

    @classmethod
    def stored(cls, documents: Sequence[int], parts: Iterable[bytes]) -> "Hits":
        """Return the hits that each of `parts`, made `by_document`, holds of one of `documents`."""
        counts, numbers, strings = [], [], []
        for part in parts:
            counts.append(int.from_bytes(part[: _STORED.itemsize], "little"))
            split = _STORED.itemsize + counts[-1] * _ROW_BYTES
            numbers.append(part[_STORED.itemsize : split])
            strings.append(part[split:])
        rows = np.empty((sum(counts), _COLUMNS), np.int64)
        rows[:, _DOCUMENT] = np.repeat(np.array(documents, np.int64), counts)
        rows[:, 1:] = np.frombuffer(b"".join(numbers), _STORED).reshape(-1, _COLUMNS - 1)
        return cls(rows, b"".join(strings))

    def by_document(self, number: int) -> Iterator[bytes]:
        """Yield for each of `number` documents its hits to be `stored`, b"" for none.

        They must come in order of documents, of less than 4 GiB each; evidence is left out.
        """
        rows = self.rows[:, 1:].astype(_STORED).tobytes()
        bounds = np.searchsorted(self.rows[:, _DOCUMENT], np.arange(number + 1))
        passed = np.concatenate([[0], np.cumsum(self.rows[:, _SIZES].sum(axis=1))])
        first = start = 0
        for last, end in zip(bounds[1:].tolist(), passed[bounds[1:]].tolist(), strict=True):
            if first == last:
                yield b""
                continue
            count = (last - first).to_bytes(_STORED.itemsize, "little")
            numbers = rows[_ROW_BYTES * first : _ROW_BYTES * last]
            yield b"".join((count, numbers, self.strings[start:end]))
            first, start = last, end

    def kinds(self) -> Iterator[tuple[Hit, int]]:
        """Yield each rule with action and level, as a hit of no place, and how many are like it."""
        shape = 1 + int(self.rows[:, _RULE].max(initial=0)), len(_ACTIONS), len(_LEVELS)
        kinds = np.bincount(np.ravel_multi_index(tuple(self.rows[:, _KIND].T), shape))
        for kind in np.flatnonzero(kinds).tolist():
            rule, action, level = map(int, np.unravel_index(kind, shape))
            hit = Hit(0, 0, 0, rule, _ACTIONS[action], level=_LEVELS[level])
            yield hit, int(kinds[kind])

    def documents(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the documents that have hits, in order, and how many each has."""
        return np.unique(self.rows[:, _DOCUMENT], return_counts=True)

    def __getstate__(self) -> tuple[NDArray[np.int64], bytes, Sequence[Evidence | None]]:
        return self.rows, self.strings, self.evidence

    def __setstate__(
        self, state: tuple[NDArray[np.int64], bytes, Sequence[Evidence | None]]
    ) -> None:
        Hits.__init__(self, *state)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | Sequence[Hit]:
        return self._hits[index]

    @cached_property
    def _hits(self) -> Sequence[Hit]:
        """The hits themselves, for who wants more than their numbers."""
        *places, actions, levels = self.rows[:, : _SIZES.start].T.tolist()
        ends = np.cumsum(self.rows[:, _SIZES]).tolist()
        strings = list(map(self.strings.__getitem__, map(slice, [0, *ends], ends)))
        return list(
            map(
                Hit,
                *places,
                map(_ACTIONS.__getitem__, actions),
                strings[::2],
                map(_LEVELS.__getitem__, levels),
                (detail.decode("utf-8", "surrogatepass") for detail in strings[1::2]),
                self.evidence or repeat(None),
            )
        )
