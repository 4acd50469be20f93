"""Lines that are one of some fixed phrases, such as "Read more" or "Chia sẻ bài viết".

A phrase and a line are compared by folded hash, so that case, bullets, arrows and the place of a
tone mark do not count, and a thousand phrases cost no more than one.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import distinct
from lint.errors import RuleError
from lint.kernels.tables import ENDS_SENTENCE, Hashes, Lines
from lint.light import dataclass
from lint.view import View, heads_of


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Folded hashes of phrases in order, their heads, and which of them end as a sentence does."""

    hashes: Hashes
    heads: NDArray[np.int64]
    is_sentence: NDArray[np.bool_]


@lru_cache(maxsize=256)
def phrases(lines: tuple[str, ...]) -> Phrases:
    """Return the table of `lines`; raise RuleError for one that is no line or holds no word."""
    scanned = _scanned("\n".join(lines))
    if len(scanned.hash) != len(lines) or not scanned.hash.all():
        for number, line in enumerate(lines):
            if "\n" in line or not _scanned(line).hash.any():
                raise RuleError(f"lines[{number}] {line!r} must be one line with a word in it")
    hashes = distinct(scanned.hash)
    is_sentence = np.zeros(len(hashes), np.bool_)
    ends = (scanned.flags & ENDS_SENTENCE) != 0
    is_sentence[np.searchsorted(hashes, scanned.hash[ends])] = True
    return Phrases(hashes, heads_of(hashes), is_sentence)


def _scanned(text: str) -> Lines:
    buffer = np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
    return kernels.scan_lines(buffer, np.zeros(1, np.int64), np.full(1, len(buffer)))


def phrase_lines(view: View, table: Phrases) -> NDArray[np.int64]:
    """Return the indices of the lines that are a phrase of `table`, in order.

    A line that ends as a sentence ("Share.", "“Home?”") only counts where its phrase does too.
    """
    some = np.flatnonzero(view.hash_heads[table.heads])
    hashes, lines = view.by_hash
    first = np.searchsorted(hashes, table.hashes[some])
    counts = np.searchsorted(hashes, table.hashes[some], side="right") - first
    phrase = np.repeat(np.arange(len(counts)), counts)
    if not len(phrase):
        return phrase
    place = np.arange(len(phrase)) - (np.cumsum(counts) - counts)[phrase]
    found = lines[first[phrase] + place]
    keep = table.is_sentence[some[phrase]] | ((view.lines.flags[found] & ENDS_SENTENCE) == 0)
    return np.sort(found[keep])
