import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.checks.escape_sequence import PLAIN
from lint.checks.stringified_list import _items

OPEN = {"patterns": [r"^\s*\[[\x27\x22]"], "words": 3}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_what_python_prints_is_read_back(items: list[str]) -> None:
    expected = ["".join(map(_read, item)).encode() for item in items]
    assert _items(repr(items).encode()) == expected


def _read(letter: str) -> str:
    if letter in "\n\r\t":
        return " " if letter == "\t" else "\n"
    return letter if letter.isprintable() else letter.translate(PLAIN)


def test_strings_become_lines_without_the_blank_ones(mended) -> None:
    text = repr(["Một hai ba.", "\n", "  ", "Ông nói \"rồi\" và 'xong'.", "Lan\u00a0Chi\u200b"])
    assert mended("stringified-list", text, **OPEN) == (
        "Một hai ba.\nÔng nói \"rồi\" và 'xong'.\nLan Chi"
    )


@pytest.mark.parametrize(
    "text",
    [
        "['một', 'hai']",  # no string of three words
        "['một hai ba', 4]",  # not only strings
        "['một hai ba', 'bốn'] và",  # not the whole line
        "['một hai ba', 'bốn",  # cut
        "['một hai ba\\",
        "[1] 'một hai ba'",
        "chú thích ['một hai ba']",
    ],
)
def test_other_lines_are_left_alone(hits, text: str) -> None:
    assert hits("stringified-list", text, **OPEN) == []


def test_white_space_of_any_script_goes(mended) -> None:
    text = repr(["\u3000 \u00a0Một hai ba \u2003", "\u3000", "“Bốn”\u00a0"]).replace(
        "\\u3000", "\u3000"
    )
    assert mended("stringified-list", text, **OPEN) == "Một hai ba\n“Bốn”"
    assert mended("stringified-list", f"\u3000{text}", **OPEN) == "Một hai ba\n“Bốn”"


def test_words_are_parted_by_white_space_of_any_script(hits) -> None:
    assert len(hits("stringified-list", "['một\u3000hai\u00a0ba']", **OPEN)) == 1


def test_escapes_beyond_unicode_do_not_stop_it(mended) -> None:
    text = r"['một hai ba \U99999999 \ud800 \x41']"
    assert mended("stringified-list", text, **OPEN) == "một hai ba \ufffd \ufffd A"
