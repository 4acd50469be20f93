"""Documents with too few words to be an article."""

from collections.abc import Iterator

import numpy as np

from lint.finding import Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}


@dataclass(frozen=True, slots=True)
class Params:
    """Found is what has at least `min_tokens` and at most `max_tokens`."""

    max_tokens: int
    min_tokens: int = 0


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each document whose number of tokens lies in the range."""
    counts = view.lines.first_token[view.lines.first_line]
    tokens = np.diff(counts)
    found = (tokens >= params.min_tokens) & (tokens <= params.max_tokens)
    for document in np.flatnonzero(found).tolist():
        words = "1 word" if tokens[document] == 1 else f"{tokens[document]} words"
        detail = f"The document has {words}." if tokens[document] else ""
        yield Hit(document, 0, view.document_size(document), rule, detail=detail)
