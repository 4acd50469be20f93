"""Words around places and characters before them, of both twins and byte by byte."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

PIECES = st.lists(st.sampled_from(["a", ".", "ộ", "🙂", " ", "\t", "\n", "\r"]), max_size=30)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5)


def around(kernel, text, spans, reach):
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T.copy()
    found = kernel.words_around(np.frombuffer(text, np.uint8), starts, ends, reach)
    return list(zip(*(bounds.tolist() for bounds in found), strict=True))


@pytest.mark.parametrize(
    ("text", "span", "reach", "word"),
    [
        ("một hai.ba bốn", "hai", 256, "hai.ba "),
        ("hai.ba", "a", 256, "hai.ba"),
        ("một\thai\nba", "a", 256, "hai\n"),
        ("một ,hai ba", " ", 256, "một ,hai "),
        ("aaaộaa,bbộbbb", ",", 4, "aa,bb"),  # not a part of a character
        ("aaaộaa,bbộbbb", ",", 5, "ộaa,bbộ"),
        ("a,b", ",", 0, ","),
    ],
)
def test_words_end_at_blanks(kernel, text, span, reach, word):
    data = text.encode()
    start = data.index(span.encode())
    ((first, last),) = around(kernel, data, [(start, start + len(span.encode()))], reach)
    assert data[first:last].decode() == word


@given(pieces=PIECES, spans=SPANS, reach=st.integers(0, 12), cut=st.integers(0, 3))
def test_twins_agree_also_on_what_is_no_text(twins, pieces, spans, reach, cut):
    text = "".join(pieces).encode()[cut:]
    inside = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    one, other = (around(twin, text, inside, reach) for twin in twins)
    assert one == other
    assert all(
        max(0, a - reach) <= first <= a and b <= last <= min(b + reach, len(text))
        for (a, b), (first, last) in zip(inside, one, strict=True)
    )


def test_spans_outside_are_refused(kernel):
    with pytest.raises(ValueError, match="outside"):
        around(kernel, b"abc", [(1, 4)], 9)


def before(kernel, text, positions, *, with_marks):
    places = np.array(positions, np.int64)
    found = kernel.characters_before(np.frombuffer(text, np.uint8), places, with_marks=with_marks)
    return list(zip(*(column.tolist() for column in found), strict=True))


@given(st.text("aạ\u0323\u0301\u036f\u0370漢😀 \x00", min_size=1))
def test_a_character_is_a_code_point(kernel, text):
    ends = [len(text[:i].encode()) for i in range(len(text) + 1)]
    found = before(kernel, text.encode(), ends, with_marks=False)
    assert found[1:] == list(zip(ends, map(ord, text), strict=False))
    assert found[0][0] == 0


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("xa\u0323\u0301", 1),
        ("xa\u036f", 1),
        ("xa\u0370", 2),
        ("ạ", 0),
        ("\u0301\u0301", 0),
        ("", 0),
    ],
)
def test_marks_are_passed_over(kernel, text, start):
    data = text.encode()
    ((found, _),) = before(kernel, data, [len(data)], with_marks=True)
    assert found == start


@given(pieces=PIECES, places=st.lists(st.integers(0, 40), max_size=5), cut=st.integers(0, 3))
@pytest.mark.parametrize("with_marks", [False, True])
def test_twins_step_back_alike(twins, pieces, places, cut, with_marks):
    text = "".join([*pieces, "e\u0323\u0301"]).encode()[cut:]
    inside = [min(place, len(text)) for place in places]
    one, other = (before(twin, text, inside, with_marks=with_marks) for twin in twins)
    assert one == other


@pytest.mark.parametrize("place", [-1, 4])
def test_places_outside_are_refused(kernel, place):
    with pytest.raises(ValueError, match="outside"):
        before(kernel, b"abc", [place], with_marks=True)
