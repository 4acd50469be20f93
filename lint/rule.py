"""A rule: what is wrong, why, and which check finds it with which parameters."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from lint.finding import Action, Hit, Level, Severity
from lint.light import dataclass

FAMILIES: dict[str, str] = {
    "PLY": "media player leftovers",
    "CAP": "captions",
    "REL": "related stories",
    "BLP": "site boilerplate",
    "SRC": "source and credit lines",
    "ENC": "encoding damage",
    "SCR": "scraper damage",
    "REP": "repetition inside a document",
    "DUP": "duplicates between documents",
    "QLT": "quality measures",
}


class Status(StrEnum):
    """How settled a rule is: preview rules run only when asked for by name or `--preview`."""

    PREVIEW = "preview"
    STABLE = "stable"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must find (on `lines`, giving `fixed`) or must not (`lines` empty).

    `others` are the other documents of the corpus, for rules that compare documents.
    """

    text: str
    lines: tuple[int, ...] = ()
    fixed: str | None = None
    title: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file, checked. `params` is what the check reads; examples live in the file only.

    `gives_way` are selectors of rules that say the same with more reason: what they found, at the
    same level or a surer one, this rule does not report again.
    """

    code: str
    name: str
    check: str
    severity: Severity
    fix: Level
    summary: str
    why: str
    path: str
    gives_way: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("*",)
    status: Status = Status.STABLE
    since: str = "0.1.0"
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def family(self) -> str:
        """Return the three letters that the code opens with."""
        return self.code[:3]

    def level_of(self, hit: Hit) -> Level:
        """Return how far the edit of `hit`, one of this rule's, may be trusted; display: none."""
        if hit.action is Action.NONE:
            return Level.DISPLAY
        return self.fix if hit.level is None else hit.level
