"""The last words of texts, and what stands behind their last full stop, of both twins."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

PIECES = st.lists(
    st.sampled_from(["a", "ộ", "–", "🙂", " ", "\t", "\r", "\x1c", "\x85", "\xa0", "\u1680"])
    | st.sampled_from(["\u2007", "\u2029", "\u202f", "\u205f", "\u3000", *".!?…:\"”’')]‹"]),
    max_size=12,
)
DATA = st.binary(max_size=12) | st.tuples(PIECES, st.integers(0, 3)).map(
    lambda made: "".join(made[0]).encode()[made[1] :]
)


def spans_of(parts):
    """Return the text of all `parts`, and where each begins and ends."""
    sizes = np.array([len(part) for part in parts], np.int64)
    ends = np.cumsum(sizes)
    return np.frombuffer(b"".join(parts), np.uint8), ends - sizes, ends


def last_words(kernel, parts):
    text, *spans = spans_of(parts)
    bounds = kernel.last_words(text, *spans)
    return [text[a:b].tobytes() for a, b in zip(*(at.tolist() for at in bounds), strict=True)]


@pytest.mark.parametrize(
    ("text", "word", "left"),
    [
        ("", "", 0),
        (" \u3000", "", 0),
        ("một hai ", "hai", 2),
        ("một. Hai\xa0ba\u2029", "ba", 2),
        ("Xong… “Hai ba bốn", "bốn", 3),
        ("Ông nói: ”’ )] 'hai", "'hai", 1),
        ("Hết!", "Hết!", 0),
        ("một‹hai", "một‹hai", 1),
    ],
)
def test_ends_of_texts(kernel, text, word, left):
    assert last_words(kernel, [text.encode()]) == [word.encode()]
    assert kernel.words_left(*spans_of([text.encode()])).tolist() == [left]


@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_that_is_cut_in_two_is_no_word(kernel, cut):
    data = "ộ a".encode()[cut:]
    assert kernel.words_left(*spans_of([data])).tolist() == [1]
    assert last_words(kernel, [data[:-2]]) == [b""]


@given(parts=st.lists(DATA, max_size=4))
def test_twins_agree_also_on_what_is_no_text(twins, parts):
    one, other = (last_words(twin, parts) for twin in twins)
    assert one == other
    left = [twin.words_left(*spans_of(parts)).tolist() for twin in twins]
    assert left[0] == left[1]


def test_spans_outside_are_refused(kernel):
    for of_kernel in (kernel.last_words, kernel.words_left):
        with pytest.raises(ValueError, match="outside"):
            of_kernel(np.zeros(3, np.uint8), np.array([0]), np.array([4]))
