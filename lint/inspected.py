"""What the engine says of a batch: its hits, and the rules that failed on it."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from lint.batch import Batch
from lint.finding import Hit
from lint.hits import Hits
from lint.light import dataclass
from lint.rule import Rule


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed on a batch: a defect of the rule, told and survived."""

    rule: Rule
    reason: str

    def __str__(self) -> str:
        return f"rule {self.rule.code} {self.rule.name} failed: {self.reason}"


@dataclass(frozen=True, eq=False)
class Inspected:
    """A batch with its hits, sorted by document, start, end and rule."""

    batch: Batch
    hits: Sequence[Hit]
    crashes: list[Crash] = field(default_factory=list)
    taken: Any = None

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Give the hits to another process as columns."""
        return Inspected, (self.batch, Hits.of(self.hits), self.crashes, self.taken)
