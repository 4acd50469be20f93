"""Baselines: the known findings of an old corpus, so that only new ones count.

A baseline is JSON Lines: a header, then one line an entry, sorted, without line numbers and times,
so that it changes only where findings do. Its key (see `lint.identity`) survives other records,
lines, case, blanks and Unicode forms; the path, from the folder of the baseline, and the id of the
record are there for people, and to tell which entries have gone stale.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.errors import InputError
from lint.finding import FOUND_CHARS
from lint.identity import has_own_id, identity

if TYPE_CHECKING:
    from lint.batch import Batch
    from lint.finding import Hit
    from lint.rule import Rule

VERSION = 1
HEADER = {
    "delint": "baseline",
    "version": VERSION,
    "columns": ["path", "id", "rule", "key", "times"],
}
_KEY_DIGITS = 16  # 64 bits: within one document and rule they never meet by chance
_FOUND_BYTES = 4 * FOUND_CHARS
_MEND = "mend it, or write it anew with `delint baseline write`"


class Entry(NamedTuple):
    """A known finding: `path` from the folder of the baseline, `id` empty without one's own."""

    path: str
    id: str
    rule: str
    key: str


class Baseline:
    """The entries of a baseline, and how many findings of each were met in a run.

    `known` counts the findings that it accepted.
    """

    def __init__(self, root: Path, entries: Counter[Entry]) -> None:
        """Take `entries`, whose paths start at the folder `root`."""
        self.root = root
        self.entries = entries
        self.known = 0
        self._left = {entry.key: times for entry, times in entries.items()}

    def keep(self, batch: "Batch", hits: "Sequence[Hit]", rules: "Sequence[Rule]") -> "list[Hit]":
        """Return those of `hits`, sorted by document, that are new."""
        if not self._left:
            return list(hits)
        keyed = zip(hits, entries_of(batch, hits, rules, self.root), strict=True)
        return [hit for hit, entry in keyed if not self._meets(entry)]

    def _meets(self, entry: Entry) -> bool:
        left = self._left.get(entry.key, 0)
        if left:
            self._left[entry.key] = left - 1
            self.known += 1
        return left > 0

    def stale(self, rules: "Iterable[Rule]", paths: Iterable[str]) -> Counter[Entry]:
        """Return the entries, with how often, that a run of `rules` over `paths` did not meet.

        Entries of other rules, and of files that are there but were not read, may still hold.
        """
        missed = {entry: left for entry in self.entries if (left := self._left[entry.key])}
        if not missed:
            return Counter()
        codes = {rule.code for rule in rules}
        read = {_from(self.root, path) for path in paths}
        waiting = {entry.path for entry in missed} - read
        gone = {path for path in waiting if not (self.root / path).exists()}
        judged = read | gone
        return Counter({e: n for e, n in missed.items() if e.rule in codes and e.path in judged})


def entries_of(
    batch: "Batch", hits: "Iterable[Hit]", rules: "Sequence[Rule]", root: Path
) -> "Iterator[Entry]":
    """Yield the entry of each of `hits`, sorted by document; paths start at the folder `root`."""
    paths: dict[str, str] = {}
    for document, group in groupby(hits, attrgetter("document")):
        text, place = batch.text.bytes_at(document), batch.origin.place(document)
        path = paths.get(place.path) or paths.setdefault(place.path, _from(root, place.path))
        own = place.id if has_own_id(place) else ""
        for hit in group:
            code = rules[hit.rule].code
            end = min(hit.end, hit.start + _FOUND_BYTES)
            found = text[hit.start : end].decode("utf-8", "ignore")
            key = identity(code, f"{path}#{own}", found)
            yield Entry(path, own, code, key[:_KEY_DIGITS])


def folder_of(path: Path) -> Path:
    """Return the folder that the paths in the baseline at `path` start from."""
    return Path(os.path.abspath(path)).parent  # noqa: PTH100 - resolve() would follow links


def read_baseline(path: Path) -> Baseline:
    """Return the baseline at `path`; raises InputError where it cannot be used."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        hint = " (`delint baseline write` makes one)" if not path.exists() else ""
        raise InputError(f"{path}: cannot be read: {error.strerror}{hint}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not a baseline of delint") from error
    _check_header(path, lines[0])
    entries: Counter[Entry] = Counter()
    for number, line in enumerate(lines[1:], 2):
        if line:
            entry, times = _parsed(path, number, line)
            if entries.setdefault(entry, times) < times:  # a merge may keep both sides
                entries[entry] = times
    return Baseline(folder_of(path), entries)


def rows(entries: Counter[Entry]) -> Iterator[object]:
    """Yield what a baseline of `entries` holds, line by line, to be written as JSON."""
    yield HEADER
    for entry, times in sorted(entries.items()):
        yield [*entry, times]


def _check_header(path: Path, line: str) -> None:
    try:
        header = json.loads(line)
    except ValueError:
        header = None
    if not isinstance(header, dict) or header.get("delint") != HEADER["delint"]:
        raise InputError(f"{path}: not a baseline of delint")
    if header.get("version") != VERSION:
        version = header.get("version")
        raise InputError(f"{path}: a baseline of version {version!r}; this delint reads {VERSION}")


def _parsed(path: Path, number: int, line: str) -> tuple[Entry, int]:
    try:
        document, id_, rule, key, times = json.loads(line)
        if {*map(type, (document, id_, rule, key))} == {str} and type(times) is int and times > 0:
            return Entry(document, id_, rule, key), times
    except (ValueError, TypeError, RecursionError):
        pass
    raise InputError(f"{path}: line {number} is no entry of a baseline; {_MEND}")


def _from(root: Path, path: str) -> str:
    """Return `path` as it is reached from `root`, with forward slashes."""
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:  # on another drive
        return Path(path).absolute().as_posix()
