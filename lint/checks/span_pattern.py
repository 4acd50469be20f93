"""Parts of lines that match one of the rule's patterns."""

from collections.abc import Sequence

from lint.arrays import among, distinct
from lint.checks._replacements import replacements
from lint.finding import Hit
from lint.hits import Texts
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SPAN, "unless": Mode.LATER}
_BLANKS = (b" ", b"\t", "\u00a0".encode())


@dataclass(frozen=True, slots=True)
class Params:
    """What stands in place of a match; `trim` takes the blanks before it too."""

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    replacement: str = ""
    trim: bool = False


def find(view: View, rule: int, params: Params) -> Sequence[Hit]:
    """Return each span found, to be replaced."""
    spans = view.spans(rule)
    if not len(spans):
        return ()
    lines = view.lines_at(spans[:, 0])
    if params.unless:
        keep = ~among(lines, view.matching(rule, "unless", distinct(lines)))
        spans, lines = spans[keep], lines[keep]
    if params.trim:
        bases = view.batch.text.starts[view.document_of_line[lines]].tolist()
        starts = spans[:, 0].tolist()
        spans[:, 0] = [_trimmed(view, *at) for at in zip(bases, starts, strict=True)]
    return replacements(view, rule, spans, Texts.same(params.replacement.encode()))


def _trimmed(view: View, base: int, start: int) -> int:
    """Return where the blanks begin that stand right before `start`."""
    while True:
        before = view.buffer[max(base, start - 2) : start].tobytes()
        blank = next((b for b in _BLANKS if before.endswith(b)), None)
        if blank is None:
            return start
        start -= len(blank)
