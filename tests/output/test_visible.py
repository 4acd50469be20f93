"""Corpus text cannot harm a terminal and is measured as it is drawn."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.output.visible import ELLIPSIS, cells, head, tail, visible, visible_json

HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(st.characters(codec=None)))
def test_nothing_harmful_is_shown(text):
    assert not {unicodedata.category(char) for char in visible(text)} & HARMFUL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ảnh: Lê Văn", "Ảnh: Lê Văn"),
        ("\x1b[31mđỏ\x07", "\\x1b[31mđỏ\\x07"),
        ("a\tb\r\n", "a\\tb\\r\\n"),
        ("a\u202eb", "a\\u202eb"),
        ("\x9b2J", "\\x9b2J"),
        ("\U000e0041", "\\U000e0041"),
        ("\ue001", "\\ue001"),
        ("\udc80", "\\udc80"),
    ],
    ids=["words", "ansi", "blanks", "bidi", "c1", "tag", "private", "surrogate"],
)
def test_visible_escapes_what_is_hidden(text, expected):
    assert visible(text) == expected


@given(st.text(st.characters(codec="utf-8")))
def test_visible_json_shows_nothing_harmful_and_means_the_same(text):
    shown = visible_json(json.dumps(text, ensure_ascii=False))
    assert not {unicodedata.category(char) for char in shown} & HARMFUL
    assert json.loads(shown) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("Tiếng Việt", 10),
        ("漢字", 4),
        ("e\u0301", 1),
        ("각", 2),
        ("\u1100\u1161\u11a8", 2),
        ("", 0),
    ],
    ids=["ascii", "nfc", "wide", "mark", "hangul", "jamo", "empty"],
)
def test_cells_are_those_of_a_terminal(text, expected):
    assert cells(text) == expected


def test_composed_and_decomposed_take_the_same_cells():
    text = "Ảnh: Nguyễn Thị Bưởi chụp ở Huế"
    assert cells(unicodedata.normalize("NFD", text)) == cells(text) == len(text)


@given(st.text(alphabet="aế漢e\u0301😀", max_size=30), st.integers(2, 20))
def test_a_cut_fits_and_is_an_end_of_the_text(text, width):
    for cut, whole in ((head(text, width), text.startswith), (tail(text, width), text.endswith)):
        assert cells(cut) <= width
        assert cut == text or whole(cut.strip(ELLIPSIS))


def test_tail_leaves_no_mark_on_the_ellipsis():
    assert tail("xe\u0301abc", 4) == "…abc"
    assert tail("漢\u0301abcd", 5) == "…abcd"
