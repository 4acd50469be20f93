"""Where the records of CSV and TSV stand in the bytes, so that edits can be written back there."""

import re
from collections.abc import Sequence

import numpy as np

from lint.batch import Offsets, Place, Strings
from lint.corpus.origin import Part, Splice, record_place
from lint.corpus.rows import Rows
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is laid out: its delimiter, its `width` in columns, the column of each role."""

    delimiter: bytes
    width: int
    column: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class RowOrigin:
    """Documents that are fields of a table's rows; `lines` are where the rows begin, 1-based."""

    parts: Sequence[Part]
    layout: Layout
    rows: Rows
    lines: Offsets
    ids: Strings | None

    def place(self, document: int) -> Place:
        """Return the file, the line, and the record's own id or else both together."""
        return record_place(self.parts[0].source, int(self.lines[document]), self.ids, document)

    def table(self) -> tuple[str, Offsets]:
        """Return the file and the lines."""
        return self.parts[0].source.name, self.lines

    def part_of(self, document: int) -> int:  # noqa: ARG002 - protocol
        """Return 0: one part holds all rows of a chunk."""
        return 0

    def whole(self, document: int) -> tuple[int, int]:
        """Return the row with its line end."""
        return int(self.rows.start[document]), int(self.rows.end[document])

    def raw_offsets(self, document: int, offsets: Offsets) -> Offsets:
        """Return the offsets in the part, two quotes for one counted as they are written."""
        start, end = self._field(document)
        raw = self.parts[0].raw[start:end]
        if not raw.startswith(b'"'):
            return offsets + start
        doubled = np.array([m.start() for m in re.finditer(b'""', raw[1:-1])], np.int64)
        decoded = doubled - np.arange(len(doubled))
        return offsets + np.searchsorted(decoded, offsets) + start + 1

    def raw_texts(self, document: int, texts: Sequence[bytes]) -> Sequence[bytes]:
        """Return `texts` with doubled quotes where the field has quotes around it."""
        if not self._is_quoted(document):
            return texts
        return [text.replace(b'"', b'""') for text in texts]

    def framed(self, document: int, splices: Sequence[Splice]) -> Sequence[Splice]:
        """Return `splices`; all of the field in quotes where it cannot do without them any more."""
        if self._is_quoted(document):
            return splices
        start, end = self._field(document)
        value, position = b"", start
        for splice in splices:
            value += self.parts[0].raw[position : splice.start] + splice.text
            position = splice.end
        value += self.parts[0].raw[position:end]
        inserted = b"".join(splice.text for splice in splices)
        if self._can_stay_bare(value, inserted):
            return splices
        return [Splice(start, end, b'"' + value.replace(b'"', b'""') + b'"', 0)]

    def _can_stay_bare(self, value: bytes, inserted: bytes) -> bool:
        """Return whether `value` reads as itself without quotes; it was bare but for `inserted`."""
        special = (b'"', b"\n", b"\r", self.layout.delimiter)
        odd = any(one in inserted for one in special) or value.endswith(b"\r")
        is_blank_line = self.layout.width == 1 and not value
        return not (odd or is_blank_line or value.startswith(b'"'))

    def _field(self, document: int) -> tuple[int, int]:
        column = self.layout.column["text"]
        start, end = self.rows.field_start, self.rows.field_end
        return int(start[document, column]), int(end[document, column])

    def _is_quoted(self, document: int) -> bool:
        start, _ = self._field(document)
        return self.parts[0].raw[start : start + 1] == b'"'
