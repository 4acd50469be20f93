"""JSONL: each line is a JSON object, one of its fields is the document."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Batch, Offsets, Problem, Strings
from lint.corpus.content import opened, repaired, unreadable
from lint.corpus.failed import FailedChunk
from lint.corpus.fields import Fields
from lint.corpus.lines import Stretch
from lint.corpus.origin import Part, RecordOrigin
from lint.corpus.source import Source, Stamp
from lint.errors import InputError
from lint.kernels.tables import ERRORS, ESCAPED, MISSING, NULL, OTHER, PLAIN, Records
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class RecordChunk:
    """Some whole lines of a JSONL source; `first_line` is the number of the first, 1-based."""

    part: Part
    first_line: int
    fields: Fields

    def load(self) -> Batch:
        """Return the records that have a text, and what was wrong with the others."""
        table = _Table.scan(self.part.raw, self.fields)
        text_kind = table.kind("text")
        rows = np.flatnonzero((text_kind == PLAIN) | (text_kind == ESCAPED))
        text = table.strings("text", rows)
        assert text is not None
        origin = RecordOrigin(
            [self.part],
            *table.span("text", rows),
            text_kind[rows].tolist(),
            table.records.line[rows] + (self.first_line - 1),
            table.strings("id", rows),
        )
        return Batch(
            text,
            table.strings("title", rows),
            table.strings("url", rows),
            origin,
            list(self._problems(table, text_kind)),
            sites=table.strings("site", rows),
            dates=table.strings("date", rows),
        )

    def _problems(self, table: "_Table", text_kind: NDArray[np.int8]) -> Iterator[Problem]:
        records, name = table.records, self.part.source.name
        bad = (text_kind != PLAIN) & (text_kind != ESCAPED)
        for row in np.flatnonzero(bad).tolist():
            line = int(records.line[row]) + self.first_line - 1
            if records.status[row]:
                message = _broken(self.part.raw, records, row)
            elif text_kind[row] in (MISSING, NULL):
                message = f"the record has no field {self.fields.text!r}"
            else:
                message = f"the field {self.fields.text!r} is not a string"
            yield Problem(name, line, message)


@dataclass(frozen=True, slots=True)
class StretchChunk:
    """Some whole lines of a JSONL file that is not compressed, read when they are wanted."""

    source: Source
    stamp: Stamp
    stretch: Stretch
    first_line: int
    fields: Fields

    def load(self) -> Batch:
        """Return what a `RecordChunk` of the same bytes returns, or why they cannot be read."""
        try:
            part = Part(self.source, self.stretch.offset, self._raw(), self.stamp)
        except (OSError, InputError) as error:
            return FailedChunk(self.source, unreadable(self.source, error)).load()
        return RecordChunk(part, self.first_line, self.fields).load()

    def _raw(self) -> bytes:
        with opened(self.source) as (file, stamp):
            file.seek(self.stretch.offset)
            raw = file.read(self.stretch.size)
        if stamp is None or stamp[2] != self.stamp[2] or len(raw) < self.stretch.size:
            raise InputError("it changed while it was read")
        return raw


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The records of a buffer with the wanted fields as columns."""

    raw: NDArray[np.uint8]
    records: Records
    column: dict[str, int]

    @classmethod
    def scan(cls, raw: bytes, fields: Fields) -> "_Table":
        roles = {role: getattr(fields, role) for role in Fields.__slots__}
        wanted = {role: name for role, name in roles.items() if name is not None}
        names = list(dict.fromkeys(wanted.values()))
        buffer = np.frombuffer(raw, np.uint8)
        records = kernels.scan_records(buffer, [name.encode("utf-8", "replace") for name in names])
        return cls(buffer, records, {role: names.index(name) for role, name in wanted.items()})

    def kind(self, role: str) -> NDArray[np.int8]:
        return self.records.kind[:, self.column[role]]

    def span(self, role: str, rows: Offsets) -> tuple[Offsets, Offsets]:
        column = self.column[role]
        starts, ends = self.records.value_start, self.records.value_end
        return np.ascontiguousarray(starts[rows, column]), np.ascontiguousarray(ends[rows, column])

    def strings(self, role: str, rows: Offsets) -> Strings | None:
        """Return a column's values; what is neither string nor number is empty."""
        if role not in self.column:
            return None
        kind = self.kind(role)[rows]
        plain = np.where(kind == OTHER, np.int8(MISSING), kind)
        return repaired(kernels.unescape(self.raw, *self.span(role, rows), plain))


def _broken(raw: bytes, records: Records, row: int) -> str:
    before = raw[records.line_start[row] : records.error_at[row]]
    column = len(before.decode("utf-8", "replace")) + 1
    return f"broken JSON: {ERRORS[int(records.status[row])]} at column {column}"
