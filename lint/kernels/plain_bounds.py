"""How often phrases repeat at most: the plain twin of `_bounds.pxi`."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lint.batch import Offsets
from lint.kernels.tables import Hashes, check_bounds, check_longest

_LEAST_BITS, _MOST_BITS = 4, 28
Counts = NDArray[np.int32]


def pair_bounds(tokens: Hashes, first_token_of_doc: Offsets, longest: int) -> tuple[Counts, Counts]:
    """Return bounds on how phrases of neighbouring tokens repeat in each of D documents.

    `first_token_of_doc` is int64[D + 1]. The first, int32[D], is how often its commonest pair
    stands at most. Column n of the second, int32[D, longest + 1], is the tokens in stretches of n
    or more whose pairs all stood in the document before: all that repeated phrases of n tokens
    cover, and a bit more. Columns 0 and 1 are all tokens. Pairs that fall into one of some 4 slots
    a token count as one.
    """
    check_bounds(tokens.size, first_token_of_doc)
    check_longest(longest)
    documents = [tokens[start:end] for start, end in pairwise(first_token_of_doc.tolist())]
    top, covered = np.zeros(len(documents), np.int32), np.zeros((len(documents), longest + 1), "i4")
    for document, own in enumerate(documents):
        _, slots, counts = np.unique(_slots(own), return_inverse=True, return_counts=True)
        top[document] = counts.max(initial=0)
        covered[document] = own.size
        words = _stretches(slots)
        covered[document, 2:] = [words[words >= n].sum() for n in range(2, longest + 1)]
    return top, covered


def _stretches(slots: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the tokens of each row of pairs that stood before."""
    before = np.ones(slots.size + 2, np.bool_)
    before[[0, -1]] = False
    before[np.unique(slots, return_index=True)[1] + 1] = False
    starts, ends = np.flatnonzero(np.diff(before)).reshape(-1, 2).T
    words: NDArray[np.intp] = ends - starts + 1
    return words


def _slots(tokens: Hashes) -> Hashes:
    """Return the slot of each pair: the high bits of the sum of its tokens."""
    bits = min(max(_LEAST_BITS, (4 * tokens.size - 1).bit_length()), _MOST_BITS)
    return (tokens[:-1] + tokens[1:]) >> np.uint64(64 - bits)
