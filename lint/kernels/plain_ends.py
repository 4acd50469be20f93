"""How texts end, in Python."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from lint.batch import Bytes, Offsets
from lint.kernels.plain_around import CONTINUATION
from lint.kernels.tables import check_spans

STOPS: Final = ".!?…:"
CLOSERS: Final = "\"”’')] "


def last_words(text: Bytes, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """Return where the last word of each span of `text` begins and ends, int64[N] each.

    It is what `str.split` finds last in the whole characters; a span without one has an empty one.
    """
    check_spans(text.size, starts, ends)
    found = np.empty((2, starts.size), np.int64)
    for i, string in enumerate(_strings(text, starts, ends)):
        word = _size("".join(string.split()[-1:]))
        blanks = _size(string) - _size(string.rstrip())
        found[:, i] = ends[i] - blanks - word, ends[i] - blanks
    return found[0], found[1]


def words_left(text: Bytes, starts: Offsets, ends: Offsets) -> Offsets:
    """Return how many words stand behind the last full stop of each span of `text`, int64[N].

    Full stops are `STOPS`; of `CLOSERS` behind one, none begins a word.
    """
    check_spans(text.size, starts, ends)
    found = np.zeros(starts.size, np.int64)
    for i, string in enumerate(_strings(text, starts, ends)):
        for mark in STOPS:
            string = string.rpartition(mark)[2]  # noqa: PLW2901 - what is left of it
        found[i] = len(string.lstrip(CLOSERS).split())
    return found


def _strings(text: Bytes, starts: Offsets, ends: Offsets) -> Iterator[str]:
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        whole = text[start:end].tobytes().lstrip(CONTINUATION)
        yield whole.decode("utf-8", "surrogateescape")


def _size(string: str) -> int:
    return len(string.encode("utf-8", "surrogateescape"))
