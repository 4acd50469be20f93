"""A line or paragraph that stands again further on in the same document."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.arrays import among, distinct
from lint.checks._headlines import is_title
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
    firsts, copies = _copies(view, params)
    documents = view.document_of_line[firsts]
    spared = is_title(view, firsts)
    spared |= among(firsts, view.matching(rule, "unless", distinct(firsts)))
    columns = (column[~spared].tolist() for column in (documents, firsts, copies))
    for document, first, line in zip(*columns, strict=True):
        if same_text(view, first, line) and has_letters(view.line_text(first)):
            start, end = span_of(view, line)
            detail = f"Line {line_number(view, first)} stands again here, word for word."
            yield Hit(document, start, end, rule, Action.LINES, detail=detail)


def _copies(view: View, params: Params) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first of the lines of a document with the same words, and one apart from it.

    There is such a pair for each place but the first: for each line that does not follow another
    one of them. Lines that stand in too many places are left out.
    """
    lines, group = _equal_lines(view, params)
    ranks = view.rank[lines]
    apart = (group[1:] == group[:-1]) & (ranks[1:] - ranks[:-1] > 1)
    copies = np.flatnonzero(apart) + 1
    places = 1 + np.bincount(group[copies])
    copies = copies[places[group[copies]] <= params.max_places]
    firsts = np.searchsorted(group, group[copies])
    return lines[firsts], lines[copies]


def _equal_lines(view: View, params: Params) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the repeated lines, those of one document with the same words together and in order.

    The second array numbers such groups.
    """
    counts = view.token_counts[view.repeated_lines]
    keep = counts >= params.min_tokens
    if params.max_tokens:
        keep &= counts <= params.max_tokens
    candidates = view.repeated_lines[keep]
    key = view.lines.hash[candidates] ^ (
        view.document_of_line[candidates].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    )
    order = np.argsort(key, kind="stable")
    is_new = np.zeros(len(order), np.int64)
    is_new[1:] = key[order[1:]] != key[order[:-1]]
    return candidates[order], np.cumsum(is_new)
