"""Which documents share a key: the inverted lists of an LSH index, as arrays."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from lint.light import dataclass
from lint.workers import threaded

Ints = NDArray[np.int64]
Column = tuple[NDArray[np.uint64], Ints | NDArray[np.int32]]
"""Keys, which are hashes and so good in their high bits, and the document of each."""

_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Document d stands in the groups `group[first[d]:first[d + 1]]`, numbered 0 to `count` - 1."""

    first: Ints
    group: NDArray[np.int32]
    count: int


def band_groups(
    worded: NDArray[np.bool_], keys: Iterable[NDArray[np.uint64]], jobs: int = 1
) -> Groups:
    """Return the groups of documents that share a band, of those that have words.

    `keys` yields one array of band keys [D] a band.
    """
    words = np.flatnonzero(worded)
    return shared_groups(len(worded), ((column[words], words) for column in keys), jobs)


def shared_groups(documents: int, columns: Iterable[Column], jobs: int = 1) -> Groups:
    """Return the groups of documents that have a key in common; `jobs` columns are sorted at once.

    Keys of different columns never meet. A key that only one document has makes no group, so that
    what is kept is small.
    """
    parts = [np.zeros(0, np.uint64)]
    count = 0
    for owners, number, found in threaded(_shared, columns, jobs):
        parts.append((owners << _HALF) | (number + np.uint32(count)))
        count += found
    pairs = np.concatenate(parts)  # a document in the high half, one of its groups in the low one
    del parts
    pairs.sort()
    first = np.searchsorted(pairs, np.arange(documents + 1, dtype=np.uint64) << _HALF)
    return Groups(first, pairs.astype(np.uint32).view(np.int32), count)


def _shared(column: Column) -> tuple[NDArray[np.uint64], NDArray[np.uint32], int]:
    """Return the owners of keys that stand more than once, their groups and how many.

    The number of each key takes the place of its lowest bits, so that one sort of plain numbers
    does. Of a million keys 44 bits are left: keys that differ only below are taken for one about
    once in 30 columns, which makes two documents candidates that verification takes apart.
    """
    keys, owners = column
    ones = np.uint64((1 << max(1, len(keys) - 1).bit_length()) - 1)
    numbered = keys & ~ones
    numbered |= np.arange(len(keys), dtype=np.uint64)
    numbered.sort()
    same = (numbered[1:] ^ numbered[:-1]) <= ones
    follows = np.append(False, same)[: len(keys)]
    leads = np.append(same, False)[: len(keys)] & ~follows
    kept = follows | leads
    index = (numbered[kept] & ones).astype(np.int64)
    number = np.cumsum(leads[kept], dtype=np.uint32) - np.uint32(1)
    return owners[index].astype(np.uint64), number, int(np.count_nonzero(leads))
