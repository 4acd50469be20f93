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
    group: Ints
    count: int


def shared_groups(documents: int, columns: Iterable[tuple[NDArray[np.uint64], Ints]]) -> Groups:
    """Return the groups of documents that have a key in common.

    Each of `columns` is (keys, the document of each key, rising); keys of different columns never
    meet. A key that only one document has makes no group, so that what is kept is small.
    """
    members: list[Ints] = []
    numbers: list[Ints] = []
    count = 0
    for keys, owners in columns:
        shared, number, found = _shared(keys)
        members.append(owners[shared])
        numbers.append(number + count)
        count += found
    owner = np.concatenate([np.zeros(0, np.int64), *members])
    group = np.concatenate([np.zeros(0, np.int64), *numbers])
    del members, numbers  # half of the memory
    order = np.argsort(owner, kind="stable")  # merges the rising runs
    first = np.zeros(documents + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=documents), out=first[1:])
    return Groups(first, group[order], count)


def _shared(keys: NDArray[np.uint64]) -> tuple[Ints, Ints, int]:
    """Return where keys stand that stand more than once, rising, their groups and how many."""
    order = np.argsort(keys)  # equal keys in any order: the sort that need not be stable is fast
    same = np.diff(keys[order]) == 0
    follows = np.concatenate([[False], same])[: len(keys)]
    leads = np.concatenate([same, [False]])[: len(keys)] & ~follows
    number = np.full(len(keys), -1, np.int64)
    kept = follows | leads
    number[order[kept]] = np.cumsum(leads[kept]) - 1
    shared = np.flatnonzero(number >= 0)
    return shared, number[shared], int(np.count_nonzero(leads))
