import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lint.near.bands import Bands, band_keys, optimal_bands, permutations

THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.9]


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_the_optimum_is_datasketchs_for_the_same_weights(threshold):
    optimal_param = pytest.importorskip("datasketch.lsh")._optimal_param

    found = optimal_bands(threshold, 128)

    assert optimal_param(threshold, 128, 0.02, 0.98) == (found.count, found.rows)


@pytest.mark.parametrize(("threshold", "count"), [(0.1, 16), (0.35, 128), (0.75, 200), (1.0, 64)])
def test_the_optimum_is_that_of_the_integrals_in_small_steps(threshold, count):
    def error(bands, rows):
        below, above = np.linspace(0, threshold, 4096), np.linspace(threshold, 1, 4096)
        false = np.trapezoid(1 - (1 - below**rows) ** bands, below)
        return 0.02 * false + 0.98 * np.trapezoid((1 - above**rows) ** bands, above)

    possible = [(b, r) for r in range(1, count + 1) for b in range(1, count // r + 1)]
    best = min(possible, key=lambda bands: error(*bands))
    found = optimal_bands(threshold, count)
    assert (found.count, found.rows) == best


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_nearly_all_pairs_above_the_threshold_are_candidates(threshold):
    bands = optimal_bands(threshold, 128)

    def missed(similarity):
        return (1 - similarity**bands.rows) ** bands.count

    assert missed(threshold) <= 0.04
    assert missed(threshold + 0.05) <= 0.003


@pytest.mark.parametrize("count", [16, 100, 1024])
def test_bands_never_use_more_rows_than_a_sketch_has(count):
    bands = optimal_bands(0.5, count)
    assert 0 < bands.count * bands.rows <= count


@given(arrays(np.uint32, (6, 9), elements=st.integers(0, 2)))
def test_two_keys_are_equal_where_the_rows_of_the_band_are(sketches):
    keys = band_keys(sketches, Bands(4, 2))

    assert keys.shape == (6, 4)
    for band in range(4):
        rows = [tuple(row[2 * band : 2 * band + 2]) for row in sketches.tolist()]
        expected = [[mine == theirs for theirs in rows] for mine in rows]
        assert expected == (keys[:, band, None] == keys[:, band]).tolist()


def test_equal_rows_in_different_bands_have_the_same_key_of_a_band():
    assert len(set(band_keys(np.ones((1, 6), np.uint32), Bands(3, 2))[0].tolist())) == 1


@pytest.mark.parametrize(("count", "seed"), [(16, 1), (128, 1), (128, 42)])
def test_permutations_are_datasketchs(count, seed):
    theirs = pytest.importorskip("datasketch").MinHash(count, seed=seed).permutations

    a, b = permutations(count, seed)

    assert (theirs[0].tolist(), theirs[1].tolist()) == (a.tolist(), b.tolist())


@given(seed=st.integers(0, 2**32 - 1), count=st.integers(1, 40))
def test_permutations_are_drawn_as_numpy_draws(seed, count):
    generator = np.random.RandomState(seed)
    halves = generator.randint(0, 1 << 31, count, dtype=np.uint32)
    b = generator.randint(0, 1 << 32, count, dtype=np.uint32)
    drawn = permutations(count, seed)
    assert (drawn[0].tolist(), drawn[1].tolist()) == ((halves * 2 + 1).tolist(), b.tolist())
