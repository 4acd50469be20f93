import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.kernels import sketch
from lint.near.bands import band_keys, optimal_bands, permutations
from lint.near.clusters import Thresholds, find_anchors
from lint.near.groups import band_groups
from lint.near.prints import Prints
from lint.near.samples import LEAST_CONTAINED, take_samples

BOTH = Thresholds(0.5, 0.9)


def prints_from(sets, titles=None):
    """Return prints of sets of numbers, spread over 64 bits as hashes are."""
    rng = np.random.default_rng(3)
    hashes = rng.integers(1, 2**64, 4000, dtype=np.uint64)
    arrays = [hashes[sorted(one)] for one in sets]
    sizes = np.array([len(one) for one in sets])
    content = np.array(
        [hash(frozenset(one)) & (2**64 - 1) if one else 0 for one in sets], np.uint64
    )
    none = np.zeros(len(sets), np.uint64)
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    joined = np.concatenate([np.zeros(0, np.uint64), *arrays])
    title = none if titles is None else np.array(titles, np.uint64)
    return Prints(joined, first, content, title, none, sizes)


def anchors_of(sets, thresholds=BOTH, order=None, titles=None):
    prints = prints_from(sets, titles)
    bands = optimal_bands(thresholds.jaccard, 128)
    sketches = sketch(prints.shingles, prints.first, *permutations(128, 1))
    near = band_groups(np.diff(prints.first) > 0, band_keys(sketches, bands).T)
    order = np.arange(len(sets)) if order is None else np.array(order, np.int64)
    samples = take_samples(prints) if thresholds.containment <= 1 else None
    return find_anchors(prints, near, order, thresholds, samples)


def jaccard(one, other):
    return len(one & other) / len(one | other)


@st.composite
def families(draw):
    """Sets that are parts of one another, overlap, or have nothing in common."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    bases = [set(rng.sample(range(4000), rng.choice([1, 8, 60, 150]))) for _ in range(3)]
    sets = []
    for _ in range(draw(st.integers(1, 14))):
        base = rng.choice(bases)
        kept = {number for number in sorted(base) if rng.random() < rng.choice([1, 0.95, 0.7, 0.3])}
        more = rng.choice([set(), set(), rng.choice(bases), set(rng.sample(range(4000), 40))])
        sets.append(kept | more)
    order = list(range(len(sets)))
    rng.shuffle(order)
    return sets, order


@settings(max_examples=150, deadline=None)
@given(families())
def test_every_member_is_verified_against_an_anchor_that_stays(family):
    sets, order = family

    anchors = anchors_of(sets, order=order)

    for member, anchor in enumerate(anchors.anchor.tolist()):
        if anchor < 0:
            assert (anchors.jaccard[member], anchors.containment[member]) == (0, 0)
            continue
        mine, theirs = sets[member], sets[anchor]
        assert anchors.anchor[anchor] == -1
        assert anchors.jaccard[member] == pytest.approx(jaccard(mine, theirs))
        assert anchors.containment[member] == pytest.approx(len(mine & theirs) / len(mine))
        inside = len(mine & theirs) >= 0.9 * len(mine) and len(mine) >= LEAST_CONTAINED
        assert jaccard(mine, theirs) >= 0.5 or inside


@settings(max_examples=60, deadline=None)
@given(families())
def test_equal_sets_are_never_both_alone(family):
    sets, order = family
    anchor = anchors_of(sets, order=order).anchor
    for one in range(len(sets)):
        for other in range(one):
            if sets[one] and sets[one] == sets[other]:
                assert anchor[one] >= 0 or anchor[other] >= 0


def test_there_are_no_chains():
    middle = set(range(100))
    left, right = set(range(30, 130)) | set(), set(range(-30, 70))
    sets = [middle, left, {number % 4000 for number in right}]
    assert jaccard(sets[0], sets[1]) > 0.5 < jaccard(sets[0], sets[2])
    assert jaccard(sets[1], sets[2]) < 0.5
    assert anchors_of(sets, order=[1, 0, 2]).anchor.tolist() in ([1, -1, -1], [2, -1, -1])
    assert anchors_of(sets, order=[0, 1, 2]).anchor.tolist() == [-1, 0, 0]


def test_the_first_in_order_stays():
    sets = [set(range(100)), set(range(90)), set(range(95))]
    for order in ([0, 1, 2], [1, 2, 0], [2, 0, 1]):
        assert anchors_of(sets, Thresholds(0.5, 2.0), order).anchor[order[0]] == -1


def test_a_part_belongs_to_the_longer_document_though_it_is_not_like_it():
    sets = [set(range(400)), set(range(40)), set(range(500, 540))]
    anchors = anchors_of(sets)
    assert anchors.anchor.tolist() == [-1, 0, -1]
    assert (anchors.jaccard[1], anchors.containment[1]) == (0.1, 1.0)


def test_a_phrase_is_no_part():
    sets = [set(range(400)), set(range(LEAST_CONTAINED - 1))]
    assert anchors_of(sets).anchor.tolist() == [-1, -1]


@pytest.mark.parametrize(
    ("titles", "leftovers"),
    [([9, 1, 2, 3], True), ([9, 1, 2, 2], False), ([9, 1, 2, 0], False), (None, False)],
)
def test_what_stands_under_many_titles_is_no_part_of_an_article(titles, leftovers):
    note = set(range(40))
    anchors = anchors_of([set(range(400)), note, note, note], titles=titles)
    assert anchors.anchor.tolist() == ([-1, -1, 1, 1] if leftovers else [-1, 0, 0, 0])


def test_what_is_like_a_text_under_many_titles_is_no_part_either():
    note, signed = set(range(40)), set(range(42))
    anchors = anchors_of([set(range(400)), signed, note, note, note], titles=[9, 4, 1, 2, 3])
    assert anchors.anchor.tolist() == [-1, -1, 1, 1, 1]


def test_members_of_an_anchor_that_turns_out_to_be_a_part_are_compared_anew():
    part, digest = set(range(100)), set(range(600))
    beside = set(range(20, 100)) | set(range(900, 930))  # like the part, not inside the digest
    anchors = anchors_of([digest, part, beside], order=[1, 2, 0])
    assert anchors.anchor.tolist() == [-1, 0, -1]


def test_documents_without_shingles_are_alone():
    assert anchors_of([set(), set(), {1}]).anchor.tolist() == [-1, -1, -1]
    assert anchors_of([]).anchor.tolist() == []


def test_clusters_come_by_anchor_and_similarity():
    base = set(range(100))
    sets = [base, set(range(1000, 1100)), set(range(60)), set(range(90)), set(range(1000, 1099))]
    clusters = list(anchors_of(sets).clusters(np.arange(5)))
    assert clusters == [(0, [3, 2]), (1, [4])]
    assert list(anchors_of([base]).clusters(np.arange(1))) == []


def test_members_that_are_as_like_come_by_rank():
    base = set(range(100))
    anchors = anchors_of([base, base, base, base])
    assert list(anchors.clusters(np.array([0, 3, 1, 2]))) == [(0, [2, 3, 1])]
