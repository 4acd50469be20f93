"""Runs of blank lines."""

from collections.abc import Sequence

import numpy as np

from lint.checks._replacements import replacements
from lint.errors import RuleError
from lint.finding import Hit
from lint.hits import Texts
from lint.kernels.tables import BLANK
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}


@dataclass(frozen=True, slots=True)
class Params:
    """How many blank lines in a row are too many; `keep` of them stay."""

    at_least: int = 3
    keep: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.keep < self.at_least:
            raise RuleError("'keep' must be less than 'at-least', and neither below 0")


def find(view: View, rule: int, params: Params) -> Sequence[Hit]:
    """Return each run of blank lines in a document; all but the first few are to be deleted."""
    blank = (view.lines.flags & BLANK) != 0
    if not blank.any():
        return ()
    document = view.document_of_line
    joined = blank[1:] & blank[:-1] & (document[1:] == document[:-1])
    opens = np.flatnonzero(blank & ~np.concatenate([[False], joined]))
    closes = np.flatnonzero(blank & ~np.concatenate([joined, [False]]))
    many = closes - opens + 1 >= params.at_least
    starts, ends = view.lines.start[opens[many] + params.keep], view.lines.next[closes[many]]
    return replacements(view, rule, np.stack([starts, ends], axis=1), Texts())
