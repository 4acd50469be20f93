"""Blocks of links to other stories, found in plain lines by evidence that adds up.

No markup is left in extracted text, so that no single sign decides: headline-like lines, headlines
that stand twice, teasers that open with the site's dateline, an announcing line, the missing blank
lines of a list, another topic, the end of the document; and, where a corpus was read, that a line
is the title of another of its documents. The idea of judging short blocks by their
context is that of Pomikálek, "Removing Boilerplate and Duplicate Content from Web Corpora"
(2011), section 3; the features are for text without tags.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.checks._evidence import Run
from lint.checks._layout import TITLE_TOKENS, Layout, lines_of
from lint.checks._titles import Known, Links, Titles, survey
from lint.finding import Action, Hit, Level
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

__all__ = ["ALONE", "GATHERING", "PATTERNS", "Params", "find", "survey"]

ALONE = True
GATHERING = Titles
PATTERNS = {"markers": Mode.LINE, "datelines": Mode.START, "credits": Mode.LATER}
_LEAD_LINES = 3
"""How many lines may stand between a break in the layout and the first teaser."""


@dataclass(frozen=True, slots=True)
class Params:
    """A block whose evidence weighs `min_weight` may be cut; from `suspect_weight` it is shown."""

    markers: tuple[str, ...] = ()
    datelines: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    min_weight: int = 5
    suspect_weight: int = 4
    min_article_lines: int = 3
    min_article_tokens: int = 60
    max_lines_inside: int = 12


def find(view: View, rule: int, params: Params, facts: Known | None = None) -> Iterator[Hit]:
    """Yield at most one block a document that runs to its end, and those behind an announcement."""
    markers = set(view.matched_lines(rule, "markers").tolist())
    datelines = set(view.matched_lines(rule, "datelines").tolist())
    links = set(Links(view, facts, *TITLE_TOKENS).lines) if facts else set[int]()
    documents = _documents(view, markers, datelines)
    credited = set(view.matching(rule, "credits", lines_of(view, documents)).tolist())
    for document in documents.tolist():
        layout = Layout(view, document)
        marked, dated = layout.marks(markers), layout.marks(datelines)
        signed = layout.marks(credited)
        for start, end in _candidates(layout, marked, dated, signed, params):
            run = Run(layout, start, end, marked, dated, layout.marks(links))
            if layout.has_article(start, params.min_article_lines, params.min_article_tokens):
                yield from _verdict(run, rule, params)


def _documents(view: View, markers: set[int], datelines: set[int]) -> NDArray[np.int64]:
    """Return the documents with an announcing line, or with two teasers or more."""
    marked = view.document_of_line[np.array(sorted(markers), np.int64)]
    dated = view.document_of_line[np.array(sorted(datelines), np.int64)]
    again = dated[1:][dated[1:] == dated[:-1]]  # in order, as the lines are
    return distinct(np.concatenate([marked, again]))


def _candidates(
    layout: Layout,
    marked: NDArray[np.bool_],
    dated: NDArray[np.bool_],
    credited: NDArray[np.bool_],
    params: Params,
) -> Iterator[tuple[int, int]]:
    """Yield ranges of lines that may be blocks: from teasers, and behind announcements."""
    tail = _teaser_tail(layout, dated, credited)
    if tail is not None:
        yield tail, len(layout)
    for start in np.flatnonzero(marked).tolist():
        end = _list_end(layout, marked, start, params)
        if end > start + 1 and (tail is None or start < tail):
            yield start, min(end, len(layout) if tail is None else tail)


def _teaser_tail(
    layout: Layout, dated: NDArray[np.bool_], credited: NDArray[np.bool_]
) -> int | None:
    """Return where the tail of headlines and teasers begins that runs to the document's end."""
    start = len(layout)
    likely = layout.is_title | dated | credited
    while start and likely[start - 1]:
        start -= 1
    teasers = np.flatnonzero(dated[start:]) + start
    if len(teasers) < 2:
        return None
    return _widened(layout, start, int(teasers[0]))


def _widened(layout: Layout, start: int, teaser: int) -> int:
    """Return the start of the block whose first teaser is known, at a blank line if one is near."""
    for i in range(teaser, max(0, teaser - _LEAD_LINES - 1), -1):
        if layout.blank_before[i]:
            return i
    return max(start, teaser - _LEAD_LINES)


def _list_end(layout: Layout, marked: NDArray[np.bool_], start: int, params: Params) -> int:
    """Return the end of the headlines behind the announcement in line `start`."""
    end = start + 1
    while end < len(layout) and (layout.is_title[end] or marked[end]):
        end += 1
    if end == len(layout):
        return end
    end = min(end, start + 1 + params.max_lines_inside)
    # A short line right before running text may be the article's own heading: it stays.
    return end - 1 if not layout.blank_before[end] else end


def _verdict(run: Run, rule: int, params: Params) -> Iterator[Hit]:
    evidence = run.evidence()
    weight = sum(piece.weight for piece in evidence) + (run.end == len(run.layout))
    if weight < params.suspect_weight:
        return
    start, end = run.layout.span(run.start, run.end)
    reasons = "; ".join(piece.reason for piece in evidence)
    place = (
        "to the end" if run.end == len(run.layout) else f"to line {run.layout.number(run.end - 1)}"
    )
    detail = f"Related stories from line {run.layout.number(run.start)} {place}: {reasons}."
    level = None if weight >= params.min_weight else Level.DISPLAY
    action = Action.LINES if level is None else Action.NONE
    yield Hit(run.layout.document, start, end, rule, action, level=level, detail=detail)
