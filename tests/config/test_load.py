"""The nearest configuration is found, joined with what it extends, and checked."""

import dataclasses
import tomllib
from pathlib import Path

import pytest

from lint.config import Settings, Wanted, find_config, load_settings
from lint.config.keys import CHOICE, EXTEND, VALUES, checked, field_of
from lint.config.template import TEMPLATE, shown
from lint.config.toml import Spot
from lint.errors import ConfigError
from lint.finding import Severity
from lint.selection import Choice


@pytest.fixture
def write(tmp_path):
    def write(name, text=""):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_nearest_file_counts_and_in_one_folder_delint_toml(write, tmp_path):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    write("pyproject.toml", "[tool.delint]\n")
    assert find_config([below]) == tmp_path / "pyproject.toml"
    write(".delint.toml")
    assert find_config([below]) == tmp_path / ".delint.toml"
    write("delint.toml")
    assert find_config([below]) == tmp_path / "delint.toml"
    write("a/pyproject.toml", "[tool.other]\n")
    assert find_config([below]) == tmp_path / "delint.toml"
    write("a/pyproject.toml", "[tool.delint]\n")
    assert find_config([below]) == tmp_path / "a/pyproject.toml"


def test_a_broken_pyproject_is_passed_over_unless_it_is_ours(write, tmp_path):
    (tmp_path / "a").mkdir()
    write("delint.toml")
    write("a/pyproject.toml", "not toml")
    assert find_config([tmp_path / "a"]) == tmp_path / "delint.toml"
    write("a/pyproject.toml", "[tool.delint\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:1:"):
        find_config([tmp_path / "a"])


@pytest.mark.parametrize(
    "text",
    [
        "[tool.delint]\njobs = 1",
        "[tool.delint.rules]\n",
        "[ tool . 'delint' ]\njobs = 1",
        "['tool'.\"delint\"]\njobs = 1",
        "[tool]\ndelint = {jobs = 1}",
        "[tool]\ndelint.jobs = 1",
        "tool.delint.jobs = 1",
        "tool = {delint = {jobs = 1}}",
        '["\\u0074ool"."d\\u0065lint"]\njobs = 1',
        '[tool."d\\U00000065lint"]\njobs = 1',
    ],
)
def test_the_section_is_found_however_its_name_is_written(write, tmp_path, text):
    assert find_config([tmp_path]) is None
    path = write("pyproject.toml", text)
    assert "delint" in tomllib.loads(text)["tool"]
    assert find_config([tmp_path]) == path


def test_a_pyproject_that_speaks_of_delint_elsewhere_is_passed_over(write, tmp_path):
    write("pyproject.toml", "[project]\nname = 'delint'\n[tool.ruff]\nsrc = ['tool']\n")
    assert find_config([tmp_path]) is None


def test_the_second_start_counts_where_the_first_has_none(write, tmp_path):
    write("here/delint.toml", "jobs = 3")
    assert load_settings([tmp_path, tmp_path / "here"]).jobs == 3


def test_options_win_over_pairs_over_the_file_over_what_it_extends(write, tmp_path):
    base = write("base.toml", "jobs = 1\nfail-on = 'error'\npreview = true\nmax-removed = 0.1")
    main = write("delint.toml", "extend = 'base.toml'\njobs = 2\nfail-on = 'info'\npreview=false")
    settings = load_settings(
        [tmp_path], Wanted(config=["jobs = 3", "fail-on='warning'"], options={"jobs": 4})
    )
    assert (settings.jobs, settings.fail_on) == (4, Severity.WARNING)
    assert (settings.preview, settings.max_removed) == (False, 0.1)
    assert settings.files == (base, main)


def test_tables_join_and_lists_replace_or_add(write, tmp_path):
    write(
        "base.toml",
        """
        exclude = ["a"]
        extend-exclude = ["b"]
        packs = ["p"]
        [severity]
        PLY = "error"
        CAP = "info"
        [rules.PLY001]
        x = 1
        y = 1
        [[allow]]
        rule = "PLY"
        text = "x"
        """,
    )
    write(
        "sub/delint.toml",
        """
        extend = "../base.toml"
        exclude = ["c"]
        extend-exclude = ["d"]
        packs = ["q"]
        [severity]
        CAP = "error"
        [rules.PLY001]
        y = 2
        [[allow]]
        rule = "CAP"
        text = "x"
        """,
    )
    settings = load_settings([tmp_path / "sub"])
    assert (settings.exclude, settings.extend_exclude) == (("c",), ("b", "d"))
    assert settings.packs == (tmp_path / "sub/../p", tmp_path / "sub/q")
    assert settings.severity == {"PLY": Severity.ERROR, "CAP": Severity.ERROR}
    assert settings.rules == {"PLY001": {"x": 1, "y": 2}}
    assert [entry.rule for entry in settings.allow] == ["PLY", "CAP"]


