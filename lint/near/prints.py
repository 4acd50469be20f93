"""What is kept of a document so that it can be compared: its shingles, its hashes, its place."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Offsets
from lint.finding import Action, Hit, Level
from lint.rule import Rule
from lint.view import View

Hashes = NDArray[np.uint64]
SHINGLE_TOKENS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Prints:
    """D documents: shingle sets side by side, and one hash each of content, title and lead.

    Document d's set is `shingles[first[d]:first[d + 1]]`, without repeats. A hash of 0 stands for
    nothing: no words, no title. `tokens` counts words after in-document faults were taken out.
    """

    shingles: Hashes
    first: Offsets
    content: Hashes
    title: Hashes
    lead: Hashes
    tokens: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.content)

    def without(self, documents: NDArray[np.int64]) -> "Prints":
        """Return the prints with nothing left of `documents` that could be compared."""
        sizes, gone = np.diff(self.first), np.zeros(len(self), np.bool_)
        gone[documents] = True
        return Prints(
            shingles=self.shingles[np.repeat(~gone, sizes)],
            first=np.concatenate([[0], np.cumsum(np.where(gone, 0, sizes))]),
            content=np.where(gone, np.uint64(0), self.content),
            title=np.where(gone, np.uint64(0), self.title),
            lead=np.where(gone, np.uint64(0), self.lead),
            tokens=np.where(gone, 0, self.tokens),
        )

    def only(self, kept: NDArray[np.bool_]) -> "Prints":
        """Return the prints of the documents that are `kept`."""
        sizes = np.diff(self.first)
        return Prints(
            shingles=self.shingles[np.repeat(kept, sizes)],
            first=np.concatenate([[0], np.cumsum(sizes[kept])]),
            content=self.content[kept],
            title=self.title[kept],
            lead=self.lead[kept],
            tokens=self.tokens[kept],
        )


def take_prints(view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Prints:
    """Return the prints of a batch without the lines that `hits` would delete.

    Boilerplate is the bridge that makes false duplicates, so that it goes first; documents whose
    every line would go keep them, since something must be compared.
    """
    tokens, first = _kept_tokens(view, _doomed(view, hits, rules))
    sets, bounds = kernels.shingle_sets(tokens, first, SHINGLE_TOKENS)
    return Prints(
        shingles=sets,
        first=bounds,
        content=_whole_hashes(tokens, first),
        title=view.titles,
        lead=_leads(view),
        tokens=np.diff(first),
    )


def _doomed(view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> NDArray[np.bool_]:
    """Say of each line whether a hit deletes it, at any level that fixing knows."""
    doomed = np.zeros(len(view.lines.start) + 1, np.int32)
    for hit in hits:
        if hit.action is Action.LINES and rules[hit.rule].level_of(hit) >= Level.UNSAFE:
            base = int(view.batch.text.starts[hit.document])
            doomed[view.line_at(base + hit.start)] += 1
            doomed[view.line_at(base + max(hit.start, hit.end - 1)) + 1] -= 1
    return np.cumsum(doomed[:-1]) > 0


def _kept_tokens(view: View, doomed: NDArray[np.bool_]) -> tuple[Hashes, Offsets]:
    """Return the tokens that stay, and where each document's begin."""
    bounds = view.lines.first_token[view.lines.first_line]
    if not doomed.any():
        return view.lines.tokens, bounds
    gone = np.repeat(doomed, np.diff(view.lines.first_token))
    before = np.concatenate([[0], np.cumsum(~gone)])
    left = np.diff(before[bounds])
    emptied = np.flatnonzero((left == 0) & (np.diff(bounds) > 0))
    for document in emptied.tolist():
        gone[bounds[document] : bounds[document + 1]] = False
    first = np.concatenate([[0], np.cumsum(~gone)])[bounds]
    return view.lines.tokens[~gone], first


def _whole_hashes(tokens: Hashes, first: Offsets) -> Hashes:
    longest = int(np.diff(first).max(initial=1))  # so that a document is one shingle
    hashes, bounds = kernels.shingles(tokens, first, max(1, longest))
    content = np.zeros(len(first) - 1, np.uint64)
    content[np.diff(bounds) > 0] = hashes
    return content


def _leads(view: View) -> Hashes:
    """Return the hash of each document's second line with content, 0 where there is none."""
    lead = np.zeros(len(view.batch), np.uint64)
    title = view.first_content
    rank = np.where(title >= 0, view.rank[np.maximum(title, 0)] + 1, 0)
    last = view.rank[view.lines.first_line[1:]]
    has = (title >= 0) & (rank < last)
    lead[has] = view.lines.hash[view.content_lines[rank[has]]]
    return lead
