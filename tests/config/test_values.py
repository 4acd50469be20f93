"""Each kind of value takes what it should and says clearly what it does not."""

import datetime
from pathlib import Path

import pytest

from lint.config import values
from lint.config.toml import Spot
from lint.config.values import Allow
from lint.errors import ConfigError
from lint.finding import Severity

SPOT = Spot("delint.toml", "", Path("/base"), ("key",))


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (values.text, "x", "x"),
        (values.texts, ["x", "y"], ("x", "y")),
        (values.texts, [], ()),
        (values.flag, False, False),
        (values.number, 0, 0),
        (values.share, 1, 1.0),
        (values.path, "a/b", Path("/base/a/b")),
        (values.path, "/a", Path("/a")),
        (values.paths, ["a"], (Path("/base/a"),)),
        (values.path_or_paths, "a", (Path("/base/a"),)),
        (values.outputs, ["full", "json:a.json"], ("full", "json:/base/a.json")),
        (values.outputs, ["json:/a.json"], ("json:/a.json",)),
        (values.severity, "error", Severity.ERROR),
        (values.severities, {"PLY": "info"}, {"PLY": Severity.INFO}),
        (values.params, {"PLY001": {"max": 3}}, {"PLY001": {"max": 3}}),
        (values.ignores, {"*.txt": ["PLY"]}, {"*.txt": ("PLY",)}),
        (values.patterns, ["*.txt", "build/"], ("*.txt", "build/")),
        (values.patterns, ["a/b", "/c", "!/d/"], ("/base/a/b", "/base/c", "!/base/d/")),
    ],
)
def test_right_values(kind, given, expected):
    assert kind(given, SPOT) == expected


def test_a_folder_with_pattern_characters_is_quoted():
    spot = Spot("delint.toml", "", Path("/ba[se]*/../x?"), ())
    assert values.patterns(["/a*"], spot) == (r"/x\?/a*",)


@pytest.mark.parametrize(
    ("kind", "given", "wanted"),
    [
        (values.text, 3, "a string, not 3"),
        (values.text, "", "a string, not ''"),
        (values.texts, "PLY", "a list of strings, not 'PLY'"),
        (values.texts, [1], "a list of strings, not [1]"),
        (values.flag, 1, "true or false, not 1"),
        (values.number, -1, "a whole number, 0 or more, not -1"),
        (values.number, True, "a whole number, 0 or more, not True"),
        (values.share, 50, "a share from 0 to 1 (0.5 is half), not 50"),
        (values.share, float("nan"), "a share from 0 to 1 (0.5 is half), not nan"),
        (values.severity, "fatal", "one of info, warning, error, not 'fatal'"),
        (values.severities, [], "a table, not []"),
        (values.params, {"PLY001": 3}, "a table, not 3"),
        (values.allows, {}, "an array of tables: [[allow]], not {}"),
    ],
)
def test_wrong_values(kind, given, wanted):
    with pytest.raises(ConfigError) as caught:
        kind(given, SPOT)
    assert str(caught.value).startswith("delint.toml: key")
    assert str(caught.value).endswith(f"must be {wanted}")


def test_allow_holds_its_place():
    day = datetime.date(2030, 12, 31)
    entry = {"rule": "PLY", "text": "x", "paths": ["a/b"], "reason": "r", "until": day}
    assert values.allows([entry], SPOT) == (
        Allow("PLY", "x", ("/base/a/b",), "r", day, "delint.toml: [[allow]]"),
    )


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"rule": "PLY"}, "needs 'rule', and 'text' or 'paths'"),
        ({"text": "x"}, "needs 'rule'"),
        ({"rule": "PLY", "txt": "x"}, r"unknown key 'txt' in \[\[allow\]\]; did you mean 'text'\?"),
        ({"rule": "PLY", "text": "x", "until": "2030"}, "until must be a date"),
    ],
)
def test_wrong_allow(entry, message):
    with pytest.raises(ConfigError, match=message):
        values.allows([entry], SPOT)
