"""What is kept of a document so that it can be compared: its shingles, its hashes, its place."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Offsets
from lint.finding import Hit
from lint.light import dataclass
from lint.near.stripping import stripped
from lint.rule import Rule
from lint.view import View

Hashes = NDArray[np.uint64]
Rows = NDArray[np.uint32]
SHINGLE_TOKENS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of D documents: those of document d are `tokens[first[d]:first[d + 1]]`.

    In-document faults were taken out. A sketch can be made of them, as of prints, sooner.
    """

    tokens: Hashes
    first: Offsets

    def __len__(self) -> int:
        return len(self.first) - 1

    def sketch(self, a: Rows, b: Rows) -> Rows:
        """Return the MinHash rows [D, P] of the permutations `a` and `b`."""
        return kernels.sketch_tokens(self.tokens, self.first, a, b, SHINGLE_TOKENS)

    def without(self, documents: NDArray[np.int64]) -> "Words":
        """Return the words with nothing left of `documents`."""
        gone = np.zeros(len(self), np.bool_)
        gone[documents] = True
        return Words(*_emptied(self.tokens, self.first, gone))

    def prints(self, title: Hashes, lead: Hashes) -> "Prints":
        """Return the prints of documents with these titles and leads."""
        sets, bounds = kernels.shingle_sets(self.tokens, self.first, SHINGLE_TOKENS)
        content = _whole_hashes(self.tokens, self.first)
        return Prints(sets, bounds, content, title, lead, np.diff(self.first))


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

    def sketch(self, a: Rows, b: Rows) -> Rows:
        """Return the MinHash rows [D, P] of the permutations `a` and `b`."""
        return kernels.sketch(self.shingles, self.first, a, b)

    def without(self, documents: NDArray[np.int64]) -> "Prints":
        """Return the prints with nothing left of `documents` that could be compared."""
        gone = np.zeros(len(self), np.bool_)
        gone[documents] = True
        shingles, first = _emptied(self.shingles, self.first, gone)
        return Prints(
            shingles=shingles,
            first=first,
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
    """Return the prints of a batch without the lines that `hits` would delete."""
    return take_words(view, hits, rules).prints(view.titles, _leads(view))


def take_words(view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Words:
    """Return the words of a batch without the lines that `hits` would delete."""
    return Words(*stripped(view, hits, rules))


def _emptied(values: Hashes, first: Offsets, gone: NDArray[np.bool_]) -> tuple[Hashes, Offsets]:
    """Return the parts of `values`, and their bounds, with nothing left of those `gone`."""
    sizes = np.diff(first)
    left = np.concatenate([[0], np.cumsum(np.where(gone, 0, sizes))])
    return values[np.repeat(~gone, sizes)], left


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
