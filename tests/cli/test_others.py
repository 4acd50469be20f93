"""rule, test-rules, init, config, version and completion."""

import json

import pytest

import lint
from lint.cli.complete import complete_format, complete_rule
from lint.config.template import TEMPLATE
from lint.packs import bundled


@pytest.mark.parametrize("way", ["version", "--version", "-V"])
def test_version(delint, way):
    assert delint(way).out == f"delint {lint.__version__}\n"


def test_rules_are_listed(delint):
    lines = delint("rule").lines
    [line] = [line for line in lines if line.startswith("TST001")]
    assert line.split()[:5] == ["TST001", "bad-word", "warning", "safe", "stable"]
    assert line.endswith("The word BAD stands in the text.")
    assert len(lines) == 3


def test_enabled_rules_are_listed_with_the_reason(delint, project):
    lines = delint("rule", "--enabled", "--ignore", "TST002").lines
    assert [line[:6] for line in lines] == ["TST001", "TST003"]
    assert lines[0].endswith(f"selected by 'TST' of {project / 'delint.toml'}")


@pytest.mark.parametrize("name", ["TST001", "bad-word"])
def test_a_rule_is_explained_by_code_or_name(delint, name):
    out = delint("rule", name, "--config", "severity={TST='error'}").out
    assert out.startswith("TST001 bad-word\nThe word BAD stands in the text.\n")
    assert "severity   error" in out
    assert "It does not belong there." in out


def test_rules_as_json(delint):
    whole = json.loads(delint("rule", "TST", "--format", "json").out)
    assert whole["version"] == 1
    assert [rule["code"] for rule in whole["rules"]] == ["TST001", "TST002", "TST003"]
    assert whole["rules"][0]["params"] == {"patterns": ["BAD.*"]}


def test_rules_as_markdown(delint):
    out = delint("rule", "TST001", "TST002", "--format", "markdown").out
    assert out.startswith("# TST001 bad-word\n")
    assert "\n# TST002 odd-word\n" in out


def test_an_unknown_rule_is_told(delint):
    result = delint("rule", "TST009")
    assert (result.code, result.out) == (2, "")
    assert "there is no rule 'TST009'; did you mean 'TST00" in result.err


EXAMPLES = """
[[invalid]]
text = "a\\nBAD\\n"
lines = [2]
fixed = "{fixed}"
[[invalid]]
text = "BAD x\\nb\\n"
lines = [1]
[[invalid]]
text = "c\\nBAD\\nBAD\\n"
lines = [2, 3]
[[valid]]
text = "good"
[[valid]]
text = "bad luck? no"
[[valid]]
text = "notBAD"
"""


@pytest.mark.parametrize(
    ("fixed", "code", "last"),
    [
        ("a\\n", 0, "6 examples of 1 rule: all pass."),
        ("b\\n", 1, "6 examples of 1 rule: 1 failure."),
    ],
)
def test_examples_of_a_pack_are_run(delint, project, fixed, code, last):
    rule = (project / "pack/TST001-bad-word.toml").read_text()
    (project / "mine").mkdir()
    text = rule.replace("BAD.*", r"BAD( \\p{L}+)?").replace("\\\\", "\\")
    examples = EXAMPLES.format(fixed=fixed)
    (project / "mine/TST001-bad-word.toml").write_text(text + examples)
    result = delint("test-rules", "mine")
    assert (result.code, result.lines[-1]) == (code, last)
    if code:
        assert result.lines[0].startswith("mine/TST001-bad-word.toml: TST001 invalid[1]: ")


def test_init_writes_a_configuration_once(delint, project):
    (project / "new").mkdir()
    assert delint("init", "new").code == 0
    assert (project / "new/delint.toml").read_text() == TEMPLATE
    again = delint("init", "new")
    assert again.code == 2
    assert "new/delint.toml: exists already; --force writes over it" in again.err
    assert delint("init", "new", "--force").code == 0


def test_config_shows_what_is_in_force(delint, project):
    out = delint("config", "show", "--no-defaults").out
    assert out.splitlines() == [
        f"# from {project / 'delint.toml'}",
        f'select = ["TST"]  # {project / "delint.toml"}',
        f'packs = ["{project / "pack"}"]',
        "jobs = 1",
    ]
    assert 'fail-on = "warning"' in delint("config", "show").out


def test_config_path(delint, project):
    assert delint("config", "path").lines == [str(project / "delint.toml")]
    assert delint("config", "path", "--isolated").out == ""


def test_completion_knows_rules_and_formats():
    stems = sorted(path.stem for path in bundled("rules").rglob("*.toml"))
    code, _, name = stems[0].partition("-")
    assert (code, name) in list(complete_rule(code[:3]))
    assert (f"X,{name}", code) in list(complete_rule(f"X,{name[:-1]}"))
    assert [word for word, _ in complete_format("js")] == ["json", "jsonl"]


def test_completion_in_the_shell(process):
    env = {
        "_DELINT_COMPLETE": "complete_bash",
        "COMP_WORDS": "delint check --select CAP",
        "COMP_CWORD": "3",
    }
    out, _ = process(env=env).communicate(timeout=60)
    assert b"CAP001" in out.split()


def test_help_is_plain_text(delint):
    for args in (["--help"], ["check", "-h"], ["fix", "--help"], ["config", "show", "--help"]):
        result = delint(*args)
        assert result.code == 0
        assert result.out.startswith("Usage: delint")
        assert not set(result.out) & set("╭│\x1b")
