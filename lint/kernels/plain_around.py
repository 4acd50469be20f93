"""Words and characters around places in Python: the reference for the kernels."""

import re
from itertools import takewhile
from typing import Final

import numpy as np

from lint.batch import Bytes, Offsets
from lint.kernels.tables import check_spans

CONTINUATION: Final = bytes(range(0x80, 0xC0))
MARK: Final = re.compile(rb"\xcc[\x80-\xbf]|\xcd[\x80-\xaf]")
BLANKS: Final = b" \t\n"


def words_around(
    text: Bytes, starts: Offsets, ends: Offsets, reach: int
) -> tuple[Offsets, Offsets]:
    """Return where the words around some spans begin, and where they end with the blank after them.

    A word is what stands between spaces, tabs and line feeds. It is looked for in `reach` bytes to
    each side; where it goes on there, it is cut between two characters.
    """
    check_spans(text.size, starts, ends)
    data = text.tobytes()
    words = np.empty((2, starts.size), np.int64)
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        low, high = max(0, start - reach), min(len(data), end + reach)
        begin = max(data.rfind(blank, low, start) for blank in BLANKS) + 1 or low
        begin = start - len(data[begin:start].lstrip(CONTINUATION))
        found = [data.find(blank, end, high) for blank in BLANKS]
        stop = min((at for at in found if at >= 0), default=high - 1) + 1
        while end < stop < len(data) and data[stop] in CONTINUATION:
            stop -= 1
        words[:, i] = begin, stop
    return words[0], words[1]


def characters_before(
    text: Bytes, positions: Offsets, *, with_marks: bool
) -> tuple[Offsets, Offsets]:
    """Return where the characters that end at `positions` begin, and their code points.

    With marks, the marks U+0300 to U+036F right before a position are passed over with the
    character before them. Before the first byte nothing stands: there it is what begins there.
    """
    check_spans(text.size, np.zeros_like(positions), positions)
    data = text.tobytes()
    found = np.zeros((2, positions.size), np.int64)
    for i, position in enumerate(positions.tolist() if data else ()):
        at = max(position - 1, 0)
        while at > 0 and (data[at] in CONTINUATION or (with_marks and MARK.match(data, at))):
            at -= 1
        found[:, i] = at, _code_point(data[at : max(at + 1, position)])
    return found[0], found[1]


def _code_point(data: bytes) -> int:
    """Return the code point that `data` begins with, as far as it goes."""
    lead = data[0]
    if lead < 0xC0:
        return lead
    found = lead & (0x1F if lead < 0xE0 else 0x0F)
    for byte in takewhile(CONTINUATION.__contains__, data[1:4]):
        found = found << 6 | byte & 0x3F
    return found
