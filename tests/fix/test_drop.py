"""Whole documents that go, and come back."""

import gzip
import json
import os
import re

import pytest

from lint.errors import InputError
from lint.fix.chunk import Dropped
from lint.fix.restore import restore

LEDGER = "delint.ledger"
ROWS = [{"id": str(n), "text": f"số {n} [[x]] \u00e9"} for n in range(4)]


def lines(rows, **options):
    return "".join(json.dumps(row, **options) + "\n" for row in rows)


@pytest.mark.parametrize("ascii_only", [True, False])
def test_a_record_goes_with_its_line_and_comes_back(tree, fix, contents, ascii_only):
    folder = tree({"a.jsonl": lines(ROWS, ensure_ascii=ascii_only)})
    before = contents(".")

    summary = fix("a.jsonl", drops={("a.jsonl", 2): Dropped(1, "like another")}, max_removed=0.9)

    kept = [json.loads(line) for line in contents(".")["a.jsonl"].splitlines()]
    assert [row["id"] for row in kept] == ["0", "2", "3"]
    assert all("[[x]]" not in row["text"] for row in kept)
    assert summary.done.dropped == 1
    assert summary.done.by_rule["TST001"] == 1
    assert '"like another"' in (folder / LEDGER).read_text("utf-8")
    assert restore(folder / LEDGER).files == ["a.jsonl"]
    assert contents(".") == before


def test_the_last_record_without_a_newline_goes_alone(tree, fix, contents):
    tree({"a.jsonl": '{"text": "a"}\r\n{"text": "b"}'})

    fix("a.jsonl", drops={("a.jsonl", 2): Dropped(0, "")}, max_removed=0.9)

    assert contents(".")["a.jsonl"] == b'{"text": "a"}\r\n'


@pytest.mark.parametrize("name", ["b.txt", "b.txt.gz"])
def test_a_file_goes_and_comes_back(tree, fix, contents, name):
    folder = tree({"a.txt": "one", "c.txt": "two"})
    content = b"same [[words]]"
    (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    before = contents(".")

    fix(".", drops={(name, None): Dropped(0, "like a.txt")})

    assert sorted(contents(".")) == ["a.txt", "c.txt"]
    assert restore(folder / LEDGER).files == [name]
    assert contents(".") == before
    assert restore(folder / LEDGER).unchanged == 1


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are those of POSIX")
@pytest.mark.parametrize("name", ["b.txt", "b.txt.gz"])
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o400])
def test_a_dropped_file_comes_back_with_its_permissions(tree, fix, name, mode):
    folder = tree({"a.txt": "one"})
    (folder / name).write_bytes(gzip.compress(b"same") if name.endswith(".gz") else b"same")
    (folder / name).chmod(mode)

    fix(".", drops={(name, None): Dropped(0, "like a.txt")})
    restore(folder / LEDGER)

    assert mode == (folder / name).stat().st_mode & 0o7777


@pytest.mark.skipif(os.name != "posix", reason="permissions of files are those of POSIX")
@pytest.mark.parametrize(("noted", "mode"), [("", 0o644), (', "mode": 2541', 0o755)])
def test_a_ledger_gives_permissions_alone_and_need_not_have_them(tree, fix, noted, mode):
    folder = tree({"b.txt": "same"})
    fix(".", drops={("b.txt", None): Dropped(0, "like a.txt")}, max_removed=1)
    ledger = folder / LEDGER
    ledger.write_text(re.sub(', "mode": [0-9]+', noted, ledger.read_text()))

    umask = os.umask(0o022)
    try:
        assert restore(ledger).files == ["b.txt"]
    finally:
        os.umask(umask)

    assert mode == (folder / "b.txt").stat().st_mode & 0o7777


def test_a_damaged_mode_is_told(tree, fix):
    folder = tree({"b.txt": "same"})
    fix(".", drops={("b.txt", None): Dropped(0, "like a.txt")}, max_removed=1)
    ledger = folder / LEDGER
    ledger.write_text(re.sub('"mode": [0-9]+', '"mode": "all"', ledger.read_text()))

    with pytest.raises(InputError, match="line 4 is damaged"):
        restore(ledger)


def test_a_dropped_file_is_not_copied_into_a_folder_and_can_be_made_there(tree, fix, contents):
    folder = tree({"a.txt": "one", "b.txt": "same"})

    fix(".", into="out", drops={("b.txt", None): Dropped(0, "like a.txt")})

    assert sorted(contents("out")) == ["a.txt"]
    assert restore(folder / "out" / LEDGER).files == ["b.txt"]
    assert contents("out") == {"a.txt": b"one", "b.txt": b"same"}


def test_the_guard_counts_dropped_documents(tree, fix, contents):
    tree({"a.jsonl": lines([{"text": f"{n}"} for n in range(4)])})
    drops = {("a.jsonl", n): Dropped(0, "") for n in (1, 2, 3)}

    summary = fix("a.jsonl", drops=drops)

    assert "75%" in str(summary.refused[0])
    assert contents(".")["a.jsonl"].count(b"\n") == 4
