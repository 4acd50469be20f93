"""One document's lines with content, with the features that tell a title from a paragraph."""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lint.kernels.tables import BLANK, ENDS_SENTENCE, HAS_URL, STARTS_UPPER
from lint.light import dataclass
from lint.view import View

TITLE_TOKENS = (4, 26)
_TITLE_ENDINGS = ("…", "...", "?", "!", "”", '"', "’", "'", "»")
_PARAGRAPH_TOKENS = 18


def lines_of(view: View, documents: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the indices of all lines of `documents`, which come in order."""
    bounds = view.lines.first_line
    ranges = [np.arange(bounds[d], bounds[d + 1]) for d in documents.tolist()]
    return np.concatenate([np.zeros(0, np.int64), *ranges])


@dataclass(frozen=True, eq=False)
class Layout:
    """The lines with content of one document: `lines[i]` is the i-th one's index in the batch."""

    view: View
    document: int

    @cached_property
    def lines(self) -> NDArray[np.int64]:
        """Return the batch's indices of the lines that are not blank."""
        first, last = self.view.lines.first_line[self.document : self.document + 2]
        content = np.flatnonzero((self.view.lines.flags[first:last] & BLANK) == 0)
        return content + int(first)

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def tokens(self) -> NDArray[np.int64]:
        """Return how many tokens each line has."""
        at = self.view.lines.first_token
        return at[self.lines + 1] - at[self.lines]

    @cached_property
    def blank_before(self) -> NDArray[np.bool_]:
        """Say for each line whether a blank line stands right before it."""
        gaps: NDArray[np.bool_] = np.diff(self.lines) > 1
        return np.concatenate([np.zeros(min(1, len(self)), bool), gaps])

    @cached_property
    def is_title(self) -> NDArray[np.bool_]:
        """Say for each line whether it could be a headline: short, capital first, no full stop."""
        flags = self.view.lines.flags[self.lines]
        low, high = TITLE_TOKENS
        is_title = (self.tokens >= low) & (self.tokens <= high)
        is_title &= (flags & HAS_URL) == 0
        for i in np.flatnonzero(is_title & ((flags & ENDS_SENTENCE) != 0)).tolist():
            is_title[i] = self.text(i).rstrip().endswith(_TITLE_ENDINGS)
        for i in np.flatnonzero(is_title & ((flags & STARTS_UPPER) == 0)).tolist():
            is_title[i] = self.text(i).lstrip()[:1].isdigit()
        return is_title

    @cached_property
    def is_paragraph(self) -> NDArray[np.bool_]:
        """Say for each line whether it is running text: long, or a sentence with its end."""
        ends: NDArray[np.bool_] = (self.view.lines.flags[self.lines] & ENDS_SENTENCE) != 0
        return ends & (self.tokens >= _PARAGRAPH_TOKENS)

    @cached_property
    def is_doubled(self) -> NDArray[np.bool_]:
        """Say for each line whether it repeats the one before it."""
        hashes = self.view.lines.hash[self.lines]
        same: NDArray[np.bool_] = hashes[1:] == hashes[:-1]
        return np.concatenate([np.zeros(min(1, len(self)), bool), same])

    def has_article(self, before: int, min_lines: int, min_tokens: int) -> bool:
        """Say whether so many lines and tokens stand before line `before`, two of them running."""
        return bool(
            before >= min_lines
            and self.tokens[:before].sum() >= min_tokens
            and self.is_paragraph[:before].sum() >= 2
        )

    def index(self, line: int) -> int:
        """Return which line with content of the document the batch's `line` is."""
        return int(np.searchsorted(self.lines, line))

    def marks(self, matched: set[int]) -> NDArray[np.bool_]:
        """Say for each line whether the batch's set `matched` holds it."""
        return np.array([line in matched for line in self.lines.tolist()], bool)

    def first_token(self, i: int) -> int:
        """Return the hash of the first token of line `i`, 0 where it has none."""
        at = self.view.lines.first_token[self.lines[i]]
        return int(self.view.lines.tokens[at]) if self.tokens[i] else 0

    def pairs(self, start: int, end: int) -> set[int]:
        """Return the hashes of all pairs of adjoining tokens in lines `start` to `end`."""
        at = self.view.lines.first_token
        tokens = self.view.lines.tokens[at[self.lines[start]] : at[self.lines[end - 1] + 1]]
        return set((tokens[:-1] * np.uint64(31) + tokens[1:]).tolist())

    def text(self, i: int) -> str:
        """Return line `i`."""
        return self.view.line_text(int(self.lines[i]))

    def number(self, i: int) -> int:
        """Return the 1-based number of line `i` in its document."""
        return int(self.lines[i] - self.view.lines.first_line[self.document]) + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the byte range of lines `start` to `end` (exclusive) in the document."""
        base = int(self.view.batch.text.starts[self.document])
        first, last = self.lines[start], self.lines[end - 1]
        return int(self.view.lines.start[first]) - base, int(self.view.lines.end[last]) - base
