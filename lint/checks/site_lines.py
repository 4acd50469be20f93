"""Lines that stand in many documents of one site.

Found from the text alone, after the corpus has been counted once: the share of a site's documents
that hold a line. On news pages 0.4 % of the lines that three or more pages of a site share are
article text; the thresholds keep those: running text needs a larger share.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.checks._headlines import own_headlines
from lint.checks._sites import Held, survey
from lint.finding import Action, Hit, Level
from lint.kernels.tables import ENDS_SENTENCE
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.survey import Counts, Facts
from lint.view import View

__all__ = ["PATTERNS", "Params", "find", "survey"]

PATTERNS: dict[str, Mode] = {}


@dataclass(frozen=True, slots=True)
class Params:
    """Documents and shares of a site; from `suspect_share` a line is shown, but not deleted.

    A sentence of `prose_tokens` words or more is prose, and needs `prose_share`. What the title
    field of a document says, in `title_tokens` words or more, is its headline and stays.
    """

    min_documents: int = 5
    min_share: float = 0.1
    suspect_share: float = 0.03
    prose_share: float = 0.5
    prose_tokens: int = 14
    title_tokens: int = 4


def find(view: View, rule: int, params: Params, facts: Facts) -> Iterator[Hit]:
    """Yield each run of lines that enough documents of the site hold."""
    held = Held(view, facts)
    counts = held.counts(held.line_keys)
    shares = counts / held.totals
    prose = (view.lines.flags & ENDS_SENTENCE) != 0
    prose &= np.diff(view.lines.first_token) >= params.prose_tokens
    sure = shares >= np.where(prose, params.prose_share, params.min_share)
    shown = (shares >= params.suspect_share) & ~prose & ~sure
    often = (counts >= params.min_documents) & (view.lines.hash != 0)
    often &= ~own_headlines(view, params.title_tokens)
    for first, last in _runs(view, often & sure):
        yield held.hit(rule, (first, last), _said(held, counts, first, last))
    for line in np.flatnonzero(often & shown).tolist():
        hit = held.hit(rule, (line, line), _said(held, counts, line, line))
        yield hit._replace(action=Action.NONE, level=Level.DISPLAY)


def _runs(view: View, found: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the found lines of one document with nothing but blanks between."""
    lines = np.flatnonzero(found)
    if not len(lines):
        return
    apart = np.diff(view.rank[lines]) > 1
    apart |= np.diff(view.document_of_line[lines]) > 0
    for run in np.split(lines, np.flatnonzero(apart) + 1):
        yield int(run[0]), int(run[-1])


def _said(held: Held, counts: Counts, first: int, last: int) -> str:
    """Return the evidence: how many documents of which site hold the rarest line of the run."""
    inside = counts[first : last + 1][held.view.lines.hash[first : last + 1] != 0]
    documents = held.said(int(inside.min()), first)
    if len(inside) == 1:
        return f"The line stands in {documents}."
    return f"{len(inside)} lines stand in {documents} or more."
