"""Small steps on arrays that NumPy has in a slower form."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", np.int64, np.uint64)


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Return `values`, of any shape, in order and each once.

    Of the few values of a batch, `np.unique` spends most of its time on what it is asked for here
    in vain; its first call also loads masked arrays.
    """
    ordered = np.sort(values, axis=None)
    is_new = np.ones(len(ordered), np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]


def among(values: NDArray[Number], others: NDArray[Number]) -> NDArray[np.bool_]:
    """Say which of `values` are among `others`."""
    if not len(values) or not len(others):
        return np.zeros(len(values), np.bool_)
    ordered = np.sort(others, axis=None)
    at = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    is_there: NDArray[np.bool_] = ordered[at] == values
    return is_there


def without(values: NDArray[Number], others: NDArray[Number]) -> NDArray[Number]:
    """Return those of `values` that are not among `others`, in their order."""
    return values[~among(values, others)] if len(others) else values
