"""Read a ledger: which runs it has, which files they cleaned, and the edits of one file."""

import json
import operator
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any, NamedTuple

from lint.errors import InputError
from lint.fix.files import PERMISSIONS
from lint.fix.ledger import CODEC, VERSION, opens_as_ledger
from lint.light import dataclass

_EDIT = b'{"at": '


@dataclass(frozen=True, slots=True)
class Cleaning:
    """One file that a run cleaned: digests of its bytes before and after.

    `first_edit` is the byte of the ledger where its edits begin; `kept` the name of the packed
    original beside the ledger; `mode` the permissions of a file that went away, None where an older
    version did not note them.
    """

    path: str
    original: str
    cleaned: str
    first_edit: int
    kept: str | None
    mode: int | None


@dataclass(slots=True)
class Run:
    """One run that came to its end; its paths count from `root`, and that from the ledger."""

    id: str
    root: str
    files: list[Cleaning] = field(default_factory=list)


class Removal(NamedTuple):
    """At byte `at` of the original stood `removed`, where `inserted` stands now."""

    at: int
    removed: bytes
    inserted: bytes


def read_runs(ledger: Path) -> list[Run]:
    """Return the finished runs, oldest first.

    A run that was killed before it was ready changed no file and is left out. Raises InputError
    for what is no ledger, or a damaged one.
    """
    runs: list[Run] = []
    reader = _Reader(ledger)
    try:
        if not opens_as_ledger(ledger):
            raise InputError(f"{ledger}: not a ledger")
        with ledger.open("rb") as file:
            at = 0
            for number, line in enumerate(file, 1):
                at += len(line)
                if not line.startswith(_EDIT) and (run := reader.read(number, line, at)):
                    runs.append(run)
    except OSError as error:
        raise InputError(f"{ledger}: cannot be read: {error.strerror}") from error
    return runs


def edits_of(ledger: Path, cleaning: Cleaning) -> Iterator[Removal]:
    """Yield the edits of one file in order; raises InputError where one is damaged."""
    with ledger.open("rb") as file:
        file.seek(cleaning.first_edit)
        for line in file:
            if not line.startswith(_EDIT):
                return
            try:
                entry = json.loads(line)
                at, removed = operator.index(entry["at"]), _content(entry, "removed")
                inserted = _content(entry, "inserted")
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{ledger}: an edit of {cleaning.path} is damaged") from error
            yield Removal(at, removed, inserted)


@dataclass(slots=True)
class _Reader:
    """Takes the lines of a ledger that are no edits."""

    ledger: Path
    run: Run | None = None
    first_edit: int = 0
    damaged: int | None = None

    def read(self, number: int, line: bytes, end: int) -> Run | None:
        """Take a line that ends at byte `end`; return the run that it makes ready."""
        try:
            entry = json.loads(line.decode(*CODEC))
            if "ledger" in entry:
                self._header(entry)
            elif "file" in entry:
                self.first_edit = end
            elif "end" in entry and self.run is not None:
                self.run.files.append(self._cleaning(entry))
            elif "ready" in entry and self.run is not None:
                return self._ready(entry["ready"])
        except (ValueError, KeyError, TypeError):
            self.damaged = self.damaged or number
        return None

    def _header(self, entry: dict[str, Any]) -> None:
        if entry["ledger"] != VERSION:
            raise InputError(f"{self.ledger}: written by another version of delint")
        self.run, self.damaged = Run(str(entry["run"]), str(entry["root"])), None

    def _cleaning(self, entry: dict[str, Any]) -> Cleaning:
        kept, mode = entry.get("kept"), entry.get("mode")
        path, original, cleaned = (str(entry[name]) for name in ("end", "original", "cleaned"))
        return Cleaning(
            path,
            original,
            cleaned,
            self.first_edit,
            None if kept is None else str(kept),
            None if mode is None else operator.index(mode) & PERMISSIONS,
        )

    def _ready(self, run_id: object) -> Run | None:
        run, self.run = self.run, None
        if self.damaged is not None:
            raise InputError(f"{self.ledger}: line {self.damaged} is damaged; nothing was restored")
        return run if run is not None and run.id == run_id else None


def _content(entry: dict[str, Any], name: str) -> bytes:
    if f"{name}64" in entry:
        return b64decode(entry[f"{name}64"], validate=True)
    return str(entry[name]).encode("utf-8")
