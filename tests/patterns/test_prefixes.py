import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint import kernels
from lint.cache import Cache
from lint.kernels.prefixing import PREFIX_BYTES, table_of
from lint.patterns import Mode, Pattern
from lint.patterns.database import Database
from lint.patterns.prefixes import MOST, prefixes_of


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("^(?-i:Xem)$", {"xem"}),
        (r"^[ *•–-]*(?-i:xem:|tin) ?(?:[ab]|.)", {"xema", "xemb", "xem", "tina", "tinb", "tin"}),
        (r"^(?-i:[0-9]{1,2}/[0-9]{4})", {"00000", "000000"}),
        (r"^(?-i:ab?c{1,2})$", {"ac", "acc", "abc", "abcc"}),
        (r"^(?-i:a+)$", {"a" * n for n in range(1, PREFIX_BYTES + 1)}),
        (r"^(?-i:[-*]+)$", {""}),
        (r"^(?-i:a$)b", {"a"}),
        ("^[đß]1", {"đ0", "Đ0", "ß0", "ẞ0"}),
        (r"^k$", {"k", ""}),  # U+212A, the sign of kelvins, is left out
        (r"^(?-i:tin)|^(?-i:bài)", {"tin", "bài"}),
        ("^a|b", None),
        ("xem", None),
        ("(?:^|x)a", None),
        ("^[-*]+", None),
        (r"^\p{Lu}a", None),
        ("^.a", None),
        ("^(?=a)", None),
        ("", None),
    ],
)
def test_the_prefixes_of_a_pattern(expression, expected):
    found = prefixes_of(expression)
    assert found == (None if expected is None else {prefix.encode() for prefix in expected})


def test_a_pattern_of_very_many_beginnings_is_told_by_short_ones():
    found = prefixes_of("^(?-i:[a-z]{8})")
    assert {len(prefix) for prefix in found} == {2}
    assert len(found) == 26**2 <= MOST


PATTERNS = st.recursive(
    st.sampled_from(["a", "B", "[ab]", "[^a]", "é", "k", "-", "[- ]", ".", "1", "$", "^"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"(?-i:{part})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{1,2}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)
LINES = st.lists(st.text("abABéÉkK\u212a- 12…x", max_size=6), min_size=1, max_size=6)


@settings(deadline=None)
@given(source=PATTERNS, mode=st.sampled_from([Mode.LINE, Mode.SEARCH]), lines=LINES)
def test_a_line_that_matches_begins_with_a_prefix(source, mode, lines):
    pattern = Pattern(source if mode is Mode.LINE else f"^(?:{source})", mode, "x")
    known = prefixes_of(pattern.expression)
    if known is None:
        return
    texts = [np.frombuffer(line.encode(), np.uint8) for line in lines if line]
    database = Database([pattern], Cache(None))
    try:
        matching = [text for text in texts if len(database.scan(text))]
    except Exception:  # noqa: BLE001 - Hyperscan refuses it: there is nothing to match
        return
    table = table_of(filter(None, known))
    for text in matching:
        found = kernels.prefixes(text, np.array([0]), np.array([len(text)]))
        assert kernels.may_begin(found, table).all()
        assert found.any() or b"" in known
