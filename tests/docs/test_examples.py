"""The example corpus shows what it says: faults where there are faults, none in clean articles."""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.rule import FAMILIES

Run = Callable[[str], tuple[int, str]]
Found = dict[str, dict[str, str]]


@pytest.fixture
def found(delint: Run) -> Found:
    """Return the severity of each rule found, by file below examples/ or by record id."""
    _, out = delint("delint check examples/articles examples/news.jsonl --isolated --output jsonl")
    codes: Found = defaultdict(dict)
    for line in out.splitlines():
        row = json.loads(line)
        name = row["path"].removeprefix("examples/") if row["record"] is None else row["id"]
        codes[name][row["code"]] = row["severity"]
    return codes


def table(root: Path) -> dict[str, set[str]]:
    """Return what examples/README.md says is found in each file or record."""
    text = (root / "examples/README.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|.*\| ([^|]*)\|$", text, re.MULTILINE)
    return {name: set(re.findall(r"[A-Z]{3}\d{3}", codes)) for name, codes in rows}


def ids(root: Path) -> list[str]:
    lines = (root / "examples/news.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["id"] for line in lines]


def test_every_article_and_record_is_told(root: Path) -> None:
    articles = [f"articles/{path.name}" for path in (root / "examples/articles").iterdir()]
    assert sorted([*articles, *ids(root)]) == sorted(table(root))


def test_what_is_told_is_found(root: Path, found: Found) -> None:
    assert {name: codes for name, codes in table(root).items() if codes} == {
        name: codes & found[name].keys() for name, codes in table(root).items() if codes
    }


def test_clean_articles_have_nothing_above_info(root: Path, found: Found) -> None:
    clean = [name for name, codes in table(root).items() if not codes]
    assert len(clean) >= 5
    assert {n: found[n] for n in clean if set(found[n].values()) - {"info"}} == {}


def test_every_family_is_shown(found: Found) -> None:
    assert set(FAMILIES) == {code[:3] for codes in found.values() for code in codes}


def test_the_readme_of_the_examples_is_clean(delint: Run) -> None:
    assert delint("delint check examples/README.md --isolated")[0] == 0


def test_fixing_and_restoring_gives_every_byte_back(
    delint: Run, root: Path, tmp_path: Path
) -> None:
    original = files(root / "examples")
    assert delint(f"delint fix examples -o {tmp_path} --unsafe-fixes --isolated --quiet")[0] < 2
    cleaned = files(tmp_path)
    assert original.keys() <= cleaned.keys()
    assert len([n for n in original if original[n] != cleaned[n]]) >= 6

    assert delint(f"delint restore {tmp_path}")[0] == 0
    assert original == {name: files(tmp_path)[name] for name in original}


def files(folder: Path) -> dict[str, bytes]:
    paths = [*folder.rglob("*.txt"), *folder.rglob("*.md"), *folder.rglob("*.jsonl")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_own_pack_passes_and_finds_the_note(delint: Run) -> None:
    assert delint("delint test-rules examples/rules")[0] == 0
    line = "delint check examples/articles --isolated --pack examples/rules --select EDT"
    code, out = delint(line)
    assert code == 1
    assert "thu-vien-tren-xe-cam.txt:" in out
    assert out.count("EDT001") == 1
