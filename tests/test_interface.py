"""The Python interface: texts in, findings or cleaned text out, nothing heavy before the call."""

import subprocess
import sys

import pytest

import lint
from lint.errors import ConfigError, RuleError

LINE = "Những chiếc ghe chở dứa neo kín một khúc sông."
TEXT = f"Trời mưa to.\n{LINE}\n{LINE}\nChợ tan lúc tám giờ."


def test_check_of_one_text():
    [finding] = lint.check(TEXT, select=["CAP001"])
    assert (finding.code, finding.line, finding.column, finding.place.id) == ("CAP001", 3, 1, "1")
    assert finding.excerpt.found.rstrip("\n") == LINE


def test_check_of_several_texts():
    findings = lint.check(["Không có gì.", TEXT, TEXT], select=["CAP"])
    assert [finding.place.id for finding in findings] == ["2", "3"]
    assert lint.check([], select=["CAP"]) == []


def test_clean_takes_the_second_line_out():
    assert lint.clean(TEXT, select=["CAP001"]) == f"Trời mưa to.\n{LINE}\nChợ tan lúc tám giờ."
    assert lint.clean("", select=["CAP001"]) == ""


def test_clean_makes_unsafe_fixes_only_when_asked(tmp_path):
    (tmp_path / "TST001-word.toml").write_text(
        'code = "TST001"\nname = "word"\ncheck = "span-pattern"\nseverity = "info"\n'
        'fix = "unsafe"\nsummary = "A word."\nwhy = "It is."\n[params]\npatterns = ["zyx"]\n'
    )
    for unsafe, expected in ((False, "a zyx b"), (True, "a  b")):
        assert lint.clean("a zyx b", unsafe=unsafe, select=["TST"], packs=[tmp_path]) == expected


def test_lone_surrogates_come_back_as_they_were():
    assert lint.clean(f"\udc80{TEXT}", select=["CAP001"]).startswith("\udc80Trời")


def test_unknown_rules_and_packs_are_told():
    with pytest.raises(ConfigError, match="there is no rule 'CAP9'"):
        lint.check("x", select=["CAP9"])
    with pytest.raises(RuleError, match="no such rule folder"):
        lint.clean("x", packs=["/nowhere"])


def test_importing_costs_nothing():
    code = "import lint, sys; print({'numpy', 'hyperscan', 'typer'} & sys.modules.keys())"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "set()\n"
