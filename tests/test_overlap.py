"""Of two rules that find one fault, one speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Action, Hit, Level, Severity
from lint.hits import Hits
from lint.overlap import Overlaps
from lint.rule import Rule


def rule(code, *gives_way, fix=Level.UNSAFE):
    return Rule(code, code, "c", Severity.INFO, fix, "s", "w", "-", gives_way=gives_way)


def hit(rule, start, end, action=Action.LINES, level=None, document=0):
    return Hit(document, start, end, rule, action, level=level)


def left(rules, hits):
    return list(Overlaps(rules).without(Hits.of(hits)))


WEAK, STRONG = rule("AAA001", "BBB"), rule("BBB001")


@pytest.mark.parametrize(
    ("cover", "kept"),
    [
        (hit(1, 0, 9), False),
        (hit(1, 2, 5), False),
        (hit(1, 3, 9), True),  # only a part of it
        (hit(1, 0, 4), True),
        (hit(1, 0, 9, document=1), True),
        (hit(1, 0, 9, Action.NONE), True),  # would not be deleted
        (hit(1, 0, 9, level=Level.DISPLAY), True),
    ],
)
def test_what_stands_inside_a_stronger_hit_is_not_told_again(cover, kept):
    hits = [hit(0, 2, 5), cover]
    assert left([WEAK, STRONG], hits) == (hits if kept else [cover])


def test_a_shown_hit_gives_way_to_any():
    hits = [hit(0, 2, 5, Action.NONE), hit(1, 0, 9, Action.NONE)]
    assert left([WEAK, STRONG], hits) == hits[1:]


def test_of_two_that_give_way_to_each_other_one_stays():
    rules = [rule("AAA001", "BBB"), rule("BBB001", "AAA")]
    hits = [hit(0, 0, 5), hit(1, 0, 5)]
    assert left(rules, hits) == hits[:1]


def test_a_rule_does_not_give_way_to_itself():
    hits = [hit(0, 0, 9), hit(0, 2, 5)]
    assert left([rule("AAA001", "AAA")], hits) == hits


PLACE = st.integers(0, 4)
HITS = st.lists(
    st.builds(
        lambda rule, start, size, action, level, document: hit(
            rule, start, start + size, action, level, document
        ),
        st.integers(0, 2),
        PLACE,
        PLACE,
        st.sampled_from(Action),
        st.sampled_from([None, *Level]),
        st.integers(0, 2),
    ),
    max_size=12,
)


@given(HITS)
def test_whoever_is_inside_of_a_stronger_hit_is_silent(hits):
    rules = [rule("AAA001", "BBB"), rule("BBB001"), rule("BBB002", "AAA", fix=Level.SAFE)]
    stronger = {0: {1}, 1: set(), 2: {0}}  # the first of two stays
    assert left(rules, hits) == [
        weak
        for weak in hits
        if not any(
            cover.rule in stronger[weak.rule]
            and cover.document == weak.document
            and cover.start <= weak.start
            and weak.end <= cover.end
            and rules[cover.rule].level_of(cover) >= rules[weak.rule].level_of(weak)
            for cover in hits
        )
    ]
