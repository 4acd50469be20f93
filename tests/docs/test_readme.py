"""What README.md shows is what happens."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Run = Callable[[str], tuple[int, str]]


def blocks(root: Path, language: str) -> list[str]:
    text = (root / "README.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.+?)^```", text, re.MULTILINE | re.DOTALL)


def test_output_shown_is_what_the_commands_print(
    delint: Run, root: Path, script: Callable[[str], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    shown = [block for block in blocks(root, "console") if block.startswith("$ ")]
    assert shown
    for block in shown:
        command, output = block.removeprefix("$ ").split("\n", 1)
        assert delint(command)[1].rstrip() == output.rstrip(), "run python docs/make_readme.py"
    assert len(shown) == len(script("make_readme")._BLOCK.findall((root / "README.md").read_text()))


def test_python_shown_runs(root: Path, delint: Run, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = blocks(root, "python")

    exec(compile(block, "README.md", "exec"), {})

    assert capsys.readouterr().out == "3 CAP001 doubled-caption SAFE\n"


def test_configuration_shown_is_valid(root: Path, delint: Run, tmp_path: Path) -> None:
    (block,) = blocks(root, "toml")
    (tmp_path / "delint.toml").write_text(block)
    assert delint(f"delint config show --config {tmp_path / 'delint.toml'}")[0] == 0


def test_every_family_with_rules_is_told(root: Path, script: Callable[[str], ModuleType]) -> None:
    text = (root / "README.md").read_text("utf-8")
    families = {name[:3] for name in script("make_rules").pages() if name != "README.md"}
    assert set() == {family for family in families if f"| `{family}` " not in text}