def test_each_layer_keeps_its_selectors(write, tmp_path):
    write("base.toml", "select = ['PLY']")
    path = write("delint.toml", "extend = 'base.toml'\nextend-ignore = ['PLY001']")
    wanted = Wanted(options={"extend-select": ["CAP"]})
    assert load_settings([tmp_path], wanted).choices == (
        Choice(f"{tmp_path / 'base.toml'}", select=("PLY",)),
        Choice(f"{path}", extend_ignore=("PLY001",)),
        Choice("the command line", extend_select=("CAP",)),
    )


def test_isolated_reads_only_what_is_named(write, tmp_path):
    path = write("delint.toml", "jobs = 2")
    assert load_settings([tmp_path], Wanted(isolated=True)) == dataclasses.replace(
        Settings(), choices=(Choice("the command line"),)
    )
    assert load_settings([tmp_path], Wanted(isolated=True, config=[str(path)])).jobs == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jobs = 1\nselct = []", r"delint\.toml:2: unknown key 'selct'; did you mean 'select'\?"),
        ("x = [", r"delint\.toml: "),
        ("\njobs = 'many'", r"delint\.toml:2: jobs must be a whole number"),
        ("[severity]\nPLY = 'bad'", r"delint\.toml:2: severity\.PLY must be one of"),
        ("extend = 'none.toml'", r"none\.toml: cannot be read: No such file"),
        ("extend = 'delint.toml'", "a configuration extends itself: .*delint.toml extends .*"),
        ("extend = 3", "extend must be a list of strings, not 3"),
        ("files = []", "unknown key 'files'"),
        ("choices = []", "unknown key 'choices'"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(write, tmp_path, text, message):
    write("delint.toml", text)
    with pytest.raises(ConfigError, match=message):
        load_settings([tmp_path])


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("nothing.toml", "nothing.toml: cannot be read"),
        ("jobz=1", "--config 'jobz=1': unknown key 'jobz'; did you mean 'jobs'"),
        ("jobs=x", "--config 'jobs=x':1:6: Invalid value"),
    ],
)
def test_a_wrong_option_is_told(tmp_path, config, message):
    with pytest.raises(ConfigError, match=message):
        load_settings([tmp_path], Wanted(config=[config]))


def test_a_pyproject_without_section_cannot_be_named(write):
    path = write("pyproject.toml", "[project]\n")
    with pytest.raises(ConfigError, match=r"there is no \[tool.delint\]"):
        load_settings([], Wanted(config=[str(path)]))


def test_lines_in_pyproject_are_found_below_its_section(write, tmp_path):
    write("pyproject.toml", "[project]\njobs = 1\n[tool.delint]\nselect = ['PLY']\njobs = -1\n")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:5: tool\.delint\.jobs must"):
        load_settings([tmp_path])


def test_every_setting_has_a_key_and_every_key_a_setting():
    settings = {item.name for item in dataclasses.fields(Settings)} - {"files", "choices"}
    assert {field_of(key) for key in VALUES} == settings
    choice = {item.name for item in dataclasses.fields(Choice)} - {"origin"}
    assert {field_of(key) for key in CHOICE} == choice


def test_the_template_is_valid_and_does_nothing():
    assert checked(tomllib.loads(TEMPLATE), Spot("t", "", Path())).given == {}


def test_the_template_shows_every_key_and_stays_valid_without_its_marks():
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines() if _is_setting(line)]
    table = tomllib.loads("\n".join(lines))
    assert table.keys() == {*CHOICE, *VALUES, EXTEND}
    layer = checked({k: v for k, v in table.items() if k != EXTEND}, Spot("t", "", Path("/")))
    assert layer.given.keys() == {field_of(key) for key in VALUES}
    for key in ("preview", "min-severity", "fail-on", "unsafe-fixes", "max-removed", "jobs"):
        assert layer.given[field_of(key)] == getattr(Settings(), field_of(key))


def _is_setting(line):
    return line.startswith(("# [", '# "')) or ("# " in line[:2] and " = " in line)


def test_what_is_shown_is_read_as_the_same(write, tmp_path):
    write(
        "delint.toml",
        """
        select = ["PLY"]
        exclude = ["/x"]
        cache-dir = "c"
        [severity]
        PLY = "error"
        [per-file-ignores]
        "a/*" = ["PLY"]
        [[allow]]
        rule = "PLY"
        text = "x"
        until = 2030-12-31
        """,
    )
    settings = load_settings([tmp_path])
    for defaults in (True, False):
        (tmp_path / "again").mkdir(exist_ok=True)
        text = shown(settings, defaults=defaults)
        write("again/delint.toml", text.replace(str(tmp_path) + "/x", "/x"))
        assert f'select = ["PLY"]  # {tmp_path / "delint.toml"}' in text
        assert ("jobs = 0" in text) is defaults
        again = load_settings([tmp_path / "again"])
        for name in ("severity", "cache_dir", "jobs"):
            assert getattr(again, name) == getattr(settings, name)
        assert again.allow[0].until == settings.allow[0].until
