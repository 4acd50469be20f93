"""What is accepted is not found: by pattern of paths, by text, until a day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from lint.batch import Batch, Place, Strings
from lint.config import Allow
from lint.finding import Hit, Level, Severity
from lint.rule import Rule
from lint.suppress import Suppressions

RULES = [
    Rule(code, name, "line-pattern", Severity.WARNING, Level.SAFE, "", "", "")
    for code, name in (("PLY001", "player-clock"), ("SRC001", "source-line"))
]
TODAY = date(2030, 1, 2)
HERE = Path.cwd().as_posix()


@dataclass
class Files:
    paths: list[str]

    def place(self, document):
        return Place(self.paths[document], None, "")


BATCH = Batch(Strings.of(["Nguồn:  BÁO\u00a0tỉnh"] * 2), None, None, Files(["a/x.txt", "b/y.txt"]))
HITS = [Hit(document, 0, 22, rule) for document in (0, 1) for rule in (0, 1)]


def kept(per_file=None, allow=()):
    suppressions = Suppressions(RULES, per_file or {}, allow, TODAY)
    return [(hit.document, hit.rule) for hit in suppressions.keep(BATCH, HITS)]


@pytest.mark.parametrize(
    ("per_file", "expected"),
    [
        ({}, [(0, 0), (0, 1), (1, 0), (1, 1)]),
        ({"x.txt": ["PLY"]}, [(0, 1), (1, 0), (1, 1)]),
        ({f"{HERE}/a/*": ["source-line", "PLY001"]}, [(1, 0), (1, 1)]),
        ({"*.txt": ["ALL"]}, []),
        ({"*.md": ["ALL"]}, [(0, 0), (0, 1), (1, 0), (1, 1)]),
        ({"*.txt": ["PLY"], "y.txt": ["SRC"]}, [(0, 1)]),
    ],
)
def test_per_file_ignores(per_file, expected):
    assert kept(per_file) == expected


@pytest.mark.parametrize(
    ("allow", "expected"),
    [
        (Allow("SRC", text="nguồn: báo tỉnh"), [(0, 0), (1, 0)]),
        (Allow("SRC", text="nguồn: báo"), [(0, 0), (0, 1), (1, 0), (1, 1)]),
        (Allow("SRC", text="nguồn: báo tỉnh", paths=("x.txt",)), [(0, 0), (1, 0), (1, 1)]),
        (Allow("ALL", paths=("y.txt",)), [(0, 0), (0, 1)]),
        (Allow("SRC", paths=("*",), until=TODAY), [(0, 0), (1, 0)]),
        (Allow("SRC", paths=("*",), until=date(2030, 1, 1)), [(0, 0), (0, 1), (1, 0), (1, 1)]),
    ],
    ids=["text", "part", "text-and-path", "path", "last-day", "expired"],
)
def test_allow(allow, expected):
    assert kept(allow=[allow]) == expected


def test_decomposed_text_is_allowed_by_composed():
    batch = Batch(Strings.of(["a\u0323"]), None, None, Files(["a"]))
    suppressions = Suppressions(RULES, {}, [Allow("PLY", text="ạ")], TODAY)
    assert suppressions.keep(batch, [Hit(0, 0, 3, 0)]) == []


def test_entries_without_use_and_past_their_day_are_known():
    used = Allow("PLY", paths=("*",), where="1")
    unused = Allow("PLY", text="x", where="2")
    expired = Allow("PLY", text="y", until=date(2029, 1, 1), where="3")
    suppressions = Suppressions(RULES, {}, [unused, used, expired], TODAY)
    suppressions.keep(BATCH, HITS)
    assert suppressions.unused == [unused]
    assert suppressions.expired == [expired]
