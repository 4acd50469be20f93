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

    Each of `columns` is (keys, the document of each key); keys of different columns never meet. A
    key that only one document has makes no group, so that what is kept is small.
    """
    members: list[Ints] = []
    numbers: list[Ints] = []
    count = 0
    for keys, owners in columns:
        shared, number = _shared(keys)
        members.append(owners[shared])
        numbers.append(number + count)
        count += int(number[-1]) + 1 if len(number) else 0
    owner = np.concatenate([np.zeros(0, np.int64), *members])
    group = np.concatenate([np.zeros(0, np.int64), *numbers])
    order = np.argsort(owner, kind="stable")
    first = np.zeros(documents + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=documents), out=first[1:])
    return Groups(first, group[order], count)


def _shared(keys: NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Return where the keys stand that stand more than once, and each one's group number."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    same = ordered[1:] == ordered[:-1]
    follows = np.concatenate([[False], same])[: len(keys)]
    leads = np.concatenate([same, [False]])[: len(keys)]
    kept = follows | leads
    number = np.cumsum(kept & ~follows) - 1
    return order[kept].astype(np.int64), number[kept].astype(np.int64)
