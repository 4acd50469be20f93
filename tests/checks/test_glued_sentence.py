import unicodedata

import pytest

MARK = {"patterns": [r"[.!?…]\p{Lu}\p{Ll}", r"[.!?…]“\p{Lu}", r"[.!?…]”\p{Lu}\p{Ll}"]}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("khu vực.Ngay sau", "khu vực. Ngay sau"),
        ("năm 2017.Hiện", "năm 2017. Hiện"),
        ("(cả nước).Theo", "(cả nước). Theo"),
        ("xa lắm…Chị", "xa lắm… Chị"),
        ("xa lắm...Chị", "xa lắm... Chị"),
        ("về nhà.“Mẹ ơi", "về nhà. “Mẹ ơi"),
        ("về thôi.”Chị", "về thôi.” Chị"),
    ],
)
def test_a_space_is_put_after_the_mark(mended, text: str, fixed: str) -> None:
    assert mended("glued-sentence", text, **MARK) == fixed


@pytest.mark.parametrize(
    "text", ["N.B.Hà", "V.Sơ", "bản 2.0.Beta", "v1.Beta", ".Ngay", "...Nhưng", " .Ngay"]
)
def test_initials_versions_and_line_heads_are_spared(hits, text: str) -> None:
    assert hits("glued-sentence", text, **MARK) == []


def test_decomposed_text_is_found_too(mended) -> None:
    text = unicodedata.normalize("NFD", "chợ lạ.Ước gì")
    assert mended("glued-sentence", text, **MARK) == text.replace(".", ". ")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("unless", "spared"),
    [
        ("^khu", True),
        ("^vực", False),  # the word is not where the line begins
        (r"\sgần\.", True),  # the blank before the word
        (r"Nhà\s", True),  # the blank after it
        (r"\skhu\.", False),
        (r"Xa$", True),
        ("tới", False),  # of another word
    ],
)
def test_exceptions_see_their_word_and_the_blanks_around_it(hits, form, unless, spared) -> None:
    text = unicodedata.normalize(form, "khu.Chợ vực gần.Nhà tới đây.Xa\n")
    found = hits("glued-sentence", text, unless=[unless], **MARK)
    assert len(found) == (2 if spared else 3)


def test_an_exception_spares_its_word_only(hits) -> None:
    text = "https://mau.example/Trang.Chu khu.Ngay"
    assert [h.start for h in hits("glued-sentence", text, unless=["://"], **MARK)] == [33]
