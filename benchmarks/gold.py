"""What of a page is its article, by people's word: `gold` text against the lines of the page.

Gold texts break lines elsewhere and differ in white space, so folded words are compared, as the
engine hashes them. A line is article where at least half of its words stand in the gold text in
runs of `RUN` words. A shorter line has no such run: it is article where it is a whole line of
the gold text, or where all its words (`SHORT_RUN` or more) stand there side by side, so that a
button "Share" is not article because a sentence has the word.

A line that stands more often on the page than in the gold text is article only so many times: of
a caption that comes twice, one copy may go.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Strings
from lint.kernels.tables import Hashes

RUN = 5
SHORT_RUN = 3
COVERED = 0.5
_BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Words:
    """The folded words of a text, and where each of its lines begins among them."""

    tokens: Hashes
    starts: NDArray[np.int64]
    hashes: Hashes

    @classmethod
    def of(cls, text: str | bytes) -> "Words":
        """Fold `text`."""
        column = Strings.of([text])
        lines = kernels.scan_lines(column.buffer, column.starts, column.ends)
        return cls(lines.tokens, lines.first_token, lines.hash)

    def runs(self, size: int) -> Hashes:
        """Return a hash of every `size` words side by side."""
        count = max(0, len(self.tokens) - size + 1)
        runs = np.zeros(count, np.uint64)
        for offset in range(size):
            runs = runs * _BASE + self.tokens[offset : offset + count]
        return runs


@dataclass(frozen=True, eq=False)
class Gold:
    """The text of an article as people marked it."""

    words: Words

    @classmethod
    def of(cls, text: str | Sequence[str]) -> "Gold":
        """Take a text, or several pieces of one."""
        return cls(Words.of(text if isinstance(text, str) else "\n".join(text)))

    def holds(self, page: Words) -> NDArray[np.bool_]:
        """Say for each line of `page` whether its words are the article's."""
        sizes = np.diff(page.starts)
        found = np.isin(page.hashes, self.words.hashes[self.words.hashes != 0])
        for size in range(SHORT_RUN, RUN):
            short = np.flatnonzero(sizes == size)
            known = np.isin(page.runs(size), self.words.runs(size))
            found[short] |= known[page.starts[short]]
        long = np.flatnonzero(sizes >= RUN)
        share = self._covered(page)[page.starts[long + 1]] - self._covered(page)[page.starts[long]]
        found[long] |= share >= COVERED * sizes[long]
        return found

    def copies(self, page: Words, line: int) -> int:
        """Return how often the words of `line` stand in the article, at least once."""
        own = page.tokens[page.starts[line] : page.starts[line + 1]]
        if not len(own):
            return 1
        run = Words(own, page.starts[:0], page.hashes[:0]).runs(len(own))[0]
        return max(1, int(np.count_nonzero(self.words.runs(len(own)) == run)))

    def _covered(self, page: Words) -> NDArray[np.int64]:
        """Return how many of the first words of `page` are covered by runs that the gold has.

        Runs do not cross lines.
        """
        known = np.isin(page.runs(RUN), self.words.runs(RUN))
        at = np.flatnonzero(known)
        line = np.searchsorted(page.starts, at, side="right") - 1
        at = at[at + RUN <= page.starts[line + 1]]
        change = np.zeros(len(page.tokens) + 1, np.int64)
        np.add.at(change, at, 1)
        np.add.at(change, at + RUN, -1)
        inside = np.cumsum(change[:-1]) > 0
        return np.concatenate([[0], np.cumsum(inside)])
