"""A line or paragraph that stands again further on in the same document."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lint.checks.repeated_line import has_letters, line_number, same_text, span_of
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"unless": Mode.LATER}


@dataclass(frozen=True, slots=True)
class Params:
    """Lengths in tokens; a line that stands in more than `max_places` is a refrain or a heading."""

    unless: tuple[str, ...] = ()
    min_tokens: int = 8
    max_tokens: int = 0
    max_places: int = 3


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each later copy; copies that follow each other, and titles, are other rules'."""
    groups = list(_groups(view, params))
    firsts = np.array(sorted(group[0] for group in groups), np.int64)
    excepted = set(view.matching(rule, "unless", firsts).tolist())
    for group in groups:
        first = group[0]
        is_title = view.lines.hash[first] == view.titles[view.document_of_line[first]]
        if is_title or first in excepted or not has_letters(view.line_text(first)):
            continue
        detail = f"Line {line_number(view, first)} stands again here, word for word."
        for before, line in pairwise(group):
            if view.rank[line] - view.rank[before] > 1 and same_text(view, first, line):
                document = int(view.document_of_line[line])
                start, end = span_of(view, line)
                yield Hit(document, start, end, rule, Action.LINES, detail=detail)


def _groups(view: View, params: Params) -> Iterator[list[int]]:
    """Yield the lines of one document that have the same words, in order."""
    for group in _equal_lines(view, params):
        ranks = view.rank[group].tolist()
        places = 1 + sum(after - before > 1 for before, after in pairwise(ranks))
        if 1 < places <= params.max_places:
            yield group.tolist()


def _equal_lines(view: View, params: Params) -> list[NDArray[np.int64]]:
    counts = view.token_counts[view.repeated_lines]
    keep = counts >= params.min_tokens
    if params.max_tokens:
        keep &= counts <= params.max_tokens
    candidates = view.repeated_lines[keep]
    key = view.lines.hash[candidates] ^ (
        view.document_of_line[candidates].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    )
    order = np.argsort(key, kind="stable")
    cuts = np.flatnonzero(np.diff(key[order])) + 1
    sizes = np.diff(np.concatenate([[0], cuts, [len(order)]]))
    starts = np.concatenate([[0], cuts])[: len(sizes)]
    twice = np.flatnonzero(sizes > 1)
    return [candidates[order[starts[i] : starts[i] + sizes[i]]] for i in twice.tolist()]
