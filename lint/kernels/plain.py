"""The plain twin of the compiled kernels: the same arrays, in Python and NumPy.

It serves where no compiler was at hand, and says what `_fast.pyx` must return.
"""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lint.batch import Bytes, Offsets
from lint.kernels.hashing import MASK, PRIME, STEP
from lint.kernels.hashing import mix64 as mixed
from lint.kernels.plain_alike import common_ends, may_be_similar
from lint.kernels.plain_around import characters_before, words_around
from lint.kernels.plain_bounds import pair_bounds
from lint.kernels.plain_compose import changed_words, compose
from lint.kernels.plain_ends import last_words, words_left
from lint.kernels.plain_minhash import Sketches, assign, band_keys, sketch
from lint.kernels.plain_prefixes import may_begin, prefixes
from lint.kernels.plain_records import scan_records
from lint.kernels.plain_strings import raw_positions, unescape
from lint.kernels.plain_text import repair_utf8, scan_lines, scan_tokens, turn_utf8
from lint.kernels.tables import (
    Hashes,
    check_bounds,
    check_keys,
    check_ranges,
    check_spans,
    shingle_counts,
)

STAGES: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def mix64(values: Hashes) -> Hashes:
    """Return `hashing.mix64` of every value."""
    for shift, factor in STAGES:
        values = (values ^ values >> np.uint64(shift)) * np.uint64(factor)
    return values ^ values >> np.uint64(31)


def shingles(tokens: Hashes, first_token_of_doc: Offsets, size: int = 5) -> tuple[Hashes, Offsets]:
    """Return the hashes of every run of `size` tokens of each document, and where they begin.

    `first_token_of_doc` is int64[D + 1]; the second array, int64[D + 1], bounds the shingles of
    each document alike. A document of 1 to size - 1 tokens has one shingle of them all, one
    without tokens has none.
    """
    counts = shingle_counts(tokens.size, first_token_of_doc, size)
    first = np.concatenate(([0], np.cumsum(counts)))
    begin = np.arange(first[-1]) + np.repeat(first_token_of_doc[:-1] - first[:-1], counts)
    stop = np.repeat(first_token_of_doc[1:], counts)
    values = np.zeros(begin.size, np.uint64)
    for i in range(size):
        inside = begin + i < stop
        values[inside] = (values[inside] + tokens[begin[inside] + i]) * np.uint64(PRIME)
    return mix64(values), first


def sketch_tokens(
    tokens: Hashes, first_token_of_doc: Offsets, a: Sketches, b: Sketches, size: int = 5
) -> Sketches:
    """Return `sketch` of the shingles of each document: repeats change no minimum."""
    return sketch(*shingles(tokens, first_token_of_doc, size), a, b)


def fingerprints(text: Bytes, starts: Offsets, ends: Offsets, keys: Hashes) -> Hashes:
    """Return uint64[N, 2] that tells the spans of `text` apart, each under its own of `keys`.

    A span is read as words of eight bytes in the order of this machine, the last filled up with
    zeros. Each word is mixed with the key and its place and goes into two sums, which are closed
    with length and key. Spans that differ are alike by a chance of about 2**-128; who does not know
    `keys`, uint64[N, 2], cannot make such on purpose.
    """
    check_spans(text.size, starts, ends)
    check_keys(starts.size, keys)
    found = np.empty((starts.size, 2), np.uint64)
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        data = text[start:end].tobytes()
        words = np.frombuffer(data + bytes(-len(data) % 8), np.uint64)
        places = np.arange(1, words.size + 1, dtype=np.uint64) * np.uint64(STEP)
        values = mix64((words ^ keys[i, 0]) + places)
        other = (values ^ keys[i, 1]) * (values >> np.uint64(32) | np.uint64(1))
        first = mixed(int(values.sum()) + int(keys[i, 1]) + len(data) * STEP & MASK)
        found[i] = first, mixed((int(other.sum()) ^ int(keys[i, 0])) + first & MASK)
    return found


def gather(text: Bytes, starts: Offsets, ends: Offsets) -> tuple[Bytes, Offsets]:
    """Return the spans of `text` side by side, a newline after each, and where each begins.

    The second array, int64[N + 1], also holds the length of the whole.
    """
    check_spans(text.size, starts, ends)
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    joined = b"".join(text[start:end].tobytes() + b"\n" for start, end in spans)
    firsts = np.concatenate(([0], np.cumsum(ends - starts + 1)))
    return np.frombuffer(joined, np.uint8), firsts.astype(np.int64)


def count_byte(text: Bytes, byte: int) -> int:
    """Return how often `byte` stands in `text`."""
    return int(np.count_nonzero(text == byte))


def has_byte(
    text: Bytes, starts: Offsets, ends: Offsets, ranges: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Say which spans of `text` have a byte in one of `ranges`, uint8[R, 2]: lowest and highest."""
    check_spans(text.size, starts, ends)
    check_ranges(ranges)
    inside = np.zeros(text.size, bool)
    for low, high in ranges:
        inside |= (low <= text) & (text <= high)
    before = np.concatenate(([0], np.cumsum(inside)))
    found: NDArray[np.bool_] = before[ends] > before[starts]
    return found


def seen_before(hashes: Hashes, first: Offsets) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Say of each hash whether it stood before in its document, and count the commonest.

    `first` is int64[D + 1]: document d's hashes are `hashes[first[d]:first[d + 1]]`. Returns
    bool[S], and int32[D]: how often the commonest hash of each document stands in it.
    """
    check_bounds(hashes.size, first)
    again = np.zeros(hashes.size, bool)
    top = np.zeros(first.size - 1, np.int32)
    for d, (start, end) in enumerate(pairwise(first.tolist())):
        _, where, counts = np.unique(hashes[start:end], return_index=True, return_counts=True)
        again[start:end] = True
        again[start + where] = False
        top[d] = counts.max(initial=0)
    return again, top


def shingle_sets(
    tokens: Hashes, first_token_of_doc: Offsets, size: int = 5
) -> tuple[Hashes, Offsets]:
    """Return the shingles of each document as `shingles` does, each where it stands first only."""
    hashes, bounds = shingles(tokens, first_token_of_doc, size)
    again, _ = seen_before(hashes, bounds)
    return hashes[~again], bounds - np.searchsorted(np.flatnonzero(again), bounds)


__all__ = [
    "assign",
    "band_keys",
    "changed_words",
    "characters_before",
    "common_ends",
    "compose",
    "count_byte",
    "fingerprints",
    "gather",
    "has_byte",
    "last_words",
    "may_be_similar",
    "may_begin",
    "pair_bounds",
    "prefixes",
    "raw_positions",
    "repair_utf8",
    "scan_lines",
    "scan_records",
    "scan_tokens",
    "seen_before",
    "shingle_sets",
    "shingles",
    "sketch",
    "sketch_tokens",
    "turn_utf8",
    "unescape",
    "words_around",
    "words_left",
]
