"""Findings that are accepted: per-file-ignores and [[allow]] entries."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from lint.batch import Batch
from lint.config import ROOT, Allow
from lint.corpus.ignores import Globs, absolute
from lint.finding import Hit
from lint.identity import folded
from lint.light import dataclass
from lint.rule import Rule
from lint.selection import matches


@dataclass(frozen=True, slots=True)
class _Ignored:
    """Rules, by index, whose findings do not count below some paths, or only where `text` fits."""

    rules: frozenset[int]
    paths: Globs | None
    text: str | None
    allow: Allow | None


class Suppressions:
    """What is accepted in one run; keeps count of the entries that were of use."""

    def __init__(
        self,
        rules: Sequence[Rule],
        per_file: Mapping[str, Sequence[str]],
        allow: Sequence[Allow],
        today: date,
    ) -> None:
        """Take what is accepted; entries whose day has gone by are `expired` and have no effect."""
        self.expired = [a for a in allow if a.until is not None and a.until < today]
        self._waiting = {a for a in allow if a not in self.expired}
        self._entries = [_per_file(rules, glob, per_file[glob]) for glob in per_file]
        self._entries += [_allowed(rules, a) for a in allow if a in self._waiting]
        self._of_path = lru_cache(maxsize=1 << 12)(self._entries_of)

    @property
    def unused(self) -> list[Allow]:
        """Return the entries that no finding has met so far."""
        return sorted(self._waiting, key=lambda entry: entry.where)

    @property
    def are_none(self) -> bool:
        """Say whether all hits count, so that none is looked at."""
        return not self._entries

    def keep(self, batch: Batch, hits: Sequence[Hit]) -> Sequence[Hit]:
        """Return the hits that count."""
        if not self._entries:
            return hits
        return [hit for hit in hits if not self._accepts(batch, hit)]

    def _accepts(self, batch: Batch, hit: Hit) -> bool:
        for entry in self._of_path(batch.origin.place(hit.document).path):
            if hit.rule in entry.rules and entry.text in {None, _found(batch, hit)}:
                self._waiting -= {entry.allow}
                return True
        return False

    def _entries_of(self, path: str) -> list[_Ignored]:
        full = absolute(path)
        return [e for e in self._entries if e.paths is None or e.paths.match(full)]


def _found(batch: Batch, hit: Hit) -> str:
    start = batch.text.starts[hit.document]
    found = batch.text.buffer[start + hit.start : start + hit.end].tobytes()
    return folded(found.decode("utf-8", "replace"))


def _per_file(rules: Sequence[Rule], glob: str, selectors: Sequence[str]) -> _Ignored:
    return _Ignored(_indices(rules, selectors), Globs("per-file-ignores", [glob], ROOT), None, None)


def _allowed(rules: Sequence[Rule], allow: Allow) -> _Ignored:
    paths = Globs(f"{allow.where}: paths", allow.paths, ROOT) if allow.paths else None
    text = None if allow.text is None else folded(allow.text)
    return _Ignored(_indices(rules, [allow.rule]), paths, text, allow)


def _indices(rules: Sequence[Rule], selectors: Sequence[str]) -> frozenset[int]:
    return frozenset(
        index for index, rule in enumerate(rules) if any(matches(s, rule) for s in selectors)
    )
