"""Letters with combining marks put in another form: the reference for `_compose.pxi`."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from lint.batch import Bytes, Offsets

MARKS: Final = re.compile(rb"(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf])+")
"""U+0300 to U+036F are CC 80 to CD AF in UTF-8."""


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


def _letters(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each letter starts and ends; it does not reach into the one before."""
    closed = 0
    for marks in MARKS.finditer(data):
        start = max(marks.start() - 1, closed)
        while start > max(closed, marks.start() - 4) and data[start] & 0xC0 == 0x80:
            start -= 1
        closed = marks.end()
        yield start, closed
