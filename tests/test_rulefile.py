"""A rule file: what it may hold, and what is said of what it may not."""

import pytest

from lint.errors import RuleError
from lint.finding import Level, Severity
from lint.rule import Status
from lint.rulefile import parse

TABLE = {
    "code": "TST001",
    "name": "one-word",
    "check": "line-pattern",
    "severity": "warning",
    "fix": "safe",
    "summary": " A word. ",
    "why": "It is.\n",
}
VALID, INVALID = {"text": "a"}, {"text": "b", "lines": [1]}


def test_what_stands_there_is_the_rule_and_what_does_not_is_the_default():
    table = {**TABLE, "valid": [VALID], "invalid": [{**INVALID, "fixed": "", "others": ["c"]}]}
    rule, [valid], [invalid] = parse(table, "p.toml")
    assert (rule.code, rule.summary, rule.why, rule.path) == (
        "TST001",
        "A word.",
        "It is.",
        "p.toml",
    )
    assert (rule.severity, rule.fix) == (Severity.WARNING, Level.SAFE)
    assert (rule.status, rule.languages, rule.params) == (Status.STABLE, ("*",), {})
    assert (valid.text, valid.lines, valid.fixed) == ("a", (), None)
    assert (invalid.lines, invalid.fixed, invalid.others) == ((1,), "", ("c",))


@pytest.mark.parametrize("key", TABLE)
def test_each_of_the_keys_is_needed(key):
    with pytest.raises(RuleError, match=f"the key {key!r} is missing"):
        parse({k: value for k, value in TABLE.items() if k != key}, "")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sumary": "x"}, "unknown key 'sumary'; did you mean 'summary'?"),
        ({"code": "PLY1"}, "'code' must be three capital letters and three digits, not 'PLY1'"),
        ({"name": "One Word"}, "'name' must be lower-case words joined by hyphens"),
        ({"severity": "bad"}, "'severity' must be one of info, warning, error, not 'bad'"),
        ({"fix": "none"}, "'fix' must be one of display, unsafe, safe, not 'none'"),
        ({"status": "new"}, "'status' must be one of preview, stable, deprecated, not 'new'"),
        ({"why": 3}, "'why' must be a str, not a int"),
        ({"params": []}, "'params' must be a dict, not a list"),
        ({"languages": [1]}, "'languages' must be a list of str, not [1]"),
        ({"gives_way": [["PLY"]]}, "'gives_way' must be a list of str"),
        ({"valid": ["a"]}, "[[valid]] 1 needs the key 'text'"),
        ({"valid": [VALID, {"lines": [1]}]}, "[[valid]] 2 needs the key 'text'"),
        ({"valid": [INVALID]}, "[[valid]] 1: 'lines' belongs to every [[invalid]], and only there"),
        ({"invalid": [VALID]}, "[[invalid]] 1: 'lines' belongs to every [[invalid]]"),
        ({"invalid": [{**INVALID, "lines": ["1"]}]}, "'lines' must be a list of int, not ['1']"),
        ({"invalid": [{**INVALID, "lines": [True]}]}, "'lines' must be a list of int"),
        ({"valid": [{**VALID, "others": [1]}]}, "'others' must be a list of str, not [1]"),
        ({"valid": [{**VALID, "fix": ""}]}, "unknown key 'fix'; did you mean 'fixed'?"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(changes, said):
    with pytest.raises(RuleError) as caught:
        parse({**TABLE, **changes}, "")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
