"""docs/stability.md names the numbers that are written."""

import re
from pathlib import Path

import pytest

from lint import baseline
from lint.cli.command import CLEAN, FAILED, FINDINGS, INTERRUPTED
from lint.fix import ledger
from lint.near import indexfile
from lint.output import record


@pytest.mark.parametrize(
    ("surface", "number"),
    [
        ("`json` and `jsonl`", record.VERSION),
        ("ledger", ledger.VERSION),
        ("baseline", baseline.VERSION),
        ("index", indexfile.FORMAT),
    ],
)
def test_numbers_are_those_of_the_code(root: Path, surface: str, number: int) -> None:
    page = (root / "docs/stability.md").read_text("utf-8")
    (told,) = re.findall(rf"^\| {re.escape(surface)} \| [^|]*?(\d+)`? \|", page, re.MULTILINE)
    assert number == int(told)


def test_exit_codes_are_those_of_the_code(root: Path) -> None:
    page = (root / "docs/stability.md").read_text("utf-8")
    (told,) = re.findall(r"^\| exit codes \| (.*) \|$", page, re.MULTILINE)
    assert list(map(int, re.findall(r"\d+", told))) == [CLEAN, FINDINGS, FAILED, INTERRUPTED]
