"""What tells two lines apart before their words are compared, in Python."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lint.batch import Bytes, Offsets
from lint.kernels.plain_text import tokens_of
from lint.kernels.tables import Hashes, check_bounds, check_pairs, check_span_pairs

IOTA: Final = re.compile(rb"\xcd|\xe1[\xbc-\xbf]")  # U+0345 and what is composed with it


def common_ends(
    tokens: Hashes, first_token: Offsets, one: Offsets, other: Offsets
) -> tuple[Offsets, Offsets]:
    """Return how many tokens the lines `one` and `other` begin with alike, and how many they end.

    `first_token` is int64[L + 1]: the tokens of line i are `tokens[first_token[i]:first_token[i +
    1]]`; `one` and `other` are int64[P], as what is returned.
    """
    check_bounds(tokens.size, first_token)
    check_pairs(first_token.size - 1, one, other)
    found = np.zeros((2, one.size), np.int64)
    for i, pair in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        a, b = (tokens[first_token[line] : first_token[line + 1]].tolist() for line in pair)
        found[:, i] = _alike(a, b), _alike(a[::-1], b[::-1])
    return found[0], found[1]


def may_be_similar(text: Bytes, starts: Offsets, ends: Offsets, least: float) -> NDArray[np.bool_]:
    """Say of which pairs of spans the words, in lower case, may be similar by `least` or more.

    `starts` and `ends` are int64[P, 2]. What is bounded is the normalised Indel similarity of the
    words that `str.split` finds: by their numbers, and by how many of the first span have the
    tokens of a word of the second. Words that differ in case alone have the same tokens, but for
    those with an iota below, so that spans that may have one may be similar.
    """
    check_span_pairs(text.size, starts, ends)
    found = np.zeros(len(starts), np.bool_)
    for i, spans in enumerate(np.stack([starts, ends], axis=2).tolist()):
        one, other = (text[start:end].tobytes() for start, end in spans)
        ours, others = (data.decode("utf-8", "surrogateescape").split() for data in (one, other))
        sizes = len(ours), len(others)
        if _reaches(min(sizes), *sizes, least):
            there = {tuple(tokens_of(word)) for word in others}
            common = sum(tuple(tokens_of(word)) in there for word in ours)
            has_iota = any(map(IOTA.search, (one, other)))
            found[i] = has_iota or _reaches(common, *sizes, least)
    return found


def _reaches(common: int, one: int, other: int, least: float) -> bool:
    size = one + other
    return size == 0 or 1 - (size - 2 * common) / size >= least


def _alike(one: Sequence[int], other: Sequence[int]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
