"""Tables that find documents: keys in order, and beside them the document of each."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.near.columns import Column
from lint.near.prints import Hashes

Ints = NDArray[np.int64]
Unsorted = tuple[Hashes, NDArray[Any] | None]
"""Keys and the document of each; without documents the keys are those of all, from 0 up."""

MOST_OF_A_KEY = 64
"""So many documents are taken of one key, so that no page shared by all makes a query slow."""


def in_order(parts: Iterable[Unsorted], documents: Column) -> Iterator[Hashes]:
    """Yield the keys of each part in order, and put their documents beside them in `documents`."""
    for keys, owners in parts:
        order = ranked(keys)
        documents.append(order if owners is None else owners[order])
        yield keys[order]


def ranked(keys: Hashes) -> Ints:
    """Return the indices of `keys` in order, those of equal keys rising.

    The sort that need not be stable is the fast one; equal keys are few.
    """
    order = np.argsort(keys)
    ordered = keys[order]
    same = ordered[1:] == ordered[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same))
    order[tied] = order[tied][np.lexsort((order[tied], ordered[tied]))]
    return order


def meetings(keys: Hashes, wanted: Hashes) -> tuple[Ints, Ints]:
    """Return pairs (index in `wanted`, index in the sorted `keys`) of equal numbers.

    Of one key at most MOST_OF_A_KEY are taken, the first ones.
    """
    order = np.argsort(wanted)  # neighbours in the table are read together
    low = np.searchsorted(keys, wanted[order], "left")
    there = np.flatnonzero(low < len(keys))
    there = there[keys[low[there]] == wanted[order[there]]]
    order, low = order[there], low[there]
    counts = np.minimum(np.searchsorted(keys, wanted[order], "right") - low, MOST_OF_A_KEY)
    before = np.cumsum(counts) - counts
    return np.repeat(order, counts), np.arange(counts.sum()) + np.repeat(low - before, counts)
