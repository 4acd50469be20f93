import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.errors import RuleError
from lint.patterns.backward import backward


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc", "cba"),
        ("ab|cd", "ba|dc"),
        ("a+b{2,3}?c*", "c*b{2,3}?a+"),
        ("(?:ab|c)d", "d(?:ba|c)"),
        ("(?-i:Số)x", "x(?-i:ốS)"),
        ("((ab)+c)?d", "d(c(ba)+)?"),
        ("^a$", "^a$"),
        (r"\Aa", r"a\z"),
        (r"\p{Lu}\x{200B}\x0A\d", r"\d\x0A\x{200B}\p{Lu}"),
        (r"[\]a][^b]", r"[^b][\]a]"),
        (r"\(a\)", r"\)a\("),
        ("", ""),
    ],
)
def test_turning(pattern, expected):
    assert expected == backward(pattern)


@pytest.mark.parametrize("pattern", ["(a", "a)", "(?i)a", "a(?i)b"])
def test_what_cannot_be_turned_is_told(pattern):
    with pytest.raises(RuleError):
        backward(pattern)


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", "[ab]", "é", r"\.", "ab"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.text("abé.", max_size=6))
def test_a_text_matches_exactly_when_it_matches_turned_round(pattern, text):
    turned = re.fullmatch(backward(pattern), text[::-1]) is not None
    assert turned == (re.fullmatch(pattern, text) is not None)


@given(PATTERNS)
def test_turning_twice_gives_the_same_language(pattern):
    assert backward(backward(pattern)) == pattern
