"""Documents of which too many lines are of one kind: addresses, bullets, lines that are cut."""

from collections.abc import Iterator

import numpy as np

from lint.finding import Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH}


@dataclass(frozen=True, slots=True)
class Params:
    """Found is a document with `min_lines` lines or more and at least `min_share` of the kind."""

    patterns: tuple[str, ...]
    min_share: float
    kind: str = "of this kind"
    min_lines: int = 5


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each document whose share of matching lines (of those with content) is too high."""
    documents = view.document_of_line[view.matched_lines(rule)]
    matched = np.bincount(documents, minlength=len(view.batch))
    lines = np.diff(view.rank[view.lines.first_line])
    found = (lines >= params.min_lines) & (matched >= params.min_share * lines)
    for document in np.flatnonzero(found).tolist():
        detail = f"{matched[document]} of {lines[document]} lines are {params.kind}."
        yield Hit(document, 0, view.document_size(document), rule, detail=detail)
