import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.patterns.composed import Composed

PARTS = ["a", "ấ", "e\u0301", "o\u031b\u0301", "u\u031b\u0323\u0301", "đ", "x\u0301", " ", "\u0301"]
PARTS += ["一", "\U0001f600", "α\u0301", "ͷ", "\n", "\u0344", "i\u0323\u0307"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


def composed(text):
    return Composed.of(np.frombuffer(text.encode(), np.uint8))


@given(TEXTS)
def test_the_text_is_nfc(text):
    assert unicodedata.normalize("NFC", text) == composed(text).buffer.tobytes().decode()


@given(TEXTS)
def test_places_come_back_in_order_and_never_inside_a_character(text):
    made = composed(text)
    sizes = np.cumsum([0] + [len(c.encode()) for c in made.buffer.tobytes().decode()])
    places = made.restored(sizes)
    assert (np.diff(places) >= 0).all()
    assert places[-1] == len(text.encode())
    for place in places.tolist():
        text.encode()[:place].decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", [0, 1, 2, 3]),
        ("ae\u0301b", [0, 1, 4, 4, 5]),  # é is two bytes now and was three
        ("\u0301b", [0, 2, 2, 3]),
    ],
)
def test_each_place(text, expected):
    made = composed(text)
    assert expected == made.restored(np.arange(len(made.buffer) + 1)).tolist()


def test_what_has_no_marks_is_left_as_it_is():
    text = "Ω한글\u1112\u1161"  # NFC would change the sign, and the Korean letters
    assert text.encode() == composed(text).buffer.tobytes()
