import unicodedata

import pytest

MEET = {"patterns": [r"\p{Latin}[\p{Cyrillic}\p{Greek}]", r"[\p{Cyrillic}\p{Greek}]\p{Latin}"]}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Ngu\u0443ễn", "Nguyễn"),
        ("c\u0430fé", "café"),
        ("\u0391UTO", "AUTO"),
        ("Мocква", "Москва"),
        ("Aρχική", "Αρχική"),
    ],
)
def test_look_alikes_are_changed_to_the_script_of_the_word(mended, text: str, fixed: str) -> None:
    assert mended("mixed-script", text, **MEET) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "Борей Athens Αθήνα",
        "μm αβ ΔT kΩ",
        "SMS-ка",
        "ПолитикаHi",  # two words glued
        "Oв\u0402™Keefe",  # UTF-8 read as Windows-1251
        "aя",  # no look-alike, and too short
        "Яndex",
    ],
)
def test_what_is_meant_so_is_left_alone(hits, text: str) -> None:
    assert hits("mixed-script", text, **MEET) == []


def test_shorter_words_can_be_asked_for(hits) -> None:
    assert hits("mixed-script", "T\u0410", **MEET) == []
    assert len(hits("mixed-script", "T\u0410", min_letters=2, **MEET)) == 1


def test_blocks_that_are_passed_over_have_no_letter_of_another_script():
    letters = [chr(code) for code in (*range(0x370), *range(0x1E00, 0x1F00))]
    names = [unicodedata.name(letter, "") for letter in letters if letter.isalpha()]
    assert not any(name.startswith(("CYRILLIC", "GREEK")) for name in names)
