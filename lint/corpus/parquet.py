"""Parquet: row groups are read a few rows at a time, only the columns that are wanted."""

from collections.abc import Iterator

from lint.corpus.columns import MAX_ROWS, ColumnChunk, ColumnCutter, arrow_errors, chosen_fields
from lint.corpus.content import opened
from lint.corpus.fields import Fields
from lint.corpus.source import Source

BUFFER_BYTES = 1 << 20
"""So much of a column is read at once; else pyarrow reads all that a row group has of it."""


def parquet_chunks(source: Source, given: Fields, size: int) -> Iterator[ColumnChunk]:
    """Yield the rows of a Parquet file, about `size` bytes of text at once, never of two groups.

    Raises InputError for what is no Parquet file, has no text column, or without pyarrow; OSError.
    """
    with arrow_errors("Parquet", source), opened(source) as (raw, stamp):
        from pyarrow.parquet import ParquetFile

        with ParquetFile(raw, pre_buffer=False, buffer_size=BUFFER_BYTES) as file:
            fields = chosen_fields(file.schema_arrow, given)
            cutter = ColumnCutter(source, stamp, fields)
            names = [getattr(fields, role) for role in Fields.__slots__]
            wanted = list(dict.fromkeys(n for n in names if n in file.schema_arrow.names))
            for group in range(file.num_row_groups):
                held = file.metadata.row_group(group)
                rows = max(1, min(MAX_ROWS, held.num_rows * size // max(held.total_byte_size, 1)))
                for table in file.iter_batches(rows, row_groups=[group], columns=wanted):
                    yield cutter.chunk(table)
