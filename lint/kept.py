"""Hits of single documents as columns, to be kept for the next run."""

from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.hitcolumns import AT, COLUMNS, DOCUMENT, OWN, SIZES
from lint.hits import Hits
from lint.light import dataclass

Fingerprints = NDArray[np.uint64]
Numbers = NDArray[np.uint32]

_OWN = OWN.stop - OWN.start
_WIDTH = _OWN + SIZES.stop - SIZES.start
_NUMBER_BYTES = 8  # of each in the head
_FINGERPRINT_BYTES, _COUNT_BYTES, _HIT_BYTES = 16, 4, 4 * _WIDTH


@dataclass(frozen=True, eq=False)
class Kept:
    """Documents by fingerprint, uint64[D, 2], and their hits, those of one behind those of another.

    `counts`, uint32[D], says how many hits each has; `numbers`, uint32[N, 7], are start, end, rule,
    action, level and the bytes of text and detail of each hit; `strings` holds these two, with a
    newline behind. Evidence is left out.
    """

    fingerprints: Fingerprints
    counts: Numbers
    numbers: Numbers
    strings: Bytes

    @classmethod
    def of(cls, fingerprints: Fingerprints, hits: Hits) -> "Kept":
        """Return the documents of a batch, of less than 4 GiB each, with `hits` in their order."""
        counts = np.bincount(hits.documents, minlength=len(fingerprints)).astype(np.uint32)
        numbers = np.concatenate([hits.columns[OWN], hits.columns[SIZES]])
        starts = hits.columns[AT]
        ends = starts + hits.columns[SIZES].sum(axis=0)
        said, _ = kernels.gather(np.frombuffer(hits.strings, np.uint8), starts, ends)
        return cls(fingerprints, counts, np.ascontiguousarray(numbers.T, np.uint32), said)

    @classmethod
    def none(cls) -> "Kept":
        """Return no documents."""
        return cls.of(np.empty((0, 2), np.uint64), Hits.of(()))

    @classmethod
    def joined(cls, parts: Iterable["Kept"]) -> "Kept":
        """Return the documents of `parts`, at least one, one part behind the other."""
        return cls(*map(np.concatenate, zip(*(part.columns for part in parts), strict=True)))

    @classmethod
    def unpacked(cls, data: bytes) -> "Kept":
        """Return what `packed` gave; no documents where `data` is something else."""
        documents, hits = (int.from_bytes(data[at : at + _NUMBER_BYTES], "little") for at in (0, 8))
        sizes = _FINGERPRINT_BYTES * documents, _COUNT_BYTES * documents, _HIT_BYTES * hits
        ends = list(accumulate(sizes, initial=2 * _NUMBER_BYTES))
        if len(data) < ends[-1]:
            return cls.none()
        _, words, counts, numbers, said = np.split(np.frombuffer(data, np.uint8), ends)
        rows = numbers.view(np.uint32).reshape(-1, _WIDTH)
        kept = cls(words.view(np.uint64).reshape(-1, 2), counts.view(np.uint32), rows, said)
        is_sound = kept.counts.sum() == hits and kept._bounds[-1] == len(said)
        return kept if is_sound else cls.none()

    def packed(self) -> bytes:
        """Return how many documents and hits there are, and one column behind the other."""
        numbers = (len(column).to_bytes(_NUMBER_BYTES, "little") for column in self.columns[1:3])
        return b"".join((*numbers, *(column.data for column in self.columns)))

    def only(self, documents: Offsets) -> "Kept":
        """Return those at the indices `documents`, in that order."""
        counts = self.counts[documents]
        ends = np.cumsum(counts, dtype=np.int64)
        first = np.cumsum(self.counts, dtype=np.int64)[documents] - ends  # each of the others
        rows = np.arange(ends[-1] if len(ends) else 0) + np.repeat(first, counts)
        said, _ = kernels.gather(self.strings, self._bounds[rows], self._bounds[rows + 1] - 1)
        return Kept(self.fingerprints[documents], counts, self.numbers[rows], said)

    def found(self, fingerprints: Fingerprints) -> Offsets:
        """Return where each of `fingerprints`, uint64[M, 2], stands; -1 where it does not."""
        if not len(self.counts):
            return np.full(len(fingerprints), -1)
        order, first = self._sorted
        at = order.take(np.searchsorted(first, fingerprints[:, 0]), mode="clip")
        return np.where((self.fingerprints[at] == fingerprints).all(axis=1), at, -1)

    def told(self, documents: Offsets) -> Hits:
        """Return the hits, those of the first document as of the first of `documents` and so on."""
        columns = np.zeros((COLUMNS, len(self.numbers)), np.int64)
        columns[DOCUMENT] = np.repeat(documents, self.counts)
        columns[OWN], columns[SIZES] = np.split(self.numbers.T, [_OWN])
        columns[AT] = self._bounds[:-1]
        return Hits(columns, self.strings.tobytes())

    def within(self, most_bytes: int) -> "Kept":
        """Return each document once, and no more than `packed` gives so many bytes for."""
        order, words = self._sorted
        firsts = np.flatnonzero(np.diff(words, prepend=words[:1] + 1))  # of those that are alike
        once = np.sort(np.minimum.reduceat(order, firsts))
        ends = np.cumsum(self._sizes[once]) + 2 * _NUMBER_BYTES
        documents = once[ends <= most_bytes]
        return self if len(documents) == len(self.counts) else self.only(documents)

    @property
    def size_bytes(self) -> int:
        """Return how many bytes the columns take."""
        return sum(column.nbytes for column in self.columns)

    @property
    def _sizes(self) -> Offsets:
        """How many of these each document takes."""
        ends = np.cumsum(self.counts, dtype=np.int64)
        hits = np.diff(_HIT_BYTES * ends + self._bounds[ends], prepend=0)
        return _FINGERPRINT_BYTES + _COUNT_BYTES + hits

    @property
    def columns(self) -> tuple[Fingerprints, Numbers, Numbers, Bytes]:
        """Return all four."""
        return self.fingerprints, self.counts, self.numbers, self.strings

    @cached_property
    def _bounds(self) -> Offsets:
        """Where what each hit says begins, and the end of all."""
        texts, details = self.numbers[:, _OWN:].T
        sizes = texts.astype(np.int64) + details + 1  # with the newline
        return np.append(0, np.cumsum(sizes))

    @cached_property
    def _sorted(self) -> tuple[Offsets, Fingerprints]:
        """The order of the first words of all fingerprints, and these in it."""
        first = self.fingerprints[:, 0]
        order = np.argsort(first)
        return order, first[order]
