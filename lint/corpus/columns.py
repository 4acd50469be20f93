"""Columnar tables (Parquet, Arrow): each row is a record, one column holds the documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Batch, Bytes, Offsets, Problem, Strings
from lint.corpus.column_origin import ColumnOrigin, ColumnPart
from lint.corpus.content import repaired
from lint.corpus.fields import Fields, choose
from lint.corpus.source import Compression, Source, Stamp
from lint.errors import InputError
from lint.kernels.tables import MISSING, PLAIN
from lint.light import dataclass

if TYPE_CHECKING:
    import pyarrow as pa

MAX_ROWS = 1 << 14
"""So many rows a chunk has at most: what a file says of its sizes need not be true."""


@dataclass(frozen=True, slots=True, eq=False)
class ColumnChunk:
    """Some rows of a table with the columns that are wanted.

    `first_row` counts from 0; `offset` is the size of the texts before, each with one byte more.
    """

    source: Source
    stamp: Stamp | None
    fields: Fields
    offset: int
    first_row: int
    table: "pa.RecordBatch"

    def load(self) -> Batch:
        """Return the rows that have a text, and what was wrong with the others."""
        column = _Column.of(self.table.column(self.fields.text))
        rows = np.flatnonzero(column.valid)
        text = column.strings(rows)
        absent = np.flatnonzero(~column.valid) + (self.first_row + 1)
        why = f"the record has no field {self.fields.text!r}"
        part = ColumnPart(
            self.source,
            self.offset,
            text.buffer.tobytes(),
            self.stamp,
            column=self.fields.text or "",
            first_row=self.first_row,
            rows=rows + self.first_row,
            starts=text.starts,
            ends=text.ends,
        )
        return Batch(
            repaired(text),
            self._strings("title", rows),
            self._strings("url", rows),
            ColumnOrigin([part], part, self._strings("id", rows)),
            [Problem(self.source.name, row, why) for row in absent.tolist()],
            sites=self._strings("site", rows),
            dates=self._strings("date", rows),
        )

    def _strings(self, role: str, rows: Offsets) -> Strings | None:
        name = getattr(self.fields, role)
        if name is None or name not in self.table.schema.names:
            return None
        column = _Column.of(self.table.column(name))
        return repaired(column.strings(rows))


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column as bytes: value `i` is `data[offsets[i]:offsets[i + 1]]` where it is valid."""

    data: Bytes
    offsets: Offsets
    valid: NDArray[np.bool_]

    @classmethod
    def of(cls, array: "pa.Array") -> "_Column":
        """Return any column that can be read as strings; the bytes of strings are not copied."""
        import pyarrow as pa

        try:
            values = array.cast(pa.large_string())
        except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
            values = pa.nulls(len(array), pa.large_string())
        _, offsets, data = values.buffers()
        first, size = values.offset, len(values)
        bounds = np.frombuffer(offsets, np.int64)[first : first + size + 1] if size else [0]
        valid = values.is_valid().to_numpy(zero_copy_only=False).astype(bool)
        content = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
        return cls(content, np.asarray(bounds, np.int64), valid)

    def strings(self, rows: Offsets) -> Strings:
        """Return the values of `rows`; what is null is empty."""
        kinds = np.where(self.valid[rows], np.int8(PLAIN), np.int8(MISSING))
        return kernels.unescape(self.data, self.offsets[:-1][rows], self.offsets[1:][rows], kinds)


@dataclass(slots=True)
class ColumnCutter:
    """Makes chunks of a table's record batches as they come."""

    source: Source
    stamp: Stamp | None
    fields: Fields
    offset: int = 0
    row: int = 0

    def chunk(self, table: "pa.RecordBatch") -> ColumnChunk:
        """Return the next rows as a chunk."""
        import pyarrow.compute as pc

        text = table.column(self.fields.text)
        chunk = ColumnChunk(self.source, self.stamp, self.fields, self.offset, self.row, table)
        self.offset += (pc.sum(pc.binary_length(text)).as_py() or 0) + len(text) - text.null_count
        self.row += len(text)
        return chunk


def chosen_fields(schema: "pa.Schema", given: Fields) -> Fields:
    """Return the columns of a table by their names and types; raises InputError as `choose`."""
    return choose(given, [{column.name: _example(column.type) for column in schema}])


def _example(kind: "pa.DataType") -> str | int | None:
    """Return a value as JSON has it for a type: text, number, or neither."""
    from pyarrow import types

    if types.is_string(kind) or types.is_large_string(kind):
        return ""
    plain = types.is_integer(kind) or types.is_floating(kind) or types.is_temporal(kind)
    return 0 if plain or types.is_string_view(kind) or types.is_dictionary(kind) else None


@contextmanager
def arrow_errors(what: str, source: Source) -> Iterator[None]:
    """Turn what pyarrow says of `source` into one clear line; raises InputError."""
    if source.path is None:
        raise InputError(f"standard input cannot be {what}; name a file")
    if source.compression is not Compression.NONE:
        raise InputError(f"{what} inside of {source.compression} is not read; unpack it first")
    try:
        import pyarrow as pa
    except ImportError as error:
        need = f'reading {what} needs pyarrow; install it with pip install "delint[parquet]"'
        raise InputError(need) from error
    try:
        yield
    except (pa.ArrowException, KeyError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # what the system says; pyarrow's own have no number
        why = (str(error).splitlines() or ["damaged"])[0]
        raise InputError(f"not readable as {what}: {why}") from error
