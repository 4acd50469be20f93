"""Lines that are one of some fixed phrases, such as "Read more" or "Chia sẻ bài viết".

A phrase and a line are compared by folded hash, so that case, bullets, arrows and the place of a
tone mark do not count, and a thousand phrases cost no more than one.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import distinct
from lint.batch import Strings
from lint.errors import RuleError
from lint.kernels.tables import ENDS_SENTENCE, Hashes
from lint.light import dataclass
from lint.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Folded hashes of phrases in order, and which of them end as a sentence does."""

    hashes: Hashes
    is_sentence: NDArray[np.bool_]


@lru_cache(maxsize=256)
def phrases(lines: tuple[str, ...]) -> Phrases:
    """Return the table of `lines`; raise RuleError for one that is no line or holds no word."""
    column = Strings.of(lines)
    scanned = kernels.scan_lines(column.buffer, column.starts, column.ends)
    unusable = np.diff(scanned.first_line) != 1
    if not unusable.any():
        unusable = scanned.hash == 0
    for number in np.flatnonzero(unusable).tolist():
        raise RuleError(f"lines[{number}] {lines[number]!r} must be one line with a word in it")
    hashes = distinct(scanned.hash)
    is_sentence = np.zeros(len(hashes), np.bool_)
    ends = (scanned.flags & ENDS_SENTENCE) != 0
    is_sentence[np.searchsorted(hashes, scanned.hash[ends])] = True
    return Phrases(hashes, is_sentence)


def phrase_lines(view: View, table: Phrases) -> NDArray[np.int64]:
    """Return the indices of the lines that are a phrase of `table`, in order.

    A line that ends as a sentence ("Share.", "“Home?”") only counts where its phrase does too.
    """
    hashes, lines = view.by_hash
    first = np.searchsorted(hashes, table.hashes)
    counts = np.searchsorted(hashes, table.hashes, side="right") - first
    phrase = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(phrase)) - (np.cumsum(counts) - counts)[phrase]
    found = lines[first[phrase] + place]
    keep = table.is_sentence[phrase] | ((view.lines.flags[found] & ENDS_SENTENCE) == 0)
    return np.sort(found[keep])
