import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lint.cache import Cache
from lint.patterns import Mode, Pattern
from lint.patterns.spans import Spans, without_overlaps

UNITS = st.sampled_from(["a", "b", "ab", "é", "[ab]", "(?:ab|b)", "ả", "(?:abé)"])
PATTERNS = st.lists(
    st.tuples(UNITS, st.sampled_from(["", "+", "?", "{2}"])), min_size=1, max_size=4
)


def longest_from(pattern, text, start):
    ends = (n for n in range(len(text), start, -1) if pattern.fullmatch(text, start, n))
    return next(ends, start)


def expected_spans(pattern, text):
    at, spans = 0, []
    while at < len(text):
        end = longest_from(pattern, text, at)
        if end > at:
            spans.append(text[at:end])
        at = max(end, at + 1)
    return spans


@given(PATTERNS, st.text("abéả x", max_size=20))
def test_spans_are_leftmost_and_longest(parts, text):
    source = "".join(unit + count for unit, count in parts)
    if re.compile(source).fullmatch(""):
        return  # Hyperscan takes no pattern that matches nothing
    lines = np.frombuffer(f"{text}\n".encode(), np.uint8)
    spans = Spans([Pattern(source, Mode.SPAN, "x")], Cache(None)).find(lines).tolist()
    found = [text.encode()[start:end].decode() for start, end in spans]
    assert expected_spans(re.compile(source, re.IGNORECASE), text) == found


def test_overlaps_leave_the_leftmost_then_the_longest():
    assert without_overlaps([(3, 9), (0, 2), (0, 4), (4, 5), (8, 9)]) == [(0, 4), (4, 5), (8, 9)]
