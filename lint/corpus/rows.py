"""The rows of CSV and TSV that have as many fields as the header, and what is wrong with others."""

import numpy as np

from lint.batch import Bytes, Offsets
from lint.corpus.cells import CR, cells_at_once, cells_one_by_one
from lint.light import dataclass

UNCLOSED = "a quote is not closed, or the field goes on behind it"


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows that have as many fields as the header; blank lines are none.

    Row `r` is the bytes `start[r]` to `end[r]` with its line end, its fields with their quotes
    `field_start[r]` to `field_end[r]`, one a column. `wrong` tells of the other rows, where they
    start and what is wrong; `size` counts the bytes that were read.
    """

    start: Offsets
    end: Offsets
    field_start: Offsets
    field_end: Offsets
    wrong: list[tuple[int, str]]
    size: int

    def behind(self, opening: int) -> "Rows":
        """Return these rows as they stand behind `opening` bytes."""
        return Rows(
            self.start + opening,
            self.end + opening,
            self.field_start + opening,
            self.field_end + opening,
            [(at + opening, message) for at, message in self.wrong],
            self.size + opening,
        )


def scan_rows(raw: bytes, delimiter: bytes, width: int, *, final: bool, patient: bool) -> Rows:
    """Return the whole rows of `raw`, which should have `width` fields each.

    `final`: no bytes follow. `patient`: a quote that stays open waits for more bytes.
    """
    buffer = np.frombuffer(raw, np.uint8)
    cells = cells_at_once(buffer, delimiter, final=final, patient=patient)
    if cells is None:
        cells = cells_one_by_one(raw, delimiter, final=final, patient=patient)
    count, first, last = np.diff(cells.first), cells.first[:-1], cells.first[1:] - 1
    start, end = cells.starts[first], cells.ends[last]
    told = ~((count == 1) & (start == _without_cr(buffer, start, end)))  # a blank line is no row
    good = told & (count == width)
    odd = np.flatnonzero(told & ~good)
    wrong = [
        (at, f"the row has {has} field{'s' * (has != 1)}, the header {width}")
        for at, has in zip(start[odd].tolist(), count[odd].tolist(), strict=True)
    ]
    index = first[good][:, None] + np.arange(width)
    field_start, field_end = cells.starts[index], cells.ends[index]
    field_end[:, -1] = _without_cr(buffer, field_start[:, -1], field_end[:, -1])
    wrong = sorted([*wrong, *((at, UNCLOSED) for at in cells.unclosed)])
    row_end = np.minimum(end[good] + 1, buffer.size)
    return Rows(start[good], row_end, field_start, field_end, wrong, cells.size)


def _without_cr(buffer: Bytes, starts: Offsets, ends: Offsets) -> Offsets:
    """Return the ends of cells without the CR of a line end."""
    has = (starts < ends) & (buffer[np.maximum(ends - 1, 0)] == CR) if len(ends) else 0
    return ends - has
