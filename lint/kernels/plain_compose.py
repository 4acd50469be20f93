"""Letters with combining marks put in another form: for `_compose.pxi` and `_changes.pxi`."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from lint.batch import Bytes, Offsets

MARKS: Final = re.compile(rb"(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf])+")
"""U+0300 to U+036F are CC 80 to CD AF in UTF-8."""
_MARK_BYTE: Final = re.compile(rb"[\xcc\xcd]")
_WORD: Final = re.compile(rb"[^ \t\n]+")


def compose(text: Bytes, form: Callable[[bytes], bytes]) -> tuple[Bytes, Offsets, Offsets, Offsets]:
    """Return `text` with `form` of every letter in its place: a character and the marks behind it.

    The other arrays, int64[N] each, say where each letter ends in what is returned, and where it
    starts and ends in `text`.
    """
    data = text.tobytes()
    spans = list(_letters(data))
    forms = [form(data[start:end]) for start, end in spans]
    cuts = [0, *(cut for span in spans for cut in span), len(data)]
    pieces = [data[a:b] for a, b in pairwise(cuts)]
    pieces[1::2] = forms
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    sizes = np.array([len(part) for part in forms], np.int64)
    made = np.cumsum(sizes - (ends - starts)) + ends
    return np.frombuffer(b"".join(pieces), np.uint8), made, starts, ends


def changed_words(text: Bytes, form: Bytes) -> Offsets:
    """Return the runs of words of `text` with a mark that stand otherwise in `form`, int64[N, 4].

    The words of both, parted by spaces, tabs and line feeds, are paired in order. A run is of
    neighbours in one line; its row is start and end in `text`, then in `form`.
    """
    data, other = text.tobytes(), form.tobytes()
    rows: list[list[int]] = []
    last = -1  # where the word before ends, if it is in a run
    for word, counterpart in zip(_WORD.finditer(data), _WORD.finditer(other), strict=False):
        if word[0] == counterpart[0] or not _MARK_BYTE.search(word[0]):
            last = -1
            continue
        if last < 0 or b"\n" in data[last : word.start()]:
            rows.append([word.start(), 0, counterpart.start(), 0])
        rows[-1][1::2] = last, _ = word.end(), counterpart.end()
    return np.array(rows, np.int64).reshape(-1, 4)


def _letters(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each letter starts and ends; it does not reach into the one before."""
    closed = 0
    for marks in MARKS.finditer(data):
        start = max(marks.start() - 1, closed)
        while start > max(closed, marks.start() - 4) and data[start] & 0xC0 == 0x80:
            start -= 1
        closed = marks.end()
        yield start, closed
