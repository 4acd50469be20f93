"""Heads of lines: what stands from a line's first character to where a pattern ends."""

from collections.abc import Iterator

import numpy as np

from lint.finding import Action, Hit
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


def find(view: View, rule: int, _params: Params) -> Iterator[Hit]:
    """Yield each head found, to be deleted."""
    ends = view.ends(rule)
    lines = view.matched_lines(rule)
    first = np.searchsorted(ends, view.lines.start[lines], side="right")
    documents = view.document_of_line[lines]
    bases = view.batch.text.starts[documents]
    starts = view.lines.start[lines] - bases
    for document, start, end in zip(
        documents.tolist(), starts.tolist(), (ends[first] - bases).tolist(), strict=True
    ):
        yield Hit(document, start, end, rule, Action.REPLACE)
