"""How often runs of tokens repeat at most: the plain twin of `_bounds.pxi`."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lint.batch import Offsets
from lint.kernels.tables import Hashes, check_bounds

_LEAST_BITS, _MOST_BITS = 4, 28


def most_common_at_most(
    tokens: Hashes, first_token_of_doc: Offsets, size: int
) -> NDArray[np.int32]:
    """Return a bound, int32[D], on how often the commonest run of `size` tokens stands.

    `first_token_of_doc` is int64[D + 1]. The bound is often the number itself, never less: runs
    that fall into one of some 4 slots a token count as one.
    """
    check_bounds(tokens.size, first_token_of_doc)
    slots = (_slots(part, size, 4) for part in _documents(tokens, first_token_of_doc))
    most = [int(np.unique(slot, return_counts=True)[1].max(initial=0)) for slot in slots]
    return np.array(most, np.int32)


def covered_at_most(tokens: Hashes, first_token_of_doc: Offsets, size: int) -> NDArray[np.int32]:
    """Return a bound, int32[D], on the tokens in runs of `size` that stood in the document before.

    As `most_common_at_most`, with some 256 slots a token; a token in several runs counts once.
    """
    check_bounds(tokens.size, first_token_of_doc)
    slots = (_slots(part, size, 256) for part in _documents(tokens, first_token_of_doc))
    return np.array([_covered(slot, size) for slot in slots], np.int32)


def _covered(slots: Hashes, size: int) -> int:
    again = np.setdiff1d(np.arange(slots.size), np.unique(slots, return_index=True)[1])
    return int(np.minimum(np.diff(again, prepend=-size), size).sum())


def _documents(tokens: Hashes, bounds: Offsets) -> list[Hashes]:
    return [tokens[start:end] for start, end in pairwise(bounds.tolist())]


def _slots(tokens: Hashes, size: int, room: int) -> Hashes:
    """Return the slot of each whole run: the high bits of the sum of its tokens."""
    runs = max(tokens.size - size + 1, 0)
    values = np.zeros(runs, np.uint64)
    for i in range(size):
        values += tokens[i : i + runs]
    bits = min(max(_LEAST_BITS, (room * tokens.size - 1).bit_length()), _MOST_BITS)
    return values >> np.uint64(64 - bits)
