"""What docs/pre-commit.md, docs/ci.md and the guide show of hooks and servers is valid and true."""

import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import lint

PAGES = ("docs/pre-commit.md", "docs/ci.md", "docs/guide.md")
_BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(root: Path, page: str) -> list[str]:
    return [textwrap.dedent(b) for b in _BLOCK.findall((root / page).read_text("utf-8"))]


def found(node: object, key: str) -> list[Any]:
    """Return every value that stands under `key`, however deep."""
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    here = [node[key]] if isinstance(node, dict) and key in node else []
    return here + [value for inner in below for value in found(inner, key)]


def table(root: Path, heading: str) -> dict[str, list[str]]:
    """Return the rows of a table of docs/ci.md by their first cell, without backquotes."""
    text = (root / "docs/ci.md").read_text("utf-8").partition(f"\n| {heading} |")[2]
    rows = (re.split(r" *\| *", line.strip("| ")) for line in text.partition("\n\n")[0].split("\n"))
    return {cells[0].strip("`"): [cell.strip("`") for cell in cells[1:]] for cells in [*rows][2:]}


@pytest.mark.parametrize("page", PAGES)
def test_hooks_that_are_shown_exist(root: Path, page: str) -> None:
    hooks = {h["id"] for h in yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    shown = [i for block in blocks(root, page) for i in found(yaml.safe_load(block), "id")]
    assert set(shown) - hooks <= {"delint"}  # the step whose output code scanning reads
    assert shown or page == "docs/ci.md"


@pytest.mark.parametrize("page", ["docs/pre-commit.md", "docs/guide.md"])
def test_configurations_of_pre_commit_are_valid(root: Path, page: str, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    whole = [block for block in blocks(root, page) if block.startswith("repos:")]
    assert whole
    for block in whole:
        (tmp_path / "config.yaml").write_text(block, encoding="utf-8")
        words = [sys.executable, "-m", "pre_commit", "validate-config", "config.yaml"]
        done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


def test_the_hook_of_an_installed_delint_is_the_one_that_is_offered(root: Path) -> None:
    offered = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
    (local,) = (b for b in blocks(root, "docs/pre-commit.md") if "repo: local" in b)
    (hook,) = yaml.safe_load(local)["repos"][0]["hooks"]
    kept = {key: offered[key] for key in offered.keys() - {"description", "language"}}
    assert hook == kept | {"language": "system"}


@pytest.mark.parametrize(
    ("schema", "first"), [("vendor.github-workflows", "on:"), ("vendor.gitlab-ci", "include:")]
)
def test_files_for_servers_are_valid(
    root: Path, tmp_path: Path, schema_errors: Callable[[str, Path], str], schema: str, first: str
) -> None:
    (block,) = (block for block in blocks(root, "docs/ci.md") if block.startswith(first))
    (tmp_path / "file.yml").write_text(block, encoding="utf-8")
    assert schema_errors(schema, tmp_path / "file.yml") == ""


def test_inputs_and_outputs_are_told(root: Path) -> None:
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    told = {name: cells[0] for name, cells in table(root, "input").items()}
    defaults = {name: spec["default"] for name, spec in action["inputs"].items()}
    assert told == defaults | {"version": "that of the action"}
    assert table(root, "output").keys() == action["outputs"].keys()


@pytest.mark.parametrize("page", PAGES)
def test_inputs_and_outputs_that_are_shown_exist(root: Path, page: str) -> None:
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    steps = [s for b in blocks(root, page) for s in steps_of(yaml.safe_load(b)) if "with" in s]
    ours = [step["with"] for step in steps if step["uses"].startswith("OWNER/delint@")]
    assert {name for given in ours for name in given} <= action["inputs"].keys()
    outputs = re.findall(r"steps\.delint\.outputs\.([\w-]+)", "".join(blocks(root, page)))
    assert set(outputs) <= action["outputs"].keys()
    assert ours or page == "docs/pre-commit.md"


def steps_of(node: object) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [step for step in node if "uses" in step]
    return [step for steps in found(node, "steps") for step in steps]


def test_variables_are_told(root: Path) -> None:
    job = yaml.safe_load((root / "ci/gitlab.yml").read_text("utf-8"))["delint"]
    ours = {name for name, value in job["variables"].items() if "$" not in value}
    assert table(root, "variable").keys() == ours
    (block,) = (block for block in blocks(root, "docs/ci.md") if block.startswith("include:"))
    assert yaml.safe_load(block)["delint"]["variables"].keys() == ours


@pytest.mark.parametrize("page", PAGES)
def test_the_version_that_is_shown_is_this_one(root: Path, page: str) -> None:
    shown = set(re.findall(r"\bv(\d+\.\d+\.\d+)", "".join(blocks(root, page))))
    assert shown == {lint.__version__}
