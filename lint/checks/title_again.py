"""The document's title standing again as a line of its own."""

from collections.abc import Iterator

import numpy as np

from lint.checks._headlines import is_title
from lint.checks.repeated_line import span_of
from lint.finding import Action, Hit, Level
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}


@dataclass(frozen=True, slots=True)
class Params:
    """A title of fewer words may be a name that a line of its own can hold."""

    min_tokens: int = 4


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each line that has the words of the title, but for the first such line."""
    lines = view.repeated_lines
    lines = lines[view.token_counts[lines] >= params.min_tokens]
    lines = lines[is_title(view, lines)]
    documents = view.document_of_line[lines]
    again = np.concatenate([[False], documents[1:] == documents[:-1]])[: len(lines)]
    for line, document in zip(lines[again].tolist(), documents[again].tolist(), strict=True):
        start, end = span_of(view, line)
        level = Level.UNSAFE if _is_sentence(view, line) else None
        yield Hit(document, start, end, rule, Action.LINES, level=level)


def _is_sentence(view: View, line: int) -> bool:
    """Say whether `line` ends in a full stop, and so may be a sentence that the title quotes."""
    return view.line_text(line).rstrip("\"'”’)» \t\r\u00a0").endswith((".", "。"))
