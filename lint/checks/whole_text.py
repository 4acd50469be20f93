"""Documents whose only line with content is a placeholder."""

from collections.abc import Iterator

import numpy as np

from lint.finding import Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.LINE}


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns of the one line; longer lines than `max_chars` are not looked at."""

    patterns: tuple[str, ...]
    max_chars: int = 200


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each document that has no other line; a record is dropped by people, not by an edit."""
    lines = view.matched_lines(rule)
    lines = lines[view.lines.chars[lines] <= params.max_chars]
    documents = view.document_of_line[lines]
    first = view.rank[view.lines.first_line[documents]]
    alone = view.rank[view.lines.first_line[documents + 1]] - first == 1
    bases = view.batch.text.starts[documents]
    bounds = np.stack([view.lines.start[lines] - bases, view.lines.end[lines] - bases], axis=1)
    for document, (start, end) in zip(
        documents[alone].tolist(), bounds[alone].tolist(), strict=True
    ):
        yield Hit(document, start, end, rule)
