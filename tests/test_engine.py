"""A batch through all checks: in order, and on when one of them fails."""

from dataclasses import replace

import pytest

from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.finding import Hit, Level, Severity
from lint.rule import Rule

TEXTS = ["One. Two zyx.", "zyx and zyx"]


def rule(code, pattern):
    params = {"patterns": [pattern]}
    shown = Severity.INFO, Level.UNSAFE, "", "", "x.toml"
    return Rule(code, "word", "span-pattern", *shown, params=params)


def unfinished(*_):
    yield Hit(0, 0, 1, 0)
    raise KeyError("no such word")


def failing(*_):
    raise KeyError("no such word")


def broken(*_):
    return [Hit(0, 0, 1, 0), Hit(0, 1, 2, 0, detail=None)]


@pytest.fixture
def engine():
    return Engine([rule("TST001", "and"), rule("TST002", "zyx")], jobs=1)


def test_hits_come_in_order_of_documents_places_and_rules(engine):
    found = engine.inspect(text_batch(TEXTS)).hits
    assert [hit[:4] for hit in found] == [(0, 9, 12, 1), (1, 0, 3, 1), (1, 4, 7, 0), (1, 8, 11, 1)]


@pytest.mark.parametrize("find", [failing, unfinished, broken])
def test_a_check_that_fails_is_told_and_the_others_go_on(engine, find):
    engine.bound[0] = replace(engine.bound[0], find=find)

    inspected = engine.inspect(text_batch(TEXTS))

    assert [hit.rule for hit in inspected.hits] == [1, 1, 1]
    [crash] = inspected.crashes
    assert str(crash).startswith("rule TST001 word failed: ")
