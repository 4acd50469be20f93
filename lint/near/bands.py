"""LSH bands: how many of how many rows for a threshold, and the keys that equal bands share.

A pair of Jaccard similarity s shares at least one of b bands of r rows with probability
1 - (1 - s**r)**b (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4.2).
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.light import dataclass

_STEPS = 512


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
    below = np.linspace(0.0, threshold, _STEPS)
    above = np.linspace(threshold, 1.0, _STEPS)
    errors: dict[Bands, float] = {}
    for rows in range(1, permutations + 1):
        most = permutations // rows
        alone, missed = (
            np.asarray(np.trapezoid(np.cumprod(np.tile(1.0 - side**rows, (most, 1)), 0), side))
            for side in (below, above)  # that none of 1, 2, ... bands is shared
        )
        error = (1.0 - miss_weight) * (threshold - alone) + miss_weight * missed
        errors |= {Bands(count, rows): value for count, value in enumerate(error.tolist(), 1)}
    return min(errors, key=lambda bands: errors[bands])


def band_keys(sketches: NDArray[np.uint32], bands: Bands) -> NDArray[np.uint64]:
    """Return one 64-bit key a band, [D, B], for sketches [D, P]: equal bands have equal keys.

    Different bands collide about once in 2**64 pairs; such a candidate fails verification.
    """
    return kernels.band_keys(sketches, bands.count, bands.rows)


@cache
def permutations(count: int, seed: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return a and b of `count` permutations as datasketch draws them for `seed` ("affine32")."""
    generator = np.random.RandomState(seed)
    a = generator.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return a, generator.randint(0, 1 << 32, count, dtype=np.uint32)
