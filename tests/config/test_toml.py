"""Errors name the line that they mean, and values are written so that TOML reads them back."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.config.toml import line_of, parse_toml, read_toml, toml_value
from lint.errors import ConfigError

TEXT = """\
select = ["ALL"]
  "fail-on"= "error"

[severity]
PLY = "error"
[rules.PLY001]
max = 3
[[allow]]
rule = "A"
[[allow]]
rule = "B"
paths = [
  "x = y",
]
[tool.delint]
jobs = 2
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["select"], 1),
        (["fail-on"], 2),
        (["severity"], 4),
        (["severity", "PLY"], 5),
        (["severity", "CAP"], 4),
        (["rules", "PLY001", "max"], 7),
        (["allow", 0, "rule"], 9),
        (["allow", 1], 10),
        (["allow", 1, "paths"], 12),
        (["tool", "delint", "jobs"], 16),
        (["missing"], None),
    ],
)
def test_line_of_a_key(keys, line):
    assert line_of(TEXT, keys) == line


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = \n", r"x\.toml:1:5: Invalid value$"),
        (b"a = 1\na = 2\n", r"x\.toml:2:6: Cannot overwrite a value$"),
        (b"a = [", r"x\.toml: .*end of document"),
        (b"a = '\xff'", r"x\.toml: not UTF-8 at byte 5$"),
        (None, r"x\.toml: cannot be read: No such file"),
    ],
    ids=["value", "twice", "end", "bytes", "missing"],
)
def test_a_file_that_is_no_toml_is_one_clear_line(tmp_path, content, message):
    path = tmp_path / "x.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as caught:
        read_toml(path)
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xef\xbb\xbfjobs = 2")
    assert read_toml(path)[0] == {"jobs": 2}


_SCALARS = st.booleans() | st.integers(-9, 9) | st.text(st.characters(codec="utf-8"), max_size=9)
_KEYS = st.text(st.characters(codec="utf-8"), max_size=5)


@given(st.recursive(_SCALARS, lambda v: st.lists(v) | st.dictionaries(_KEYS, v), max_leaves=8))
def test_values_are_read_back(value):
    assert parse_toml(f"x = {toml_value(value)}", "x") == {"x": value}
    assert tomllib.loads(f"x = {toml_value(value)}") == {"x": value}
