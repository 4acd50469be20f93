import unicodedata

import pytest


@pytest.fixture
def cut(mended):
    def cut(text, *patterns, **params):
        return mended("span-pattern", text, patterns=list(patterns), **params)

    return cut


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("một (ảnh: Tám) hai", r"\(ảnh:[^()]*\)", "một  hai"),
        ("xaaay", "a+", "xy"),  # the longest
        ("abcabc!", "(?:abc)+", "!"),
        ("\ufffd\ufffd hai \ufffd", r"\x{FFFD}+", " hai "),
        ("aab", "a|aab|b", ""),  # leftmost, then longest
        ("một hai", "x", "một hai"),
        ("hai, ba ,bốn", r"\s*,", "hai babốn"),
        ("một\nhai một", "^một", "\nhai một"),
        ("một!\nmột", "một$", "một!\n"),
        ("一二三", "二", "一三"),
    ],
)
def test_spans_go(cut, text, pattern, expected):
    assert cut(text, pattern) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_text_match(cut, form):
    text = unicodedata.normalize(form, "Tết: (Ảnh: Tám) ấm áp (Ảnh: Bảy)!")
    assert cut(text, r"\s?\(ảnh:[^()]*\)") == unicodedata.normalize(form, "Tết: ấm áp!")


def test_a_long_line_is_scanned_whole(cut):
    # Hyperscan itself, asked for the start of this match, writes outside of its memory.
    text = "chợ nổi \u200b ảnh: ABC " * 5000
    assert cut(text + "abcabc", "(?:abc)+") == text.replace("ABC", "")


def test_an_anchored_pattern_does_not_lengthen_the_match_of_another(cut):
    assert cut("abc abc", "^abc", "a") == " bc"


def test_replacement_and_trim(cut):
    assert cut("một\u2028hai", r"\x{2028}", replacement="\n") == "một\nhai"
    assert cut("một \t\u00a0(x) hai", r"\(x\)", trim=True) == "một hai"
    assert cut("(x) hai", r"\(x\)", trim=True) == " hai"


def test_trim_stays_in_the_document(hits):
    (hit,) = hits("span-pattern", "một \n", " x", patterns=["x"], trim=True)
    assert (hit.document, hit.start, hit.end) == (1, 0, 2)


def test_unless_spares_a_line(cut):
    assert cut("a (x)\nb (x)", r"\(x\)", unless=["^b"]) == "a \nb (x)"


def test_spans_of_many_documents_stay_apart(hits):
    found = hits("span-pattern", "ab", "ba", "b", patterns=["b"])
    assert [(hit.document, hit.start, hit.end) for hit in found] == [
        (0, 1, 2),
        (1, 0, 1),
        (2, 0, 1),
    ]
