"""Counts of one run: all that is kept of findings once they are written."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lint.finding import Finding, Level, Severity

if TYPE_CHECKING:
    from lint.batch import Place


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
    _last: "Place | None" = None

    def add(self, finding: Finding) -> int:
        """Count `finding`; return how many its rule has by now. Documents come one by one."""
        rule = self.rules.get(finding.code)
        if rule is None:
            rule = self.rules[finding.code] = RuleTally(finding.name, finding.severity)
        rule.total += 1
        rule.levels[finding.level] += 1
        self.paths[finding.place.path] += 1
        if finding.place != self._last:
            self.flawed += 1
            self._last = finding.place
        return rule.total

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
