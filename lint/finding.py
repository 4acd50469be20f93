"""Findings: one fault each. `Hit` is what a check makes, `Finding` what people and formats see."""

import dataclasses
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from lint.light import dataclass

if TYPE_CHECKING:  # rules are listed and explained without NumPy
    from lint.batch import Place


class Severity(StrEnum):
    """How bad a fault is."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Return 0 for info, 1 for warning, 2 for error."""
        return list(Severity).index(self)


class Level(IntEnum):
    """How far an edit may be trusted: display is never applied, unsafe on request, safe always."""

    DISPLAY = 0
    UNSAFE = 1
    SAFE = 2


class Action(IntEnum):
    """What an edit does to its span."""

    NONE = 0
    REPLACE = 1  # the span becomes `Hit.text` (empty: it is deleted)
    LINES = 2  # the lines that the span touches go, with the blank lines as DESIGN says
    DROP = 3  # the whole document goes: its record, or its file


@dataclass(frozen=True, slots=True)
class Evidence:
    """The other document that a duplicate repeats, and what was measured between the two.

    `relation` is exact, near, contained, same-head, or holds (the other stands in this one).
    `place` and `line` (1-based, of the first line with content; None in an index) say where the
    other one is. `jaccard` is |A ∩ B| / |A ∪ B| of the shingle sets, `containment` the share of
    the one that stands in the other; None where not measured. `size` counts the cluster with its
    anchor, `least` is the least similarity in it, `members` are the first that repeat the anchor.
    `here`, `there` and `moved` are the first runs of words that stand on one side only, or in
    another place, each cut short.
    """

    relation: str
    place: "Place"
    line: int | None = None
    jaccard: float | None = None
    containment: float | None = None
    size: int | None = None
    least: float | None = None
    members: tuple["Place", ...] = ()
    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


class Hit(NamedTuple):
    """One fault in one document of a batch, small because a corpus has millions.

    `start` and `end` are a half-open byte range of the document's text; `rule` is the rule's index
    in the selection; `level` None means the rule's own; `detail` is the evidence, a sentence, and
    `evidence` the same in parts, for duplicates.
    """

    document: int
    start: int
    end: int
    rule: int
    action: Action = Action.NONE
    text: bytes = b""
    level: Level | None = None
    detail: str = ""
    evidence: Evidence | None = None


FOUND_CHARS = 1000
"""So much of the text of a span is shown, and counts in telling findings apart."""


@dataclasses.dataclass(frozen=True, slots=True)
class Excerpt:
    """The text of a span, and what stands before and after it on the same lines, each cut short."""

    before: str
    found: str
    after: str


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One fault as shown: lines and columns are 1-based, columns in code points, ends exclusive.

    Bytes and characters (code points) count from 0 in the document. `message` is the rule's
    summary, `detail` the evidence in this text (may be empty). `level` is display where there is
    no edit.
    """

    code: str
    name: str
    severity: Severity
    level: Level
    message: str
    detail: str
    place: "Place"
    line: int
    column: int
    end_line: int
    end_column: int
    start_byte: int
    end_byte: int
    start_char: int
    end_char: int
    excerpt: Excerpt
    action: Action
    replacement: str
    evidence: Evidence | None = None
