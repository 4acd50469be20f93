"""A lead that is the beginning of the paragraph after it."""

from collections.abc import Iterator

from lint.checks.repeated_line import line_number, span_of
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}


@dataclass(frozen=True, slots=True)
class Params:
    """Only among the first `within_lines` lines with content, and for leads of `min_tokens`."""

    min_tokens: int = 10
    within_lines: int = 4


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield the lead, all of whose words open the next line with content."""
    first, second = view.consecutive
    size = view.token_counts[first]
    before = view.rank[view.lines.first_line[view.document_of_line[first]]]
    keep = (view.rank[first] - before < params.within_lines) & (size >= params.min_tokens)
    keep &= (view.common_ends[0] == size) & (view.token_counts[second] > size)
    for lead, paragraph in zip(first[keep].tolist(), second[keep].tolist(), strict=True):
        start, end = span_of(view, lead)
        detail = f"Line {line_number(view, paragraph)} begins with all the words of this line."
        document = int(view.document_of_line[lead])
        yield Hit(document, start, end, rule, Action.LINES, detail=detail)
