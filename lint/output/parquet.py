"""`parquet`: a table for data frames, by pyarrow, which is an extra of the installation."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from lint.errors import OutputError
from lint.output.columns import COLUMNS, Cell, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lint.finding import Finding
    from lint.output.formats import Look
    from lint.output.sink import Sink
    from lint.output.tally import Tally

ROWS = 10_000
"""Rows of one group, which are held in memory."""


class Writer:
    """Writes a group of rows at a time."""

    def __init__(self, sink: Sink, _look: Look) -> None:
        """Open the table.

        Raises OutputError on a terminal, and where pyarrow is not installed.
        """
        if sink.stream.isatty():
            raise OutputError("parquet is no text: name a file, --output parquet:FILE")
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            message = "parquet needs pyarrow: python -m pip install 'delint[parquet]'"
            raise OutputError(message) from error
        kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64()}
        self._schema = pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS.items()])
        self._batch: Any = pyarrow.record_batch
        self._file = pyarrow.parquet.ParquetWriter(_Out(sink), self._schema)
        self._rows: list[list[Cell]] = []

    def finding(self, finding: Finding) -> None:
        """Keep the row of `finding` till its group is full."""
        self._rows.append(list(map(_storable, row(finding))))
        if len(self._rows) == ROWS:
            self._flush()

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:  # noqa: ARG002 - protocol
        """Write the last group and the table's foot."""
        if self._rows:
            self._flush()
        self._file.close()

    def _flush(self) -> None:
        columns = [list(column) for column in zip(*self._rows, strict=True)]
        self._file.write_batch(self._batch(columns, schema=self._schema))
        self._rows = []


class _Out(io.RawIOBase):
    """A sink as the binary file that pyarrow writes to."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, data: Any) -> int:  # noqa: ANN401 - a buffer of any kind
        content = bytes(data)
        if not self._sink.stream.closed:  # of a run that broke off pyarrow still closes its table
            self._sink.write_bytes(content)
        self._size += len(content)
        return len(content)


def _storable(cell: Cell) -> Cell:
    """Return `cell` with what UTF-8 cannot hold, parts of file names, as escapes."""
    if not isinstance(cell, str):
        return cell
    return cell.encode("utf-8", "backslashreplace").decode("utf-8")
