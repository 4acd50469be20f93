"""Of two rules that find one fault, one speaks."""

import pytest

from lint.finding import Action, Hit, Level, Severity
from lint.overlap import Overlaps
from lint.rule import Rule


def rule(code, *gives_way, fix=Level.UNSAFE):
    return Rule(code, code, "c", Severity.INFO, fix, "s", "w", "-", gives_way=gives_way)


def hit(rule, start, end, action=Action.LINES, level=None, document=0):
    return Hit(document, start, end, rule, action, level=level)


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
    assert Overlaps([WEAK, STRONG]).without(hits) == (hits if kept else [cover])


def test_a_shown_hit_gives_way_to_any():
    hits = [hit(0, 2, 5, Action.NONE), hit(1, 0, 9, Action.NONE)]
    assert Overlaps([WEAK, STRONG]).without(hits) == hits[1:]


def test_of_two_that_give_way_to_each_other_one_stays():
    rules = [rule("AAA001", "BBB"), rule("BBB001", "AAA")]
    hits = [hit(0, 0, 5), hit(1, 0, 5)]
    assert Overlaps(rules).without(hits) == hits[:1]


def test_a_rule_does_not_give_way_to_itself():
    hits = [hit(0, 0, 9), hit(0, 2, 5)]
    assert Overlaps([rule("AAA001", "AAA")]).without(hits) == hits
