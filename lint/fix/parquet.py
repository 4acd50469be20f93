"""Write a cleaned Parquet file as its original was: schema, metadata, packing and row groups."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.errors import InputError
from lint.fix.columns import ColumnContent, Group

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import FileMetaData, ParquetFile

_DICTIONARIES = {"PLAIN_DICTIONARY", "RLE_DICTIONARY"}


class ParquetContent(ColumnContent):
    """A Parquet file; its groups are row groups."""

    what, suffix = "Parquet", ".parquet"

    def _open(self, old: Path, new: Path) -> Iterator[Group]:
        from pyarrow.parquet import ParquetFile, ParquetWriter

        self._old = ParquetFile(old)
        metadata = self._old.metadata
        self._writer = ParquetWriter(new, self._old.schema_arrow, **written_like(metadata))
        for group in range(metadata.num_row_groups):
            yield metadata.row_group(group).num_rows, partial(self._old.read_row_group, group)

    def _write(self, table: "pa.Table") -> None:
        self._writer.write_table(table, row_group_size=len(table))

    def _close(self) -> None:
        from pyarrow.parquet import ParquetFile

        self._writer.close()
        with ParquetFile(self._new.path) as new, self._old as old:
            same = _shown(new) == _shown(old)
            same = same and new.schema_arrow.equals(old.schema_arrow, check_metadata=True)
        if not same:
            raise InputError("pyarrow cannot write its schema as it stands; it was not written")


def _shown(file: "ParquetFile") -> str:
    """Return the schema as it stands in a file; comparing the objects leaves names out."""
    return str(file.schema).partition("\n")[2]


def written_like(metadata: "FileMetaData") -> dict[str, Any]:
    """Return the options of a `ParquetWriter` that writes as the file of `metadata` is written.

    What a file does not tell (level of compression, size of pages) is as pyarrow has it.
    """
    group = metadata.row_group(0) if metadata.num_row_groups else None
    columns = [group.column(i) for i in range(metadata.num_columns)] if group else []
    known = metadata.metadata or {}
    return {
        "version": metadata.format_version,
        "compression": {c.path_in_schema: _codec(c.compression) for c in columns} or "snappy",
        "use_dictionary": [c.path_in_schema for c in columns if _DICTIONARIES & {*c.encodings}],
        "write_statistics": [c.path_in_schema for c in columns if c.is_stats_set],
        "use_deprecated_int96_timestamps": any(c.physical_type == "INT96" for c in columns),
        "use_compliant_nested_type": all(".list.item" not in c.path_in_schema for c in columns),
        "write_page_index": any(c.has_offset_index for c in columns),
        "sorting_columns": (group.sorting_columns or None) if group else None,
        "store_schema": b"ARROW:schema" in known,
    }


def _codec(name: str) -> str:
    return "none" if name == "UNCOMPRESSED" else name.lower()
