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


def test_an_exception_spares_its_word_only(hits) -> None:
    text = "https://mau.example/Trang.Chu khu.Ngay"
    assert [h.start for h in hits("glued-sentence", text, unless=["://"], **MARK)] == [33]
