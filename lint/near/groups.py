"""Which documents share a key: the inverted lists of an LSH index, as arrays."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Document d stands in the groups `group[first[d]:first[d + 1]]`, numbered 0 to `count` - 1."""

    first: Ints
    group: NDArray[np.int32]
    count: int


def shared_groups(documents: int, columns: Iterable[tuple[NDArray[np.uint64], Ints]]) -> Groups:
    """Return the groups of documents that have a key in common.

    Each of `columns` is (keys, the document of each key, rising), where keys are hashes, good in
    their high bits; keys of different columns never meet. A key that only one document has makes
    no group, so that what is kept is small.
    """
    members: list[NDArray[np.int32]] = []
    numbers: list[NDArray[np.int32]] = []
    count = 0
    for keys, owners in columns:
        shared, number, found = _shared(keys)
        members.append(owners[shared].astype(np.int32))
        numbers.append(number + np.int32(count))
        count += found
    owner = np.concatenate([np.zeros(0, np.int32), *members])
    group = np.concatenate([np.zeros(0, np.int32), *numbers])
    del members, numbers  # half of the memory
    order = np.argsort(owner, kind="stable")  # merges the rising runs
    first = np.zeros(documents + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=documents), out=first[1:])
    return Groups(first, group[order], count)


def _shared(keys: NDArray[np.uint64]) -> tuple[Ints, NDArray[np.int32], int]:
    """Return where keys stand that stand more than once, rising, their groups and how many.

    The number of each key takes the place of its lowest bits, so that one sort of plain numbers
    does. Of a million keys 44 bits are left: keys that differ only below are taken for one about
    once in 30 columns, which makes two documents candidates that verification takes apart.
    """
    bits = np.uint64(max(1, len(keys) - 1).bit_length())
    ones = (np.uint64(1) << bits) - np.uint64(1)
    numbered = (keys & ~ones) | np.arange(len(keys), dtype=np.uint64)
    numbered.sort()
    key = numbered >> bits
    same = key[1:] == key[:-1]
    follows = np.append(False, same)[: len(keys)]
    leads = np.append(same, False)[: len(keys)] & ~follows
    kept = follows | leads
    index, number = (numbered[kept] & ones).astype(np.int64), np.cumsum(leads[kept]) - 1
    rising = np.argsort(index)
    return index[rising], number[rising].astype(np.int32), int(np.count_nonzero(leads))
