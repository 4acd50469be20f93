"""Lines that stand in many documents of one site and differ only in their numbers or names.

"Lượt xem: 1.234", "Posted by Ann Lee on 3 May 2024". Articles have such lines too: results, prices,
the figures of a weather report. What tells them apart is where they stand, so that a line is
looked at only at an edge of its document or beside what the site repeats word for word.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.checks._sites import Held, survey
from lint.finding import Action, Hit, Level
from lint.kernels.tables import ENDS_SENTENCE
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.survey import Counts, Facts
from lint.view import View

__all__ = ["PATTERNS", "Params", "find", "survey"]

PATTERNS = {"unless": Mode.LATER}
_VARIES = ("numbers", "numbers and names")


@dataclass(frozen=True, slots=True)
class Params:
    """Documents and shares of a site; from `suspect_share` a line is shown, but not deleted.

    A sentence of `prose_tokens` words or more is left alone. Only the first and last `edge_lines`
    with content count as the edges of a document. Lines that match `unless` are never found.
    """

    unless: tuple[str, ...] = ()
    min_documents: int = 5
    min_share: float = 0.1
    suspect_share: float = 0.05
    prose_tokens: int = 6
    edge_lines: int = 2


@dataclass(frozen=True, eq=False)
class _Neighbours:
    """What stands around the lines of a batch: the bounds of a run, and the document's edges."""

    near: NDArray[np.bool_]
    enclosed: NDArray[np.bool_]


def find(view: View, rule: int, params: Params, facts: Facts) -> Iterator[Hit]:
    """Yield each line whose template enough documents of the site hold, and that varies."""
    held = Held(view, facts)
    lines = held.templates.lines
    own = held.counts(held.line_keys)
    settled = (own >= params.min_documents) & (own >= params.suspect_share * held.totals)
    counts, kind = _most(held, params)
    totals = held.totals[lines]
    wanted = (counts >= params.min_documents) & (counts >= params.suspect_share * totals)
    wanted &= ~settled[lines] & ~_is_prose(view, lines, params)
    around = _neighbours(view, lines[wanted], settled, params.edge_lines)
    wanted &= around.near[lines]
    sure = around.enclosed[lines] & (counts >= params.min_share * totals)
    unwanted = set(view.matching(rule, "unless", lines[wanted]).tolist())
    for i in np.flatnonzero(wanted).tolist():
        line, varies = int(lines[i]), _VARIES[int(kind[i])]
        if line not in unwanted:
            said = f"The line stands in {held.said(int(counts[i]), line)} with other {varies}."
            hit = held.hit(rule, (line, line), said)
            yield hit if sure[i] else hit._replace(action=Action.NONE, level=Level.DISPLAY)


def _most(held: Held, params: Params) -> tuple[Counts, NDArray[np.int64]]:
    """Return for each template its count, and 1 where only the one without names is frequent."""
    templates = held.templates
    counts = [
        np.where(hashes != 0, held.counts(keys), 0)
        for hashes, keys in zip(
            (templates.numbers, templates.names), held.template_keys, strict=True
        )
    ]
    totals = held.totals[templates.lines]
    enough = (counts[0] >= params.min_documents) & (counts[0] >= params.min_share * totals)
    named = ~enough & (counts[1] > counts[0])
    return np.where(named, counts[1], counts[0]), named.astype(np.int64)


def _is_prose(view: View, lines: NDArray[np.int64], params: Params) -> NDArray[np.bool_]:
    tokens = np.diff(view.lines.first_token)[lines]
    ends: NDArray[np.bool_] = (view.lines.flags[lines] & ENDS_SENTENCE) != 0
    return ends & (tokens >= params.prose_tokens)


def _neighbours(
    view: View, found: NDArray[np.int64], settled: NDArray[np.bool_], edge_lines: int
) -> _Neighbours:
    """Return which lines are near an edge or a settled line, and which stand between such alone.

    A run of `found` lines is enclosed where a settled line stands on one side at least, and a
    settled line or the document's edge on the other.
    """
    content = view.content_lines
    size = len(content)
    passed = np.zeros(len(view.lines.start), bool)
    passed[found] = True
    passed = passed[content]
    index = np.arange(size)
    before = np.maximum.accumulate(np.where(passed, -1, index))
    after = np.minimum.accumulate(np.where(passed, size, index)[::-1])[::-1]
    documents = view.document_of_line[content]
    inside = [(at >= 0) & (at < size) for at in (before, after)]
    for at, within in zip((before, after), inside, strict=True):
        within[within] = documents[at[within]] == documents[within]
    held = [np.zeros(size, bool), np.zeros(size, bool)]
    for at, within, beside in zip((before, after), inside, held, strict=True):
        beside[within] = settled[content[at[within]]]
    bounds = view.rank[view.lines.first_line]
    edge = (index - bounds[documents] < edge_lines) | (bounds[documents + 1] - index <= edge_lines)
    near, enclosed = np.zeros((2, len(view.lines.start)), bool)
    near[content] = held[0] | held[1] | edge
    enclosed[content] = (held[0] | ~inside[0]) & (held[1] | ~inside[1]) & (held[0] | held[1])
    return _Neighbours(near, enclosed)
