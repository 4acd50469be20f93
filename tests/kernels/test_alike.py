"""What two lines begin and end with, and whether their words are the same, of both twins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

LINES = st.lists(st.lists(st.integers(0, 2), max_size=6), min_size=1, max_size=5)
PIECES = st.lists(
    st.sampled_from(["a", "A", "ộ", "Ộ", "ß", "ss", "-", " ", "\t", "\x1c", "\x85", "\xa0"])
    | st.sampled_from(["\u0345", "ᾳ", "αι", "\u1680", "\u2007", "\u2029", "\u202f", "\u3000"])
    | st.characters(exclude_categories=["Cs"]),
    max_size=12,
)
TEXTS = PIECES.map("".join)
DATA = st.binary(max_size=12) | st.tuples(PIECES, st.integers(0, 3)).map(
    lambda made: "".join(made[0]).encode()[made[1] :]
)


def common(kernel, lines, pairs):
    tokens = np.array([token for line in lines for token in line], np.uint64)
    first = np.cumsum([0, *map(len, lines)], dtype=np.int64)
    one, other = np.array(pairs, np.int64).reshape(-1, 2).T.copy()
    leading, trailing = kernel.common_ends(tokens, first, one, other)
    return list(zip(leading.tolist(), trailing.tolist(), strict=True))


def similar(kernel, pairs, least):
    parts = [line for pair in pairs for line in pair]
    sizes = np.array([len(part) for part in parts], np.int64)
    ends, text = np.cumsum(sizes), np.frombuffer(b"".join(parts), np.uint8)
    spans = (ends - sizes).reshape(-1, 2), ends.reshape(-1, 2)
    return kernel.may_be_similar(text, *spans, least).tolist()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([], [], (0, 0)),
        ([1, 2, 3], [1, 2, 3], (3, 3)),
        ([1, 2, 3], [1, 2, 3, 4], (3, 0)),
        ([1, 2, 3, 9, 5], [1, 2, 4, 5], (2, 1)),
        ([2, 2], [2, 2, 2], (2, 2)),
    ],
)
def test_tokens_that_two_lines_begin_and_end_with(kernel, one, other, expected):
    assert common(kernel, [[7], one, [7], other, [7]], [(1, 3), (3, 1)]) == [expected] * 2


@given(lines=LINES, places=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5))
def test_twins_agree_on_common_ends(twins, lines, places):
    pairs = [(a % len(lines), b % len(lines)) for a, b in places]
    one, other = (common(twin, lines, pairs) for twin in twins)
    assert one == other


@pytest.mark.parametrize("pairs", [[(0, 2)], [(-1, 0)]])
def test_lines_that_are_not_there_are_refused(kernel, pairs):
    with pytest.raises(ValueError, match="not one of the 2"):
        common(kernel, [[1], [2]], pairs)


@pytest.mark.parametrize(
    ("one", "other", "least", "expected"),
    [
        ("a b c d", "A B C D", 1.0, True),
        ("a b c d", "d c b a", 1.0, True),  # whatever their order
        ("a b c d", "a b c e", 0.75, True),
        ("a b c d", "a b c e", 0.76, False),
        ("a b c", "a b c d e", 0.75, True),
        ("a b c", "a b c d e", 0.76, False),
        ("a-b-c", "a-b-d", 0.1, False),  # one word each
        ("hoà bình", "hòa bình", 1.0, True),  # of the same tokens
        ("\u1fb3 b", "\u03b1\u03b9 b", 1.0, True),  # the same words in lower case
        ("a b", "", 0.1, False),
        (" ", "", 1.0, True),
    ],
)
def test_lines_may_be_similar_by_their_words(kernel, one, other, least, expected):
    assert similar(kernel, [(one.encode(), other.encode())], least) == [expected]


@given(pairs=st.lists(st.tuples(TEXTS, TEXTS), max_size=4), least=st.floats(0, 1))
def test_no_similar_lines_are_passed_over(twins, pairs, least):
    words = [[line.casefold().split() for line in pair] for pair in pairs]
    near = [Indel.normalized_similarity(*pair) >= least for pair in words]
    for twin in twins:
        found = similar(twin, [(a.encode(), b.encode()) for a, b in pairs], least)
        assert all(may_be or not is_near for may_be, is_near in zip(found, near, strict=True))


@given(pairs=st.lists(st.tuples(DATA, DATA), min_size=1, max_size=4), least=st.floats(0, 1))
def test_twins_agree_also_on_what_is_no_text(twins, pairs, least):
    one, other = (similar(twin, pairs, least) for twin in twins)
    assert one == other


def test_a_word_may_be_the_same_in_lower_case_whatever_its_characters(twins):
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    words = [f"{before}{letter}e" for letter in letters for before in ("", "o")]
    pairs = [(word.encode(), word.casefold().encode()) for word in words]
    assert all(similar(twins[0], pairs, 1.0))


def test_words_are_parted_by_every_blank_and_by_nothing_else(twins):
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    found = similar(twins[0], [(f"a{letter}b".encode(), b"a b") for letter in letters], 1.0)
    assert found == [letter.isspace() for letter in letters]


def test_spans_outside_are_refused(kernel):
    with pytest.raises(ValueError, match="outside"):
        kernel.may_be_similar(np.zeros(3, np.uint8), np.array([[0, 0]]), np.array([[1, 4]]), 0.9)


@pytest.mark.parametrize("shape", [(2,), (2, 1), (1, 3)])
def test_what_is_no_pair_of_spans_is_refused(kernel, shape):
    spans = np.zeros(shape, np.int64)
    with pytest.raises(ValueError, match=r"not those of pairs|number of dimensions"):
        kernel.may_be_similar(np.zeros(3, np.uint8), spans, spans, 0.9)
