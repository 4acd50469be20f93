"""Lines that match one of the rule's patterns, or are one of its fixed phrases, as a whole."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct, without
from lint.checks._alone import alone
from lint.checks._phrases import phrase_lines, phrases
from lint.checks._replacements import replacements
from lint.errors import RuleError
from lint.finding import Action, Hit
from lint.hits import Texts
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.LINE, "unless": Mode.LATER}


@dataclass(frozen=True, slots=True)
class Params:
    """What is looked for, `lines` as fixed phrases, and where: `within_lines` counts content.

    A fixed phrase in a sentence that is broken over lines does not count. The phrases of a rule can
    be labels of `fields`, which do not count over what fills them in ("Email:" over an address), or
    such that no cells of tables count: those beside a bare number, unless `in_tables`.
    """

    patterns: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    where: str = "any"
    within_lines: int = 0
    max_chars: int = 0
    min_lines: int = 1
    fields: bool = False
    in_tables: bool = True

    def __post_init__(self) -> None:
        if not self.patterns and not self.lines:
            raise RuleError("'patterns' or 'lines' must hold something to look for")
        phrases(self.lines)
        if self.where not in {"any", "start", "end"}:
            raise RuleError(f"'where' must be any, start or end, not {self.where!r}")
        if self.where != "any" and self.within_lines < 1:
            raise RuleError(f"'where = {self.where}' needs 'within_lines'")


def find(view: View, rule: int, params: Params) -> Sequence[Hit]:
    """Return each line found, to be deleted whole."""
    lines = _kept(view, view.matched_lines(rule), params)
    if params.lines:
        labels = _kept(view, phrase_lines(view, phrases(params.lines)), params)
        if len(labels):
            labels = alone(view, labels, fields=params.fields, in_tables=params.in_tables)
            lines = distinct(np.concatenate([lines, labels]))
    if params.unless:
        lines = without(lines, view.matching(rule, "unless", lines))
    if not len(lines):
        return ()
    spans = np.stack([view.lines.start[lines], view.lines.end[lines]], axis=1)
    return replacements(view, rule, spans, Texts(), Action.LINES)


def _kept(view: View, lines: NDArray[np.int64], params: Params) -> NDArray[np.int64]:
    """Return those of `lines` that stand where the rule looks."""
    if not len(lines):
        return lines
    documents = view.document_of_line[lines]
    first = view.rank[view.lines.first_line[documents]]
    last = view.rank[view.lines.first_line[documents + 1]]
    keep = (last - first) >= params.min_lines
    if params.max_chars:
        keep &= view.lines.chars[lines] <= params.max_chars
    if params.where == "start":
        keep &= view.rank[lines] - first < params.within_lines
    elif params.where == "end":
        keep &= last - view.rank[lines] <= params.within_lines
    return lines[keep]
