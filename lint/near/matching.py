"""Which documents of an index share most of their shingles with those of a batch, verified."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lint.light import dataclass
from lint.near.prints import Hashes, Prints
from lint.near.profile import Profile
from lint.near.samples import SAMPLE

Ints = NDArray[np.int64]
Matches = tuple[Ints, Hashes]
"""Pairs side by side: the row of what was asked for, and a document of the index."""

_MOST_CANDIDATES = 32
"""So many documents are verified for each of the batch, those that share most."""


class Index(Protocol):
    """Documents that are found by what they share; each is a number that means nothing outside."""

    name: str
    profile: Profile

    def same_content(self, content: Hashes) -> Matches:
        """Return the documents of the same words, by the hash of their content."""
        ...

    def same_bands(self, sketches: NDArray[np.uint32]) -> Matches:
        """Return the documents that share a band with a sketch, once for each band shared."""
        ...

    def same_samples(self, shingles: Hashes) -> Matches:
        """Return the documents that each of `shingles` stands for in the sample."""
        ...

    def sampled(self, documents: Hashes) -> Ints:
        """Return how many shingles stand for each of `documents` in the sample."""
        ...

    def shingles(self, documents: Hashes) -> Iterator[Hashes]:
        """Yield the set of shingles of each of `documents`."""
        ...

    def ids(self, documents: Hashes) -> list[str]:
        """Return the id under which each of `documents` was added."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Rows of a batch with documents of an index: the sizes of the two sets, and what they share.

    Sorted by row, then document.
    """

    row: Ints
    document: Hashes
    own: Ints
    other: Ints
    shared: Ints

    @property
    def jaccard(self) -> NDArray[np.float64]:
        """Return |A ∩ B| / |A ∪ B|."""
        return self.shared / (self.own + self.other - self.shared)


def verified(index: Index, prints: Prints, contained: float) -> Pairs:
    """Return the candidates of each document of a batch with the exact size of what they share.

    `contained` is the least share of the one inside the other that is of interest.
    """
    near = _best(*_votes(*index.same_bands(index.profile.sketch(prints))))
    row, document = joined([near, *_overlapping(index, prints, contained)])
    row, document, _ = _votes(row, document)
    sizes = np.diff(prints.first)
    shared, other = np.zeros((2, len(row)), np.int64)
    sets = index.shingles(document)
    for own, group in groupby(range(len(row)), row.tolist().__getitem__):
        mine = np.sort(prints.shingles[prints.first[own] : prints.first[own + 1]])
        for pair in group:
            theirs = next(sets)
            place = np.minimum(np.searchsorted(mine, theirs), len(mine) - 1)
            other[pair], shared[pair] = len(theirs), (mine[place] == theirs).sum()
    return Pairs(row, document, sizes[row], other, shared)


def _overlapping(index: Index, prints: Prints, contained: float) -> Iterator[Matches]:
    """Yield the candidates for either document inside the other, by their sampled shingles.

    Half of what is to be expected of the sample is enough to be verified.
    """
    owner = np.repeat(np.arange(len(prints)), np.diff(prints.first))
    at, found = index.same_samples(prints.shingles)
    row, document, shared = _votes(owner[at], found)
    mine = np.bincount(owner[(prints.shingles & SAMPLE) == 0], minlength=len(prints))
    inside = shared * 2 >= mine[row] * contained
    yield _best(row[inside], document[inside], shared[inside])
    holds = shared * 2 >= index.sampled(document) * contained
    yield row[holds], document[holds]


def _votes(row: Ints, document: Hashes) -> tuple[Ints, Hashes, Ints]:
    """Return the distinct pairs, by row, then document, and how often each stands."""
    order = np.lexsort((document, row))
    row, document = row[order], document[order]
    new = np.ones(len(row), bool)
    new[1:] = (row[1:] != row[:-1]) | (document[1:] != document[:-1])
    starts = np.flatnonzero(new)
    return row[starts], document[starts], np.diff(starts, append=len(row))


def _best(row: Ints, document: Hashes, votes: Ints) -> Matches:
    """Return the pairs with most votes of each row, of equal ones those added first."""
    order = np.lexsort((document, -votes, row))
    row = row[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    return row[rank < _MOST_CANDIDATES], document[order][rank < _MOST_CANDIDATES]


def joined(found: Iterable[Matches]) -> Matches:
    """Return several matches as one."""
    parts = [(np.zeros(0, np.int64), np.zeros(0, np.uint64)), *found]
    return np.concatenate([row for row, _ in parts]), np.concatenate([d for _, d in parts])
