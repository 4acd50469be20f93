"""Lines that are one of some fixed phrases, such as "Read more" or "Chia sẻ bài viết".

A phrase and a line are compared by folded hash, so that case, bullets, arrows and the place of a
tone mark do not count, and a thousand phrases cost no more than one.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import distinct
from lint.batch import Strings
from lint.errors import RuleError
from lint.kernels.tables import ENDS_SENTENCE, Hashes
from lint.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Folded hashes in order: of all phrases, and of those that end as a sentence does."""

    all: Hashes
    sentences: Hashes
    longest: int  # tokens


@lru_cache(maxsize=256)
def phrases(lines: tuple[str, ...]) -> Phrases:
    """Return the table of `lines`; raise RuleError for one that is no line or holds no word."""
    column = Strings.of(lines)
    scanned = kernels.scan_lines(column.buffer, column.starts, column.ends)
    for number, (line, count) in enumerate(zip(lines, np.diff(scanned.first_line), strict=True)):
        if count != 1 or not scanned.hash[scanned.first_line[number]]:
            raise RuleError(f"lines[{number}] {line!r} must be one line with a word in it")
    ends = (scanned.flags & ENDS_SENTENCE) != 0
    longest = int(np.diff(scanned.first_token).max(initial=0))
    return Phrases(distinct(scanned.hash), distinct(scanned.hash[ends]), longest)


def phrase_lines(view: View, table: Phrases) -> NDArray[np.int64]:
    """Return the indices of the lines that are a phrase of `table`, in order.

    A line that ends as a sentence ("Share.", "“Home?”") only counts where its phrase does too.
    """
    tokens = np.diff(view.lines.first_token)
    short = np.flatnonzero((tokens > 0) & (tokens <= table.longest))
    hashes = view.lines.hash[short]
    ends = (view.lines.flags[short] & ENDS_SENTENCE) != 0
    found: NDArray[np.int64] = short[
        (_among(hashes, table.all) & ~ends) | _among(hashes, table.sentences)
    ]
    return found


def _among(values: Hashes, table: Hashes) -> NDArray[np.bool_]:
    """Say which of `values` stand in the sorted `table`."""
    if not len(table):
        return np.zeros(len(values), np.bool_)
    at = np.searchsorted(table, values)
    same: NDArray[np.bool_] = table[np.minimum(at, len(table) - 1)] == values
    return same
