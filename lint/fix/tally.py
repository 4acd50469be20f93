"""Counts of what fixing does."""

from collections import Counter
from dataclasses import field

from lint.light import dataclass


@dataclass(slots=True)
class Tally:
    """What was done to some documents.

    `text_bytes` is their text before, `removed_bytes` what went of it (a replacement counts where
    it is shorter); `emptied` are documents that had something visible and have nothing left,
    `dropped` those that went as a whole; `by_rule` counts edits by code.
    """

    documents: int = 0
    changed: int = 0
    emptied: int = 0
    dropped: int = 0
    text_bytes: int = 0
    removed_bytes: int = 0
    edits: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Count `other` too."""
        self.documents += other.documents
        self.changed += other.changed
        self.emptied += other.emptied
        self.dropped += other.dropped
        self.text_bytes += other.text_bytes
        self.removed_bytes += other.removed_bytes
        self.edits += other.edits
        self.by_rule += other.by_rule
