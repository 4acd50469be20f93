"""Counts of one run: all that is kept of findings once they are written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from lint.finding import Finding, Hit, Level, Severity
from lint.light import dataclass
from lint.rule import Rule

if TYPE_CHECKING:
    from lint.batch import Batch, Offsets, Place


_KEPT = ("documents", "flawed", "skipped", "problems")


@dataclass(slots=True)
class RuleTally:
    """How often one rule found something, and how many of these can be fixed at which level."""

    name: str
    severity: Severity
    total: int = 0
    levels: Counter[Level] = field(default_factory=Counter)


@dataclass(slots=True)
class Tally:
    """What a run read and found."""

    documents: int = 0
    flawed: int = 0
    skipped: int = 0
    rules: dict[str, RuleTally] = field(default_factory=dict)
    paths: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    _records: dict[str, bytearray] = field(default_factory=dict)

    def add(self, finding: Finding) -> int:
        """Count `finding`; return how many its rule has by now."""
        rule = self._rule(finding)
        rule.total += 1
        rule.levels[finding.level] += 1
        self.flawed += self._is_new(finding.place)
        self.paths[finding.place.path] += 1
        return rule.total

    def count(self, batch: "Batch", hits: Sequence[Hit], rules: Sequence[Rule]) -> None:
        """Count the findings that `hits` are, sorted by document, without making them."""
        from lint.batch import Table
        from lint.hits import Hits

        columns = Hits.of(hits)
        for index, level, number in columns.kinds(rules):
            tally = self._rule(rules[index])
            tally.total += number
            tally.levels[level] += number
        documents, numbers = columns.by_document()
        if isinstance(batch.origin, Table) and len(columns):
            path, records = batch.origin.table()
            self._count_records(path, records[documents])
            self.paths[path] += len(columns)
            return
        for document, number in zip(documents.tolist(), numbers.tolist(), strict=True):
            place = batch.origin.place(document)
            self.flawed += self._is_new(place)
            self.paths[place.path] += number

    def _rule(self, named: Finding | Rule) -> RuleTally:
        """Return the counts of the rule that `named` is or is of."""
        rule = self.rules.get(named.code)
        if rule is None:
            rule = self.rules[named.code] = RuleTally(named.name, named.severity)
        return rule

    def _count_records(self, path: str, records: "Offsets") -> None:
        """Count those of `records`, no two alike, in which no finding stood yet."""
        import numpy as np

        bits = np.frombuffer(self._make_room(path, int(records.max())), np.uint8)
        byte, bit = records >> 3, np.left_shift(1, records & 7).astype(np.uint8)
        self.flawed += int(np.count_nonzero((bits[byte] & bit) == 0))
        np.bitwise_or.at(bits, byte, bit)

    def _is_new(self, place: "Place") -> bool:
        """Return whether no finding stood in the document yet; a bit for each record tells."""
        if place.record is None:
            return place.path not in self.paths
        bits = self._make_room(place.path, place.record)
        byte, bit = divmod(place.record, 8)
        known = bits[byte] >> bit & 1
        bits[byte] |= 1 << bit
        return not known

    def _make_room(self, path: str, record: int) -> bytearray:
        """Return the bits of `path`, so many that `record` has one."""
        bits = self._records.setdefault(path, bytearray())
        bits.extend(bytes(max(0, record // 8 + 1 - len(bits))))
        return bits

    def stored(self) -> dict[str, Any]:
        """Return the counts as JSON holds them, to be `restored`."""
        rules = {
            code: (rule.name, rule.severity, rule.total, [rule.levels[level] for level in Level])
            for code, rule in self.rules.items()
        }
        kept = {name: getattr(self, name) for name in _KEPT}
        return {**kept, "rules": rules, "paths": dict(self.paths)}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Tally":
        """Return the counts of a run that is over from what `stored` gave; add none to it."""
        rules = {
            code: RuleTally(
                name,
                Severity(severity),
                total,
                Counter({level: n for level, n in zip(Level, numbers, strict=True) if n}),
            )
            for code, (name, severity, total, numbers) in stored["rules"].items()
        }
        kept = {name: stored[name] for name in _KEPT}
        return cls(**kept, rules=rules, paths=Counter(stored["paths"]))

    @property
    def total(self) -> int:
        """Return the number of findings."""
        return sum(rule.total for rule in self.rules.values())

    def fixable(self, level: Level) -> int:
        """Return how many findings have an edit of exactly `level`."""
        return sum(rule.levels[level] for rule in self.rules.values())

    def reaches(self, severity: Severity) -> bool:
        """Return whether a finding is at least as bad as `severity`."""
        return any(rule.severity.rank >= severity.rank for rule in self.rules.values())
