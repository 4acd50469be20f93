"""`seen_before` and its bounds of both twins, and against a dictionary."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.kernels import plain

_fast = pytest.importorskip("lint.kernels._fast", reason="the compiled kernels were not built")

DOCUMENTS = st.lists(st.lists(st.integers(0, 9) | st.integers(0, 2**64 - 1), max_size=40))


def by_dictionary(documents):
    again, top = [], []
    for document in documents:
        counts = {}
        for value in document:
            again.append(value in counts)
            counts[value] = counts.get(value, 0) + 1
        top.append(max(counts.values(), default=0))
    return again, top


@pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
@given(documents=DOCUMENTS)
def test_counts_are_those_of_a_dictionary(kernel, documents):
    hashes = np.array([v for document in documents for v in document], np.uint64)
    first = np.cumsum([0, *map(len, documents)], dtype=np.int64)

    again, top = kernel.seen_before(hashes, first)

    assert by_dictionary(documents) == (again.tolist(), top.tolist())


# Few words, so that pairs of them come again
PHRASES = st.lists(st.lists(st.integers(0, 2).map(lambda n: n * 0x5E3779B97F4A7C15), max_size=40))


@given(documents=DOCUMENTS | PHRASES, longest=st.integers(1, 12))
def test_bounds_of_the_twins_are_equal(documents, longest):
    tokens = np.array([v for document in documents for v in document], np.uint64)
    first = np.cumsum([0, *map(len, documents)], dtype=np.int64)

    expected = plain.pair_bounds(tokens, first, longest)
    found = _fast.pair_bounds(tokens, first, longest)

    assert [array.tolist() for array in expected] == [array.tolist() for array in found]


@given(documents=DOCUMENTS | PHRASES, size=st.integers(2, 12), more=st.integers(0, 3))
def test_bounds_are_never_below_the_numbers(documents, size, more):
    tokens = np.array([v for document in documents for v in document], np.uint64)
    first = np.cumsum([0, *map(len, documents)], dtype=np.int64)
    runs = [[tuple(d[i : i + size]) for i in range(len(d) - size + 1)] for d in documents]

    most, covered = (array.tolist() for array in _fast.pair_bounds(tokens, first, size + more))

    assert all(max(map(own.count, own), default=0) <= m for own, m in zip(runs, most, strict=True))
    assert all(words_covered(r, size) <= c[size] for r, c in zip(runs, covered, strict=True))
    assert [[len(document)] * 2 for document in documents] == [row[:2] for row in covered]


def words_covered(runs, size):
    again = [i for i, run in enumerate(runs) if run in runs[:i]]
    return len({i + k for i in again for k in range(size)})


@pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
def test_bounds_are_near_the_numbers_where_texts_are_real(kernel):
    tokens = np.arange(1, 1001, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    tokens[500:600] = tokens[:100]
    first = np.array([0, 1000], np.int64)

    most, covered = kernel.pair_bounds(tokens, first, 10)

    assert 100 <= covered[0, 10] <= 200
    assert 2 <= most[0] <= 6


@pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
def test_a_phrase_has_a_token(kernel):
    with pytest.raises(ValueError, match="one token"):
        kernel.pair_bounds(np.zeros(3, np.uint64), np.array([0, 3], np.int64), 0)


@pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
def test_bounds_outside_the_hashes_are_refused(kernel):
    with pytest.raises(ValueError, match="outside"):
        kernel.seen_before(np.zeros(3, np.uint64), np.array([0, 4], np.int64))


@pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
@given(
    text=st.binary(max_size=60), cuts=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)))
)
def test_gathered_spans_stand_side_by_side(kernel, text, cuts):
    spans = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in cuts]
    starts = np.array([start for start, _ in spans], np.int64)
    ends = np.array([end for _, end in spans], np.int64)

    buffer, firsts = kernel.gather(np.frombuffer(text, np.uint8), starts, ends)

    assert b"".join(text[a:b] + b"\n" for a, b in spans) == buffer.tobytes()
    assert [text[a:b] for a, b in spans] == [
        buffer[a : b - 1].tobytes() for a, b in pairwise(firsts)
    ]


def test_a_document_of_more_than_2_to_the_24_tokens_is_counted():
    tokens = np.zeros((1 << 24) + 1, np.uint64)
    first = np.array([0, tokens.size])
    most, covered = _fast.pair_bounds(tokens, first, 5)
    assert [tokens.size - 1] == most.tolist()
    assert [tokens.size - 1] == covered[:, 5].tolist()
