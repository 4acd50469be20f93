import unicodedata

from hypothesis import given
from hypothesis import strategies as st


def test_neighbouring_words_are_one_finding(hits) -> None:
    text = unicodedata.normalize("NFD", "hai nước ký kết nay")
    (found,) = hits("normal-form", text)
    assert found.text.decode() == "nước ký kết"


def test_marks_without_a_composed_letter_are_left_alone(hits) -> None:
    assert hits("normal-form", "за\u0301мок Ọ̀rọ̀ q\u0323") == []


LETTERS = "aeou \tơđ\u0301\u0323\u0302\n漢\u212b"
OTHERS = "\u0345\u0344αệ–🙂\u0591\u1100\u1161\u11a8\u3099か"


@given(st.text(alphabet=LETTERS + OTHERS))
def test_the_result_is_the_normal_form_of_words_with_marks(text: str) -> None:
    from lint.corpus.given import text_batch
    from lint.engine import Engine
    from lint.finding import Level, Severity
    from lint.rule import Rule

    rule = Rule("ABC900", "x", "normal-form", Severity.INFO, Level.UNSAFE, "", "", "x.toml")
    data = text.encode()
    for hit in reversed(Engine([rule], jobs=1).inspect(text_batch([text])).hits):
        data = data[: hit.start] + hit.text + data[hit.end :]
    assert unicodedata.normalize("NFC", data.decode()) == unicodedata.normalize("NFC", text)
    words = data.decode().replace("\t", " ").replace("\n", " ").split(" ")
    marked = [word for word in words if any("\u0300" <= c <= "\u036f" for c in word)]
    assert all(unicodedata.is_normalized("NFC", word) for word in marked)


def test_what_composing_letters_leaves_is_composed_too(hits) -> None:
    text = "pie\u0301ce Ka\u030aa \u212bra\u030a\ntha\u0301t \u0f71\u0f72"
    found = [
        (text.encode()[h.start : h.end].decode(), h.text.decode())
        for h in hits("normal-form", text)
    ]
    expected = ["pie\u0301ce Ka\u030aa \u212bra\u030a", "tha\u0301t"]
    assert found == [(run, unicodedata.normalize("NFC", run)) for run in expected]
