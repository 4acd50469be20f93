"""What speaks for a run of lines being a related-story block; each piece has a weight."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.checks._layout import Layout
from lint.light import dataclass

_SPACED_ARTICLE = 0.6
_FOREIGN_TOPIC = 0.25


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason, as words for people, and how much it weighs."""

    weight: int
    reason: str


@dataclass(frozen=True, eq=False)
class Run:
    """Lines `start` to `end` (exclusive) of a document, and what the rule's patterns said."""

    layout: Layout
    start: int
    end: int
    markers: NDArray[np.bool_]
    datelines: NDArray[np.bool_]
    links: NDArray[np.bool_]  # titles of other documents, as far as they are known

    def evidence(self) -> list[Evidence]:
        """Return all that speaks for the run, strongest first."""
        found = [piece for test in _TESTS for piece in test(self)]
        return sorted(found, key=lambda piece: -piece.weight)


def _marker(run: Run) -> Iterator[Evidence]:
    if run.markers[run.start]:
        yield Evidence(3, f"line {run.layout.number(run.start)} announces related stories")


def _links(run: Run) -> Iterator[Evidence]:
    links = int(run.links[run.start : run.end].sum())
    if links == 1:
        yield Evidence(2, "one of them is the title of another document")
    elif links:
        yield Evidence(3, f"{links} of them are titles of other documents")


def _teasers(run: Run) -> Iterator[Evidence]:
    inside = np.flatnonzero(run.datelines[run.start : run.end]) + run.start
    openers = [run.layout.first_token(i) for i in inside.tolist()]
    most = max(map(openers.count, openers), default=0)
    if most >= 2:
        yield Evidence(3, f"{most} teasers open with the same dateline")


def _titles(run: Run) -> Iterator[Evidence]:
    titles = int(run.layout.is_title[run.start : run.end].sum())
    if titles >= 4:
        yield Evidence(2, f"{titles} lines are like headlines")
    elif titles >= 2:
        yield Evidence(1, f"{titles} lines are like headlines")


def _doubled(run: Run) -> Iterator[Evidence]:
    doubled = int(run.layout.is_doubled[run.start + 1 : run.end].sum())
    if doubled:
        yield Evidence(1, f"{doubled} of them stand twice")


def _alternation(run: Run) -> Iterator[Evidence]:
    titles = run.layout.is_title[run.start : run.end - 1]
    texts = run.layout.is_paragraph[run.start + 1 : run.end]
    pairs = int((titles & texts).sum())
    if pairs >= 2:
        yield Evidence(1, f"{pairs} headlines are each followed by a teaser")


def _spacing(run: Run) -> Iterator[Evidence]:
    before = run.layout.blank_before[1 : run.start]
    inside = run.layout.blank_before[run.start + 1 : run.end]
    if (
        len(before) >= 3
        and before.mean() >= _SPACED_ARTICLE
        and len(inside) >= 2
        and not inside.any()
    ):
        yield Evidence(2, "no blank lines stand between them, as they do in the article")


def _topic(run: Run) -> Iterator[Evidence]:
    pairs = run.layout.pairs(run.start, run.end)
    shared = len(pairs & run.layout.pairs(0, run.start)) / max(1, len(pairs))
    if shared < _FOREIGN_TOPIC:
        yield Evidence(1, f"only {shared:.0%} of their word pairs stand in the article")


_TESTS = (_marker, _links, _teasers, _titles, _doubled, _alternation, _spacing, _topic)
