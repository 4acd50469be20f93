"""Brute force: the exact Jaccard similarity of every pair of documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lint.batch import Batch, Place, Strings
from lint.cache import Cache
from lint.near.prints import Prints, take_prints
from lint.patterns import Scanner
from lint.view import View

BLOCK = 500
"""Rows of the product held at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs a < b of documents and their similarity, sorted by (a, b)."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    jaccard: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.a)

    def where(self, kept: NDArray[np.bool_]) -> "Pairs":
        """Return some of the pairs."""
        return Pairs(self.a[kept], self.b[kept], self.jaccard[kept])

    def at_least(self, threshold: float) -> "Pairs":
        """Return the pairs that reach `threshold`."""
        return self.where(self.jaccard >= threshold)

    def keys(self, documents: int) -> NDArray[np.int64]:
        """Return one number a pair, rising."""
        return self.a * documents + self.b


@dataclass(frozen=True, slots=True)
class _Nowhere:
    """The origin of texts that stand in no file."""

    def place(self, document: int) -> Place:
        """Return its number for an id."""
        return Place("memory", None, str(document))


def prints_of(texts: Sequence[str]) -> Prints:
    """Return the prints of `texts`, no line taken out."""
    batch = Batch(Strings.of(texts), None, None, _Nowhere())
    return take_prints(View(batch, Scanner([], Cache(None))), [], [])


def exact_pairs(prints: Prints, least: float) -> Pairs:
    """Return every pair of documents whose Jaccard similarity is `least` (above 0) or more.

    The overlaps of all pairs are the product of the matrix of documents by shingles with its
    transpose. No pair is left out: those without a common shingle are 0.
    """
    held = _matrix(prints)
    sizes = np.diff(prints.first)
    parts = list(_blocks(held, sizes, least))
    return Pairs(*(np.concatenate([part[i] for part in parts]) for i in range(3)))


def _matrix(prints: Prints) -> "csr_array[np.int64]":
    """Return documents by shingles, 1 where a document has it; lone shingles are left out."""
    _, number, count = np.unique(prints.shingles, return_inverse=True, return_counts=True)
    shared = count[number] > 1
    first = np.concatenate([[0], np.cumsum(shared)])[prints.first]
    columns = number[shared]
    ones = np.ones(len(columns), np.int32)
    return csr_array((ones, columns, first), shape=(len(prints), len(count)))


def _blocks(
    held: "csr_array[np.int64]", sizes: NDArray[np.int64], least: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]:
    other = held.T.tocsr()
    for start in range(0, held.shape[0], BLOCK):
        common = (held[start : start + BLOCK] @ other).tocoo()
        a, b = common.coords[0].astype(np.int64) + start, common.coords[1].astype(np.int64)
        jaccard = common.data / (sizes[a] + sizes[b] - common.data)
        kept = np.flatnonzero((a < b) & (jaccard >= least))
        kept = kept[np.lexsort((b[kept], a[kept]))]
        yield a[kept], b[kept], jaccard[kept]
