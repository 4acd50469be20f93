"""Sketches against datasketch, anchors of both twins against each other and against all pairs."""

from itertools import pairwise

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.kernels import plain
from lint.near.bands import permutations

_fast = pytest.importorskip("lint.kernels._fast", reason="the compiled kernels were not built")
BOTH = pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
DOCUMENTS = st.lists(
    st.lists(st.integers(0, 2**64 - 1), max_size=30, unique=True), min_size=1, max_size=12
)
TOKENS = st.lists(st.lists(st.integers(1, 4), max_size=30), max_size=5)


def columns(documents):
    hashes = np.array([h for document in documents for h in document], np.uint64)
    return hashes, np.cumsum([0, *map(len, documents)], dtype=np.int64)


def datasketch_row(document, num_perm, seed):
    theirs = MinHash(num_perm, seed=seed, hashfunc=lambda h: h & 0xFFFFFFFF)
    theirs.update_batch(document)
    return theirs


@BOTH
@settings(deadline=None)
@given(documents=DOCUMENTS, num_perm=st.sampled_from([1, 7, 64, 128]), seed=st.integers(0, 99))
def test_a_row_is_datasketchs(kernel, documents, num_perm, seed):
    theirs = [datasketch_row(document, num_perm, seed) for document in documents]
    a, b = (np.ascontiguousarray(row) for row in theirs[0].permutations)

    rows = kernel.sketch(*columns(documents), a, b)

    assert [t.hashvalues.tolist() for t in theirs] == rows.tolist()


@BOTH
@settings(deadline=None)
@given(documents=TOKENS, size=st.integers(1, 6), num_perm=st.sampled_from([1, 7, 64]))
def test_a_row_of_tokens_is_that_of_their_set_of_shingles(kernel, documents, size, num_perm):
    drawn = permutations(num_perm, 1)
    tokens, first = columns(documents)
    expected = kernel.sketch(*kernel.shingle_sets(tokens, first, size), *drawn)
    assert kernel.sketch_tokens(tokens, first, *drawn, size).tolist() == expected.tolist()


@BOTH
def test_permutations_are_pairs(kernel):
    tokens, first = columns([[1, 2, 3]])
    one, none = np.ones(1, np.uint32), np.zeros(0, np.uint32)
    for a, b in ((one, none), (none, none)):
        for make in (kernel.sketch, kernel.sketch_tokens):
            with pytest.raises(ValueError, match="one a and one b"):
                make(tokens, first, a, b)


def test_datasketchs_lsh_answers_for_our_rows_as_for_its_own():
    rng = np.random.default_rng(7)
    base = rng.integers(0, 2**63, 200).tolist()
    documents = [base[i:] + rng.integers(0, 2**63, i).tolist() for i in range(0, 100, 5)]
    theirs = [datasketch_row(document, 128, 1) for document in documents]
    a, b = (np.ascontiguousarray(row) for row in theirs[0].permutations)
    rows = _fast.sketch(*columns(documents), a, b)
    ours = [MinHash(128, hashvalues=row, scheme="affine32") for row in rows]
    filled = []
    for sketches in (theirs, ours):
        index = MinHashLSH(threshold=0.7, num_perm=128)
        for i, one in enumerate(sketches):
            index.insert(i, one)
        filled.append(index)

    answers = [[sorted(index.query(one)) for one in ours] for index in filled]

    assert answers[0] == answers[1]
    assert any(len(found) > 1 for found in answers[0])


@given(
    rows=st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=12, max_size=12), max_size=5),
    bands=st.sampled_from([(1, 1), (3, 4), (2, 5), (12, 1), (1, 12)]),
)
def test_the_twins_make_the_same_keys_of_bands(rows, bands):
    sketches = np.array(rows, np.uint32).reshape(-1, 12)
    keys = _fast.band_keys(sketches, *bands)
    assert keys.tolist() == plain.band_keys(sketches, *bands).tolist()
    assert keys.shape == (len(rows), bands[0])


