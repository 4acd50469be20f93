"""Shingles: which there are, and when two are equal."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

DOCUMENTS = st.lists(
    st.lists(st.integers(1, 5) | st.integers(1, 2**64 - 1), max_size=12), max_size=6
)


def shingles(kernel, documents, size=5):
    """Return the shingle hashes of each document."""
    tokens = np.array([token for document in documents for token in document], np.uint64)
    bounds = np.cumsum([0, *map(len, documents)], dtype=np.int64)
    hashes, first = kernel.shingles(tokens, bounds, size)
    assert (np.uint64, np.int64, len(hashes)) == (hashes.dtype, first.dtype, first[-1])
    return [hashes[a:b].tolist() for a, b in pairwise(first)]


@pytest.mark.parametrize(
    ("length", "expected"), [(0, 0), (1, 1), (4, 1), (5, 1), (6, 2), (100, 96)]
)
def test_how_many(kernel, length, expected):
    assert [expected] == list(map(len, shingles(kernel, [range(1, length + 1)])))


@given(documents=DOCUMENTS, size=st.integers(1, 6))
def test_equal_if_and_only_if_their_tokens_are(kernel, documents, size):
    hashes = {}
    for document, found in zip(documents, shingles(kernel, documents, size), strict=True):
        windows = [tuple(document[i : i + size]) for i in range(max(len(document) - size + 1, 1))]
        for window, value in zip(filter(None, windows), found, strict=True):
            assert value == hashes.setdefault(window, value)
    assert len(hashes) == len(set(hashes.values()))


def test_documents_do_not_run_into_each_other(kernel):
    apart = [*shingles(kernel, [[1, 2, 3]], 2), *shingles(kernel, [[4, 5]], 2)]
    assert apart == shingles(kernel, [[1, 2, 3], [4, 5]], 2)


def test_bounds_may_begin_late(kernel):
    tokens = np.arange(1, 9, dtype=np.uint64)
    hashes, first = kernel.shingles(tokens, np.array([2, 4]), 2)
    assert (shingles(kernel, [[3, 4]], 2), [0, 1]) == ([hashes.tolist()], first.tolist())


def test_no_documents(kernel):
    assert shingles(kernel, []) == []


@pytest.mark.parametrize(
    ("bounds", "size"), [([0, 3], 0), ([], 5), ([0, 4], 5), ([-1, 2], 5), ([2, 1], 5)]
)
def test_bad_bounds_are_refused(kernel, bounds, size):
    with pytest.raises(ValueError, match=r"shingle|span|bounds"):
        kernel.shingles(np.ones(3, np.uint64), np.array(bounds, np.int64), size)


@given(
    documents=st.lists(st.lists(st.integers(1, 4), max_size=40), max_size=9),
    size=st.integers(1, 6),
)
def test_a_set_has_each_shingle_where_it_stands_first(kernel, documents, size):
    tokens = np.array([t for document in documents for t in document], np.uint64)
    bounds = np.cumsum([0, *map(len, documents)], dtype=np.int64)

    hashes, first = kernel.shingle_sets(tokens, bounds, size)

    sets = [hashes[start:end].tolist() for start, end in pairwise(first.tolist())]
    assert sets == [list(dict.fromkeys(own)) for own in shingles(kernel, documents, size)]


def test_sets_of_no_document_and_of_empty_ones(kernel):
    none = np.zeros(0, np.uint64)
    assert [x.tolist() for x in kernel.shingle_sets(none, np.zeros(1, np.int64))] == [[], [0]]
    assert [x.tolist() for x in kernel.shingle_sets(none, np.zeros(3, np.int64))] == [[], [0] * 3]
    with pytest.raises(ValueError, match="at least one token"):
        kernel.shingle_sets(np.ones(3, np.uint64), np.array([0, 3]), 0)
