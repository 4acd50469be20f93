import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Action, Hit, Level
from lint.fix.edits import Edit, applied, plan


def line_hit(text, line, rule=0, count=1):
    """Return a hit on the content of `count` lines from `line`, 1-based."""
    lines = text.split(b"\n")
    start = sum(len(part) + 1 for part in lines[: line - 1])
    return Hit(
        0, start, start + len(b"\n".join(lines[line - 1 : line - 1 + count])), rule, Action.LINES
    )


def without(text, lines, policy):
    text = text.encode()
    return applied(text, plan(text, [line_hit(text, n) for n in lines], policy())).decode()


@pytest.mark.parametrize(
    ("before", "lines", "after"),
    [
        pytest.param("A\nX\nB\n", [2], "A\nB\n", id="no blanks"),
        pytest.param("A\n\nX\n\nB\n", [3], "A\n\nB\n", id="blanks on both sides"),
        pytest.param("A\n\n\nX\n\n\n\nB\n", [4], "A\n\n\nB\n", id="those before stay"),
        pytest.param("A\n\nX\nB\n", [3], "A\n\nB\n", id="blanks before"),
        pytest.param("A\nX\n\nB\n", [2], "A\n\nB\n", id="blanks after"),
        pytest.param("X\n\nB\n", [1], "B\n", id="start"),
        pytest.param("\n\nX\n\nB\n", [3], "\n\nB\n", id="leading blanks stay"),
        pytest.param("A\n\nX\n", [3], "A\n", id="end"),
        pytest.param("A\n\nX", [3], "A", id="end without newline"),
        pytest.param("A\nX", [2], "A", id="end without newline or blanks"),
        pytest.param("A\n\nX\n\n\n", [3], "A\n", id="end with blanks"),
        pytest.param("A\n\nX\n  ", [3], "A", id="a last blank line without newline"),
        pytest.param("A\r\n\r\nX\r\n\r\nB\r\n", [3], "A\r\n\r\nB\r\n", id="CRLF"),
        pytest.param("A\r\n\r\nX", [3], "A", id="CRLF at the end"),
        pytest.param("A\n \t\nX\n\u00a0\u200b\nB", [3], "A\n \t\nB", id="blank is white space"),
        pytest.param("X\n", [1], "", id="all"),
        pytest.param("\nX\n\n", [2], "", id="all with blanks"),
        pytest.param("X", [1], "", id="all without newline"),
        pytest.param("A\n\nX\n\nY\n\nB\n", [3, 5], "A\n\nB\n", id="joined over blanks"),
        pytest.param("A\nX\n\nY\n\nB\n", [2, 4], "A\n\nB\n", id="joined, blanks after"),
        pytest.param("A\nX\n\nY\nB\n", [2, 4], "A\n\nB\n", id="joined, blanks between only"),
        pytest.param("A\n\nX\n\nY", [3, 5], "A", id="joined at the end"),
        pytest.param("X\n\nY\n\nB\n", [1, 3], "B\n", id="joined at the start"),
        pytest.param("A\n\nX\n\nB\n\nY\n\nC\n", [3, 7], "A\n\nB\n\nC\n", id="apart"),
        pytest.param("A\n\nX\nY\n\nB\n", [3, 4], "A\n\nB\n", id="neighbours"),
    ],
)
def test_whole_lines_go_with_the_right_blank_lines(before, lines, after, policy):
    assert without(before, lines, policy) == after


def test_a_hit_of_several_lines_takes_the_blanks_inside(policy):
    text = b"A\n\nX\n\nY\n\nB"
    assert applied(text, plan(text, [line_hit(text, 3, count=3)], policy())) == b"A\n\nB"


def test_any_touched_line_goes_whole(policy):
    text = b"ab\ncd\nef\n"
    hit = Hit(0, 4, 4, 0, Action.LINES)
    assert applied(text, plan(text, [hit], policy())) == b"ab\nef\n"
    touching = Hit(0, 1, 3, 0, Action.LINES)
    assert applied(text, plan(text, [touching], policy())) == b"cd\nef\n"


