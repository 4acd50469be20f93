import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint import kernels
from lint.cache import Cache
from lint.patterns import Mode, Pattern
from lint.patterns.database import Database
from lint.patterns.needed import needed_by


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"^ *\([^()]+\)\s?[-–]", b"("),
        (r"(?:a|b)[-–—]{1,2}", b"-\xe2"),
        (r"\(a|b\)", b"()"),
        (r"\(a|b", b""),
        (r"(?:\(a|b)\]", b"]"),
        (r"\(?a", b""),
        (r"(?:\(a)*", b""),
        (r"(?:\(a){2}", b"("),
        (r"[^()]", b""),
        (r"a, 1. đ", b""),
        (r"(?-i:[Ѐ-ӿ])", b"\xd0\xd1\xd2\xd3"),
        (r"(?=\()", b""),
        ("", b""),
    ],
)
def test_the_bytes_that_a_pattern_needs(expression, expected):
    assert bytes(sorted(needed_by(expression))) == expected


PATTERNS = st.recursive(
    st.sampled_from(["a", r"\(", "[(-]", "[^(]", "ж", "–", "-", "[- ]", ".", "$", "^"]),
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
LINES = st.lists(st.text("aA(жЖ– -x", max_size=6), min_size=1, max_size=6)


@settings(deadline=None)
@given(source=PATTERNS, mode=st.sampled_from([Mode.LINE, Mode.SEARCH]), lines=LINES)
def test_a_line_that_matches_has_a_needed_byte(source, mode, lines):
    pattern = Pattern(source, mode, "x")
    needed = needed_by(pattern.expression)
    database = Database([pattern], Cache(None))
    texts = [np.frombuffer(line.encode(), np.uint8) for line in lines if line]
    try:
        matching = [text for text in texts if needed and len(database.scan(text))]
    except Exception:  # noqa: BLE001 - Hyperscan refuses it: there is nothing to match
        return
    for text in matching:
        assert not needed.isdisjoint(text.tolist())


@pytest.mark.parametrize("mode", [Mode.SEARCH, Mode.START])
def test_lines_without_a_needed_byte_are_left_out_of_the_scan(lines_of, monkeypatch, mode):
    asked = []
    has_byte = kernels.has_byte
    monkeypatch.setattr(
        kernels, "has_byte", lambda *given: asked.append(has_byte(*given)) or has_byte(*given)
    )
    text = "(a) – b\n[a] – b\n\n– (\n(a) – " + "é" * 300
    assert lines_of(r"^.*\(.*[–-].*", text, mode=mode) == [0, 4]
    assert asked[0].tolist() == [True, False, False, True, True]


def test_a_start_is_searched_for_the_byte_no_further_than_for_the_pattern(lines_of):
    assert lines_of(r"^a[^(]*\(", "a" * 390 + "(\n" + "a" * 410 + "(", mode=Mode.START) == [0]
