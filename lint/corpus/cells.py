"""CSV and TSV: where the cells of each row stand in the bytes (RFC 4180).

A field that opens with a quote closes with one, and quotes inside are doubled; in any other field
a quote is a character like others. A row ends at LF or CR LF outside of quotes.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from lint.batch import Bytes, Offsets

QUOTE, LF, CR = b'"\n\r'


class Cells(NamedTuple):
    """The cells of all whole rows in order: cell `i` is the bytes `starts[i]` to `ends[i]`.

    Row `r` has the cells `first[r]` to `first[r + 1]`; the last one may end with CR. `unclosed`
    are the starts of rows with a quoted field that does not close as it must, which are no rows;
    `size` counts the bytes that all this took.
    """

    starts: Offsets
    ends: Offsets
    first: Offsets
    unclosed: list[int]
    size: int


def cells_at_once(buffer: Bytes, delimiter: bytes, *, final: bool, patient: bool) -> Cells | None:
    """Return the cells of `buffer`; None where its quotes are not as RFC 4180 wants them.

    Then a delimiter or LF stands outside of quotes where the quotes before it are even in number.
    """
    at = np.flatnonzero((buffer == QUOTE) | (buffer == delimiter[0]) | (buffer == LF))
    kind = buffer[at]
    is_quote = kind == QUOTE
    inside = np.logical_xor.accumulate(is_quote)
    stays_open = bool(inside[-1:].any())
    quotes, opens = at[is_quote], inside[is_quote]
    if (stays_open and not patient) or not _fit(buffer, quotes[opens], quotes[~opens], delimiter):
        return None
    outside = ~(is_quote | inside)
    ends, is_last = at[outside], kind[outside] == LF
    if final and buffer.size and not (is_last[-1:].any() and ends[-1] + 1 == buffer.size):
        ends, is_last = np.append(ends, buffer.size), np.append(is_last, [True])
    first = np.concatenate([[0], np.flatnonzero(is_last) + 1])
    ends = ends[: first[-1]]
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    size = min(int(ends[-1]) + 1, buffer.size) if len(ends) else 0
    return Cells(starts, ends, first, [], size)


def _fit(buffer: Bytes, opening: Offsets, closing: Offsets, delimiter: bytes) -> bool:
    """Return whether every quote opens or closes a field, or is one of two that stand for one."""
    before = buffer[opening - 1]  # at 0 this reads the last byte, which does not count
    good = (before == delimiter[0]) | (before == LF) | (before == QUOTE) | (opening == 0)
    if not good.all():
        return False
    padded = np.append(buffer, np.array([LF, LF], np.uint8)) if len(closing) else buffer
    after, second = padded[closing + 1], padded[closing + 2]
    good = (after == delimiter[0]) | (after == LF) | (after == QUOTE)
    return bool((good | ((after == CR) & (second == LF))).all())


def cells_one_by_one(raw: bytes, delimiter: bytes, *, final: bool, patient: bool) -> Cells:
    """Return the cells of `raw`, whatever its quotes; the twin of `cells_at_once`.

    A row with a quote that does not close is passed over up to the end of its first line.
    """
    fields = _Fields(raw, delimiter)
    starts, ends, first, unclosed, row = list[int](), list[int](), [0], list[int](), 0
    while row < len(raw):
        found = fields.row(row)
        if found is None:
            line_end = raw.find(b"\n", row) + 1
            if (patient and fields.is_open) or not (line_end or final):
                break
            unclosed.append(row)
            row = line_end or len(raw)
            continue
        if found[-1] == len(raw) and not final:
            break
        ends += found
        starts += [row, *(end + 1 for end in found[:-1])]
        first.append(len(ends))
        row = min(found[-1] + 1, len(raw))
    columns = [np.array(column, np.int64) for column in (starts, ends, first)]
    return Cells(columns[0], columns[1], columns[2], unclosed, row)


class _Fields:
    """Goes from field to field; a closing quote is looked up, so that no byte is read again."""

    def __init__(self, raw: bytes, delimiter: bytes) -> None:
        self._raw, self._delimiter = raw, delimiter
        self._plain, self._behind = _patterns(delimiter)
        quotes = np.flatnonzero(np.frombuffer(raw, np.uint8) == QUOTE)
        bounds = np.flatnonzero(np.diff(quotes, prepend=-2) != 1)
        self._runs = quotes[bounds].tolist()  # where quotes in a row begin, and how many they are
        self._lengths = np.diff(bounds, append=len(quotes)).tolist()
        odd = [i for i, length in enumerate(self._lengths) if length % 2]
        self._odd = [self._runs[i] for i in odd]
        self._closing = [self._runs[i] + self._lengths[i] - 1 for i in odd]
        self.is_open = False

    def row(self, at: int) -> list[int] | None:
        """Return the ends of the fields of the row at `at`.

        None where a quote does not close as it must; `is_open`: it does not close at all.
        """
        ends: list[int] = []
        while (end := self._field_end(at)) is not None:
            ends.append(end)
            if self._raw[end : end + 1] != self._delimiter:
                return ends
            at = end + 1
        return None

    def _field_end(self, at: int) -> int | None:
        if self._raw[at : at + 1] != b'"':
            found = self._plain.match(self._raw, at)
            return None if found is None else found.end()
        close = self._close(at)
        self.is_open = close is None
        found = None if close is None else self._behind.match(self._raw, close + 1)
        return None if found is None else found.end()

    def _close(self, at: int) -> int | None:
        """Return the quote that closes the field which opens at `at`: the last of an odd run."""
        run = bisect_left(self._runs, at)
        if self._lengths[run] % 2 == 0:
            return at + int(self._lengths[run]) - 1
        odd = bisect_right(self._odd, at)
        return self._closing[odd] if odd < len(self._closing) else None


@lru_cache
def _patterns(delimiter: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return what a field without quotes is, and what may stand behind a closing quote."""
    one = re.escape(delimiter)
    return re.compile(b"[^%b\n]*" % one), re.compile(b"\r?(?=\n|\\Z)|(?=%b)" % one)
