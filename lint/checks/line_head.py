"""Heads of lines: what stands from a line's first character to where a pattern ends."""

from collections.abc import Sequence

import numpy as np

from lint.checks._replacements import replacements
from lint.finding import Hit
from lint.hits import Texts
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.START}


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns that begin with ^, so that only the head of a line is matched.

    Of several ends in a line the first counts.
    """

    patterns: tuple[str, ...]


def find(view: View, rule: int, _params: Params) -> Sequence[Hit]:
    """Return each head found, to be deleted."""
    ends = view.ends(rule)
    if not len(ends):
        return ()
    starts = view.lines.start[view.matched_lines(rule)]
    ends = ends[np.searchsorted(ends, starts, side="right")]
    return replacements(view, rule, np.stack([starts, ends], axis=1), Texts())
