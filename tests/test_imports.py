"""Imports go one way, as the design says: nothing reaches up, and nothing goes round."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import lint

ROOT = Path(lint.__file__).parent

BASE = {"errors", "finding", "batch", "light", "rule"}
# Each upper part with the only ones that may import it: cli -> engine -> checks -> kernels, output
# -> finding, fix -> finding. What is new may import none of them before it stands here.
USERS = {
    "cli": {"__main__"},
    "integrations": set(),
    "output": {"cli"},
    "baseline": {"cli"},
    "memory": {"cli"},
    "hits": {"engine", "checks", "inspected", "overlap", "kept", "memory", "output"},
    "kept": {"memory"},
    "stamps": {"cli"},
    "suppress": {"cli"},
    "config": {"cli", "suppress"},
    "examples": {"cli"},
    "cleaning": {"lint", "integrations"},
    "engine": {"cli", "cleaning", "examples", "memory", "near"},
    "workers": {"engine", "near"},
    "inspected": {"engine", "memory", "near"},
    "processes": {"cli", "engine", "workers"},
    "checks": {"cli", "engine", "near"},
    "near": {"cli", "checks", "examples", "output"},
    "fix": {"cli", "cleaning", "memory", "near", "output"},
    "corpus": {"cli", "lint", "cleaning", "examples", "fix", "integrations", "near"} | {"suppress"},
    "locate": {"cli", "lint", "integrations", "output"},
    "selection": {"cli", "cleaning", "config", "suppress"},
    "packs": {"cli", "cleaning", "examples", "output"},
}


def nodes(tree):
    """Yield the nodes of a file that run: those for type checkers only are left out."""
    for node in ast.iter_child_nodes(tree):
        test = ast.unparse(node.test) if isinstance(node, ast.If) else ""
        if "TYPE_CHECKING" not in test:
            yield node
            yield from nodes(node)


def imported(path):
    """Return the modules of lint that a file imports, at its top or in a function."""
    modules = set()
    for node in nodes(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            modules |= {name if name in MODULES else node.module for name in inner}
    return modules & MODULES.keys()


def module_of(path):
    return ".".join(("lint", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(
        ".__init__"
    )


MODULES = {module_of(path): path for path in ROOT.rglob("*.py")}


def part_of(module):
    return module.split(".")[1] if "." in module else "lint"


@pytest.fixture(scope="module")
def modules():
    """For each module of lint: the others that it imports."""
    return {module: imported(path) - {module} for module, path in MODULES.items()}


@pytest.fixture(scope="module")
def graph(modules):
    """For each part of lint (what stands directly in it): the other parts that it imports."""
    parts = {part_of(module): set() for module in modules}
    for module, found in modules.items():
        parts[part_of(module)] |= {part_of(other) for other in found} - {part_of(module)}
    return parts


@pytest.mark.parametrize("part", USERS)
def test_a_part_is_imported_from_above_only(graph, part):
    assert {user for user, found in graph.items() if part in found} == USERS[part]


def test_only_the_report_and_the_diff_look_beyond_findings(modules):
    """The other formats need neither pairs of documents nor texts after fixing."""
    formats = {m: found for m, found in modules.items() if m.startswith("lint.output.")}
    reach = {m for m, found in formats.items() if {"near", "fix"} & set(map(part_of, found))}
    others = {module for module in reach if not module.startswith("lint.output.html.")}
    assert others == {"lint.output.diff", "lint.output.fixed"}


def test_the_ground_stands_on_nothing(graph):
    assert {part: graph[part] - BASE for part in BASE if graph[part] - BASE} == {}
    assert graph["kernels"] <= BASE


def test_nothing_goes_round(modules):
    list(TopologicalSorter(modules).static_order())


def test_no_import_is_relative_and_click_is_typers_own_matter():
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not node.level, path
                assert (node.module or "").split(".")[0] != "click", path
            elif isinstance(node, ast.Import):
                assert "click" not in {alias.name.split(".")[0] for alias in node.names}, path
