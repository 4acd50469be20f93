"""The reference pages are written from the rules and the commands, and are current."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from lint.checks import bind
from lint.config.keys import CHOICE, EXTEND, VALUES
from lint.config.settings import Settings
from lint.config.toml import toml_value
from lint.output.formats import FORMATS
from lint.packs import load_rules

Load = Callable[[str], ModuleType]


def test_rule_pages_are_current(script: Load) -> None:
    assert script("make_rules").stale() == [], "run python docs/make_rules.py"


def test_a_changed_a_missing_and_a_left_over_page_are_stale(
    script: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = script("make_rules")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    module.write()
    assert module.stale() == []

    (tmp_path / "CAP001.md").write_text("edited by hand")
    (tmp_path / "CAP002.md").unlink()
    (tmp_path / "OLD001.md").write_text("a rule that is gone")

    assert module.stale() == ["CAP001.md", "CAP002.md", "OLD001.md"]
    module.write()
    assert module.stale() == []


def test_a_page_says_all_of_its_rule(script: Load) -> None:
    pages = script("make_rules").pages()
    for rule in load_rules():
        page = pages[f"{rule.code}.md"]
        for fact in (rule.name, rule.summary, rule.why, rule.check, rule.severity.value):
            assert fact in page
        for parameter in bind(rule).params.__dataclass_fields__:
            assert f"`{parameter}`" in page or not getattr(bind(rule).params, parameter)


def test_a_page_says_how_right_its_rule_was(script: Load, root: Path) -> None:
    module = script("make_rules")
    counted = json.loads((root / "benchmarks/quality.json").read_text("utf-8"))["found"]
    row, pages = counted["CAP001 safe"], module.pages()

    told = f"| safe | {row['right'] + row['wrong']:,} | {row['right']:,} | {row['precision']:.1%} |"
    assert told in pages["CAP001.md"]
    unknown = {name[:6] for name, page in pages.items() if "precision is not known" in page}
    known = {
        name[:6] for name, page in pages.items() if "no part of the article | precision" in page
    }
    assert unknown
    assert known == {key[:6] for key in counted} & {name[:6] for name in pages}
    assert not unknown & known


def test_an_example_cannot_close_its_block(script: Load) -> None:
    block = script("make_rules")._block("a\n````\nb\x1b\n")

    assert block == "`````text\na\n````\nb\\x1b\n`````\n"


def test_command_page_is_current(script: Load) -> None:
    module = script("make_commands")
    assert module.text() == module.PAGE.read_text("utf-8"), "run python docs/make_commands.py"


def test_every_command_and_option_has_help(script: Load) -> None:
    found = dict(script("make_commands").commands())
    assert found.keys() >= {"check", "fix", "restore", "rule", "test-rules", "config show"}
    for name, command in found.items():
        assert command.help, name
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.opts[0]}"


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "docs/guide.md"])
def test_every_command_is_told(script: Load, root: Path, page: str) -> None:
    text = (root / page).read_text("utf-8")
    names = {name.split()[0] for name, _ in script("make_commands").commands()}
    assert sorted(name for name in names if f"delint {name}" not in text) == []


def test_guide_has_every_key_with_its_default(root: Path) -> None:
    guide = (root / "docs/guide.md").read_text("utf-8")
    missing = [k for k in (EXTEND, *CHOICE, *VALUES) if f"| `{k}` |" not in guide]
    assert missing == []
    plain = {key: getattr(Settings(), key.replace("-", "_")) for key in VALUES}
    for key, default in plain.items():
        if isinstance(default, bool | int | float | str):
            assert f"| `{key}` | `{toml_value(default)}` |" in guide


def test_guide_has_every_format(root: Path) -> None:
    guide = (root / "docs/guide.md").read_text("utf-8")
    assert [name for name in FORMATS if f"| `{name}` |" not in guide] == []


def test_rules_as_json_are_those_of_the_index(
    delint: Callable[[str], tuple[int, str]], root: Path
) -> None:
    code, out = delint("delint rule --all --format json --isolated")
    index = (root / "docs/rules/README.md").read_text("utf-8")
    assert code == 0
    codes = [rule["code"] for rule in json.loads(out)["rules"]]
    assert [code for code in codes if f"[{code}]({code}.md)" not in index] == []


def test_toml_in_the_guide_is_a_valid_configuration(
    delint: Callable[[str], tuple[int, str]], root: Path, tmp_path: Path
) -> None:
    blocks = (root / "docs/guide.md").read_text("utf-8").split("```toml\n")[1:]
    assert blocks
    for number, block in enumerate(blocks):
        path = tmp_path / str(number) / "delint.toml"
        path.parent.mkdir()
        path.write_text(block.split("```")[0], encoding="utf-8")
        assert tomllib.loads(path.read_text("utf-8"))
        assert delint(f"delint config show --config {path}")[0] == 0