@BOTH
def test_keys_are_equal_where_bands_are(kernel):
    keys = kernel.band_keys(np.array([[1, 2, 3, 4, 5], [1, 2, 4, 3, 6]], np.uint32), 2, 2)
    assert (keys[0] == keys[1]).tolist() == [True, False]
    for bands in ((3, 2), (0, 1), (1, 0)):
        with pytest.raises(ValueError, match="5 permutations do not make"):
            kernel.band_keys(np.zeros((1, 5), np.uint32), *bands)


@st.composite
def matchings(draw):
    documents = draw(
        st.lists(st.lists(st.integers(0, 12), max_size=8, unique=True), min_size=1, max_size=9)
    )
    groups = [draw(st.lists(st.integers(0, 4), max_size=4, unique=True)) for _ in documents]
    order = draw(st.permutations(range(len(documents))))
    hashes, first = columns(documents)
    group, group_first = columns(groups)
    groups = (group_first, group.astype(np.int64), 5)
    return np.array(order, np.int64), groups, (hashes, first)


@given(
    matching=matchings(),
    threshold=st.sampled_from([0.1, 0.5, 0.8, 1.0]),
    inside=st.none() | st.lists(st.integers(-1, 4), min_size=9, max_size=9),
    limits=st.sampled_from([(64, 32), (1, 1), (2, 3)]),
)
def test_the_twins_choose_the_same_anchors(matching, threshold, inside, limits):
    least = None if inside is None else np.array(inside[: len(matching[0])], np.int64)
    expected = plain.assign(*matching, threshold, least, limits)

    found = _fast.assign(*matching, threshold, least, limits)

    assert [e.tolist() for e in expected] == [f.tolist() for f in found]


@BOTH
@given(matching=matchings(), threshold=st.sampled_from([0.1, 0.5, 0.8, 1.0]))
def test_every_member_is_as_like_its_anchor_as_asked_and_no_anchor_has_one(
    kernel, matching, threshold
):
    hashes, first = matching[-1]
    sets = [set(hashes[s:e].tolist()) for s, e in pairwise(first)]

    anchors, overlaps = kernel.assign(*matching, threshold)

    for member, anchor in enumerate(anchors.tolist()):
        if anchor >= 0:
            assert anchors[anchor] == -1
            assert overlaps[member] == len(sets[member] & sets[anchor])
            assert len(sets[member] & sets[anchor]) >= threshold * len(sets[member] | sets[anchor])


@BOTH
def test_an_order_that_leaves_a_document_out_is_refused(kernel):
    two = np.array([0, 1, 2], np.int64)
    groups, sets = (two, np.array([0, 0]), 1), (np.array([1, 2], np.uint64), two)
    with pytest.raises(ValueError, match="each document once"):
        kernel.assign(np.array([0, 0]), groups, sets, 0.5)


@BOTH
def test_every_document_needs_its_least_number_of_shared_groups(kernel):
    two = np.array([0, 1, 2], np.int64)
    groups, sets = (two, np.array([0, 0]), 1), (np.array([1, 2], np.uint64), two)
    with pytest.raises(ValueError, match="least number of shared groups"):
        kernel.assign(np.array([0, 1]), groups, sets, 0.5, np.array([1]))


@BOTH
@pytest.mark.parametrize(("least", "anchor"), [(0, 0), (2, 0), (3, -1)])
def test_a_document_is_looked_for_inside_those_that_share_enough_groups(kernel, least, anchor):
    groups = (np.array([0, 3, 6]), np.array([0, 1, 2, 0, 1, 3]), 4)
    sets = (np.array([1, 2, 3, 4, 1, 2], np.uint64), np.array([0, 4, 6]))

    anchors, overlaps = kernel.assign(np.array([0, 1]), groups, sets, 0.9, np.array([0, least]))

    assert [-1, anchor] == anchors.tolist()
    assert [0, 2 if anchor >= 0 else 0] == overlaps.tolist()
