import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lint.batch import Batch
from lint.corpus import Reading, find_sources, read_chunks
from lint.finding import Action, Hit, Level, Severity
from lint.fix.destination import InPlace, IntoFolder
from lint.fix.edits import Policy
from lint.fix.run import Fixing, Summary, fix_sources
from lint.rule import Rule

MARK = re.compile(rb"\[\[.*?\]\]")


def _rule(code: str, fix: Level) -> Rule:
    return Rule(code, code.lower(), "fake", Severity.WARNING, fix, f"{code} is wrong.", "why", "-")


def _marked(batch: Batch) -> list[Hit]:
    return [
        Hit(d, *match.span(), 0, Action.REPLACE)
        for d in range(len(batch))
        for match in MARK.finditer(batch.text.bytes_at(d))
    ]


@pytest.fixture(scope="session")
def policy() -> Callable[..., Policy]:
    """Return a policy over rules TST000, TST001... of the given levels (default: three safe)."""

    def build(*levels: Level, minimum: Level = Level.SAFE) -> Policy:
        levels = levels or (Level.SAFE,) * 3
        return Policy([_rule(f"TST{n:03}", level) for n, level in enumerate(levels)], minimum)

    return build


@pytest.fixture(scope="session")
def marked() -> Callable[[Batch], list[Hit]]:
    """Find what stands in double brackets."""
    return _marked


@pytest.fixture(scope="session")
def fix(policy: Callable[..., Policy]) -> Callable[..., Summary]:
    """Fix paths with `marked`: over them, or into the folder `into`."""

    def run(*paths, into=None, dry=False, reading=None, ledger=None, inspect=_marked, **options):
        found = find_sources(paths)
        target = InPlace(found.base, ledger) if into is None else IntoFolder(Path(into), ledger)
        chunks = read_chunks(found.sources, reading or Reading())
        return fix_sources(chunks, Fixing(inspect, policy(), **options), None if dry else target)

    return run


@pytest.fixture(scope="session")
def contents() -> Callable[[str | Path], dict[str, bytes]]:
    """Return every file below a folder by its path, ledgers aside."""

    def read(folder: str | Path) -> dict[str, bytes]:
        files = {p.relative_to(folder).as_posix(): p for p in Path(folder).rglob("*")}
        names = [name for name, p in files.items() if p.is_file() and "delint.ledger" not in name]
        return {name: files[name].read_bytes() for name in names}

    return read
