"""A lead that is the beginning of the paragraph after it."""

from collections.abc import Iterator

from lint.checks.repeated_line import line_number, span_of
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}
_PROBE = 4


@dataclass(frozen=True, slots=True)
class Params:
    """Only among the first `within_lines` lines with content, and for leads of `min_tokens`."""

    min_tokens: int = 10
    within_lines: int = 4


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield the lead, all of whose words open the next line with content."""
    lines = view.lines
    first, second = view.consecutive
    counts = view.token_counts
    before = view.rank[lines.first_line[view.document_of_line[first]]]
    keep = (view.rank[first] - before < params.within_lines) & (counts[first] >= params.min_tokens)
    keep &= counts[second] > counts[first]
    first, second = first[keep], second[keep]
    for k in range(_PROBE if params.min_tokens >= _PROBE else 0):
        same = (
            lines.tokens[lines.first_token[first] + k]
            == lines.tokens[lines.first_token[second] + k]
        )
        first, second = first[same], second[same]
    for lead, paragraph in zip(first.tolist(), second.tolist(), strict=True):
        if _opens(view, lead, paragraph):
            start, end = span_of(view, lead)
            detail = f"Line {line_number(view, paragraph)} begins with all the words of this line."
            document = int(view.document_of_line[lead])
            yield Hit(document, start, end, rule, Action.LINES, detail=detail)


def _opens(view: View, lead: int, paragraph: int) -> bool:
    at, tokens = view.lines.first_token, view.lines.tokens
    size = at[lead + 1] - at[lead]
    ours, others = tokens[at[lead] : at[lead + 1]], tokens[at[paragraph] : at[paragraph] + size]
    return ours.tobytes() == others.tobytes()
