"""What is left of documents when lines that findings would delete are taken out.

Boilerplate is the bridge that makes false duplicates, so that it goes before they are compared.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lint.batch import Offsets
from lint.finding import Action, Hit, Level
from lint.kernels.tables import Hashes
from lint.rule import Rule
from lint.view import View

Flags = NDArray[np.bool_]


def stripped(view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> tuple[Hashes, Offsets]:
    """Return the tokens of a batch that `hits` leave, and where each document's begin, [D + 1].

    A hit deletes lines at any level that fixing knows. Documents whose every line would go keep
    them, since something must be compared.
    """
    deleting = [
        hit
        for hit in hits
        if hit.action is Action.LINES and rules[hit.rule].level_of(hit) >= Level.UNSAFE
    ]
    if not deleting:
        return view.tokens
    lines = view.lines
    gone = _without_emptied(view, _touched(view, deleting))
    cuts = np.flatnonzero(np.diff(gone, prepend=True, append=True))
    runs = lines.first_token[cuts].reshape(-1, 2).tolist()
    tokens = [lines.tokens[start:end] for start, end in runs]
    return np.concatenate([np.zeros(0, np.uint64), *tokens]), _left(view, gone)


def _touched(view: View, hits: Sequence[Hit]) -> Flags:
    """Say of each line whether one of `hits` touches it."""
    rows = [(hit.document, hit.start, max(hit.start, hit.end - 1)) for hit in hits]
    documents, *ends = np.array(rows, np.int64).T
    base = view.batch.text.starts[documents]
    first, last = (view.lines_at(base + end) for end in ends)
    changes = np.zeros(len(view.lines.start) + 1, np.int64)
    np.add.at(changes, first, 1)
    np.subtract.at(changes, last + 1, 1)
    return np.cumsum(changes[:-1]) > 0


def _without_emptied(view: View, gone: Flags) -> Flags:
    """Return the lines that are `gone`, but none of documents that would have no token left."""
    first = view.lines.first_line
    emptied = (np.diff(_left(view, gone)) == 0) & (np.diff(view.lines.first_token[first]) > 0)
    left: Flags = gone & ~np.repeat(emptied, np.diff(first))
    return left


def _left(view: View, gone: Flags) -> Offsets:
    """Return where the tokens of each document begin without those of lines that are `gone`."""
    sizes = np.where(gone, 0, np.diff(view.lines.first_token))
    return np.concatenate([[0], np.cumsum(sizes)])[view.lines.first_line]
