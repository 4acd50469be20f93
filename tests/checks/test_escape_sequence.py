import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.checks.escape_sequence import PLAIN, _from_backslash, _from_html
from lint.errors import RuleError

HTML = {"patterns": [r"&(?:amp;)*(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]+);"]}
BACKSLASH = {
    "patterns": [r"(?:\\u[0-9a-f][0-9a-f][0-9a-f][0-9a-f])+", r"(?:\\r)?(?:\\n)+"],
    "notation": "backslash",
}


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("a&nbsp;b", "a b"),
        ("&quot;x&quot;", '"x"'),
        ("R&amp;amp;D", "R&D"),
        ("caf&eacute; &#8212; &#x263A;", "café — ☺"),
        ("Bộ KH&CN; và T&T;", "Bộ KH&CN; và T&T;"),
        ("a&shy;b", "ab"),
    ],
)
def test_entities_become_their_characters(mended, text: str, fixed: str) -> None:
    assert mended("escape-sequence", text, **HTML) == fixed


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (r"\u0111\u01b0\u1eddng", "đường"),
        (r"\ud83d\ude00", "😀"),
        (r"một\r\nhai\n\nba", "một\nhai\nba"),
        (r"a\ud83d b", r"a\ud83d b"),
    ],
)
def test_backslash_escapes_become_their_characters(mended, text: str, fixed: str) -> None:
    assert mended("escape-sequence", text, **BACKSLASH) == fixed


def test_a_line_with_an_exception_is_spared(hits) -> None:
    text = "&amp; in HTML\n&amp; here"
    assert [h.start for h in hits("escape-sequence", text, unless=["HTML"], **HTML)] == [14]


@given(st.characters(exclude_categories=["Cs"]))
def test_every_escaped_character_is_read_back(letter: str) -> None:
    plain = letter.translate(PLAIN)
    units = letter.encode("utf-16-be").hex()
    source = "".join(rf"\u{units[i : i + 4]}" for i in range(0, len(units), 4))
    assert _from_backslash(source) in {plain, source}
    assert _from_html(f"&#{ord(letter)};") == html.unescape(f"&#{ord(letter)};").translate(PLAIN)


def test_an_unknown_notation_is_refused(hits) -> None:
    with pytest.raises(RuleError, match="'notation'"):
        hits("escape-sequence", "x", patterns=["x"], notation="yaml")
