"""Checks are found by name or in another package, and take parameters of the right kind."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from lint.checks import ENTRY_POINTS, bind, names, span_pattern
from lint.errors import RuleError
from lint.finding import Level, Severity
from lint.rule import Rule


def rule(check, **params):
    return Rule(
        "TST001", "word", check, Severity.INFO, Level.SAFE, "s", "w", "p.toml", params=params
    )


@pytest.mark.parametrize("name", names())
def test_each_bundled_check_is_what_the_contract_says(name):
    with pytest.raises(RuleError, match=f"^p.toml: {name} has no parameter 'zyx'"):
        bind(rule(name, zyx=1))


def test_a_check_of_another_package_is_found_by_its_entry_point(monkeypatch):
    own = EntryPoint("my-own", span_pattern.__name__, ENTRY_POINTS)
    points = EntryPoints([own])
    monkeypatch.setattr("importlib.metadata.entry_points", points.select)
    assert bind(rule("my-own", patterns=["x"])).find is span_pattern.find


@pytest.mark.parametrize(
    ("check", "params", "said"),
    [
        ("line-patern", {}, "there is no check 'line-patern'; did you mean 'line-pattern'?"),
        ("_titles", {}, "there is no check '_titles'"),
        ("line-pattern", {}, "'patterns' or 'lines' must hold something to look for"),
        ("document-length", {}, "document-length needs the parameter"),
        ("span-pattern", {"patterns": [1]}, "'patterns' must be a list of str"),
        ("document-length", {"min_words": "3"}, "document-length has no parameter 'min_words'"),
        ("duplicates", {"relation": "twin"}, "'relation' must be "),
        ("duplicates", {"relation": "near", "threshold": 2}, "'threshold' must be above 0"),
        (
            "duplicates",
            {"relation": "near", "permutations": 1},
            "'permutations' must be from 16 to 1024",
        ),
    ],
)
def test_what_a_check_cannot_take_is_said_in_one_line(check, params, said):
    with pytest.raises(RuleError) as caught:
        bind(rule(check, **params))
    assert str(caught.value).startswith(f"p.toml: {said}")
    assert "\n" not in str(caught.value)
