"""What a document is called: its title as it is, and without the name of the site behind it."""

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import distinct
from lint.batch import Strings
from lint.kernels.tables import Hashes
from lint.view import View

_BEFORE_SITE, _BEHIND_SITE = (" | ", " :: ", " — ", " – ", " - "), " : "
"""What parts a headline from the site's name in the title of a page, the surest mark first."""


def titles_of(view: View) -> Hashes:
    """Return the folded hashes [D, 2] of each title and of its headline; 0 where there is none.

    A document without a title field has its first line, where that is short, for a title.
    """
    titles = headlines_of(view)
    titles[:, 0] = view.titles
    return titles


def is_title(view: View, lines: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which of `lines` are what their document is called, word for word."""
    documents = view.document_of_line[lines]
    some = distinct(documents)  # the titles of the others are not read
    titles = view.titles_of(some)[np.searchsorted(some, documents)]
    same: NDArray[np.bool_] = (view.lines.hash[lines] == titles) & (titles != 0)
    return same


def headlines_of(view: View) -> Hashes:
    """Return the hashes [D, 2] of what the title field says, whole and without the site."""
    found = np.zeros((len(view.batch), 2), np.uint64)
    if view.batch.titles is not None:
        found[:, 0] = _first_lines(view.batch.titles)
        found[:, 1] = _first_lines(Strings.of(map(_without_site, view.batch.titles)))
    return found


def own_headlines(view: View, min_tokens: int) -> NDArray[np.bool_]:
    """Say of each line whether it is what its document's title field says, and no mere label."""
    own = view.lines.hash[:, None] == headlines_of(view)[view.document_of_line]
    found: NDArray[np.bool_] = own.any(axis=1) & (np.diff(view.lines.first_token) >= min_tokens)
    return found


def _first_lines(strings: Strings) -> Hashes:
    lines = kernels.scan_lines(strings.buffer, strings.starts, strings.ends)
    there = np.diff(lines.first_line) > 0
    hashes = np.zeros(len(strings), np.uint64)
    hashes[there] = lines.hash[lines.first_line[:-1][there]]
    return hashes


def _without_site(title: str) -> str:
    """Return `title` without what may be the site's name, nothing where no mark parts it."""
    for mark in _BEFORE_SITE:
        if mark in title:
            return title.rpartition(mark)[0]
    return title.partition(_BEHIND_SITE)[2]