def test_each_deletion_names_its_own_rule(policy):
    text = b"A\n\nX\n\nY\n\nB\n"
    edits = plan(text, [line_hit(text, 3, rule=2), line_hit(text, 5, rule=1)], policy())
    assert edits == [Edit(3, 6, b"", 2, ""), Edit(6, 9, b"", 1, "")]


def test_of_overlapping_hits_the_first_the_longest_the_lowest_rule_counts(policy):
    def spans(*hits):
        edits = plan(bytes(20), [Hit(0, *hit, Action.REPLACE) for hit in hits], policy())
        return [(e.start, e.end, e.rule) for e in edits]

    assert spans((4, 9, 0), (2, 5, 1)) == [(2, 5, 1)]
    assert spans((2, 5, 0), (2, 6, 1)) == [(2, 6, 1)]
    assert spans((2, 5, 1), (2, 5, 0)) == [(2, 5, 0)]
    assert spans((2, 5, 1), (5, 6, 0)) == [(2, 5, 1), (5, 6, 0)]


def test_lines_displace_what_is_inside_them_and_in_their_blanks(policy):
    text = b"A\n\nXY\n \nB\n"
    inside = Hit(0, 4, 5, 1, Action.REPLACE)
    blank = Hit(0, 6, 7, 1, Action.REPLACE)
    before = Hit(0, 0, 1, 1, Action.REPLACE, b"a")
    edits = plan(text, [before, line_hit(text, 3), inside, blank], policy())
    assert applied(text, edits) == b"a\n\nB\n"


def test_levels_decide_what_is_applied(policy):
    text = b"abcdef"
    rules = (Level.SAFE, Level.UNSAFE, Level.DISPLAY)
    hits = [Hit(0, n, n + 1, n, Action.REPLACE) for n in range(3)]
    hits += [
        Hit(0, 3, 4, 2, Action.REPLACE, level=Level.SAFE),
        Hit(0, 4, 5, 0, Action.REPLACE, level=Level.DISPLAY),
        Hit(0, 5, 6, 0),
    ]
    assert applied(text, plan(text, hits, policy(*rules))) == b"bcef"
    assert applied(text, plan(text, hits, policy(*rules, minimum=Level.UNSAFE))) == b"cef"
    assert applied(text, plan(text, hits, policy(*rules, minimum=Level.DISPLAY))) == b"cef"


def test_a_replacement_by_the_same_is_no_edit(policy):
    hits = [Hit(0, 0, 2, 0, Action.REPLACE, b"ab"), Hit(0, 1, 1, 0, Action.REPLACE)]
    assert plan(b"abc", hits, policy()) == []


def test_lines_of_an_empty_document_are_no_edit(policy):
    assert plan(b"", [Hit(0, 0, 0, 0, Action.LINES)], policy()) == []


LINES = st.lists(st.sampled_from(["a", "bb", "", " ", "\u00a0", "ccc"]), max_size=9)


@given(data=st.data(), lines=LINES, end=st.sampled_from(["\n", "\r\n"]), last=st.booleans())
def test_lines_that_stay_are_untouched(data, lines, end, last, policy):
    text = (end.join(lines) + end * last).encode()
    picks = data.draw(st.sets(st.integers(1, len(lines)))) if lines else set()
    picks = {n for n in picks if lines[n - 1].strip()}
    edits = plan(text, [line_hit(text, n) for n in sorted(picks)], policy())
    cleaned = applied(text, edits).decode()
    kept = [line for n, line in enumerate(lines, 1) if n not in picks and line.strip()]
    assert [line for line in cleaned.split(end) if line.strip()] == kept
    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))
    if picks and kept:
        assert cleaned.endswith(("\n", "\r\n")) == text.decode().endswith("\n")
