"""LSH bands: how many of how many rows for a threshold, and the keys that equal bands share.

A pair of Jaccard similarity s shares at least one of b bands of r rows with probability
1 - (1 - s**r)**b (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4.2).
"""

import math
from collections.abc import Iterator
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class Bands:
    """`count` bands of `rows` rows each; rows of a sketch left over are not used."""

    count: int
    rows: int


@cache
def optimal_bands(threshold: float, permutations: int, miss_weight: float = 0.98) -> Bands:
    """Return the bands with the least weighted error, datasketch's optimum.

    The error is the integral of the probability of a false candidate below `threshold` and that of
    a missed one above it, weighted 1 - `miss_weight` and `miss_weight` (datasketch
    `lsh._optimal_param`). Verification takes false candidates out, so that misses weigh more here
    than in its default: at 0.98 at least 96 % of the pairs at the threshold are candidates, and
    99.7 % of those 0.05 above it, for thresholds from 0.5 to 0.9 and 128 permutations.
    """
    best = Bands(1, 1)
    least = math.inf
    for rows in range(1, permutations + 1):
        for count, (below, above) in enumerate(_alone(threshold, rows, permutations // rows), 1):
            error = (1.0 - miss_weight) * (threshold - below) + miss_weight * above
            if error < least:
                best, least = Bands(count, rows), error
    return best


def _alone(threshold: float, rows: int, most: int) -> Iterator[tuple[float, float]]:
    """Yield for 1, 2 to `most` bands the integrals of (1 - s**rows)**bands below and above t.

    That is the probability that no band is shared; t is the threshold. Integrating by parts, the
    integral I(b) for b bands from 0 to t is
    (1 + b * rows) * I(b) = t * (1 - t**rows)**b + b * rows * I(b - 1).
    """
    none, below, whole = 1.0, threshold, 1.0
    for steps in range(rows, most * rows + 1, rows):
        none *= 1.0 - threshold**rows
        below = (threshold * none + steps * below) / (1 + steps)
        whole *= steps / (1 + steps)
        yield below, whole - below


def band_keys(sketches: NDArray[np.uint32], bands: Bands) -> NDArray[np.uint64]:
    """Return one 64-bit key a band, [D, B], for sketches [D, P]: equal bands have equal keys.

    Different bands collide about once in 2**64 pairs; such a candidate fails verification.
    """
    return kernels.band_keys(sketches, bands.count, bands.rows)


@cache
def permutations(count: int, seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return a and b of `count` permutations as datasketch draws them for `seed` ("affine32")."""
    draw = _twister(seed).getrandbits
    a = np.array([draw(32) for _ in range(count)], np.uint32) << np.uint32(1) | np.uint32(1)
    return a, np.array([draw(32) for _ in range(count)], np.uint32)


def _twister(seed: int) -> Random:
    """Return the Mersenne Twister that `numpy.random.RandomState` begins with, without loading it.

    The state is that of `init_genrand` (Matsumoto and Nishimura 2002, mt19937ar.c).
    """
    state = [seed]
    for i in range(1, 624):
        state.append((1812433253 * (state[-1] ^ state[-1] >> 30) + i) & 0xFFFFFFFF)
    twister = Random()  # noqa: S311 - these are no secrets
    twister.setstate((3, (*state, 624), None))
    return twister
