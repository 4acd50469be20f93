"""Write a cleaned Parquet file as its original was: schema, metadata, packing and row groups."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lint.corpus.columns import ColumnPart, arrow_errors
from lint.corpus.origin import Part
from lint.errors import InputError
from lint.fix.columns import Changes, changes_of, with_changes
from lint.fix.edits import Edit
from lint.fix.files import NewFile, file_digest

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData, ParquetFile

_DICTIONARIES = {"PLAIN_DICTIONARY", "RLE_DICTIONARY"}


class ParquetContent:
    """A Parquet file with cleaned texts; one row group at a time is in memory."""

    def __init__(self, part: ColumnPart, new: NewFile) -> None:
        """Begin before the first row group; those before `part` have no edit."""
        from pyarrow.parquet import ParquetFile, ParquetWriter

        assert part.source.path is not None
        self._source, self._new, self._column = part.source, new, part.column
        with arrow_errors("Parquet", self._source):
            self._old = ParquetFile(part.source.path)
            schema, how = self._old.schema_arrow, written_like(self._old.metadata)
            self._writer = ParquetWriter(new.path, schema, **how)
        self._changes: Changes = {}
        self._group = self._row = 0

    def add(self, part: Part, edits: Sequence[Edit]) -> None:
        """Add the changes of a part, and write the row groups before it."""
        assert isinstance(part, ColumnPart)
        self._write_until(part.first_row)
        self._changes |= changes_of(part, edits)

    def finish(self) -> dict[str, object]:
        """Write what is left; the original is to be kept, since it cannot be made again.

        Raises InputError where the file could not be written like the original.
        """
        self._write_until(self._old.metadata.num_rows)
        with arrow_errors("Parquet", self._source):
            self._writer.close()
            self._check()
            self._old.close()
        self._new.close()
        assert self._source.path is not None
        original, cleaned = file_digest(self._source.path), file_digest(self._new.path)
        return {"original": original, "cleaned": cleaned, "kept": f"{original}.parquet"}

    def _write_until(self, row: int) -> None:
        """Write the row groups that end at `row` or before."""
        metadata = self._old.metadata
        while self._group < metadata.num_row_groups:
            size = metadata.row_group(self._group).num_rows
            if self._row + size > row:
                return
            with arrow_errors("Parquet", self._source):
                table = self._old.read_row_group(self._group)
                table = with_changes(table, self._column, self._row, self._changes)
                if len(table):
                    self._writer.write_table(table, row_group_size=len(table))
            self._changes = {}
            self._group, self._row = self._group + 1, self._row + size

    def _check(self) -> None:
        """Compare the schema with the original's, as it stands in the files."""
        from pyarrow.parquet import ParquetFile

        with ParquetFile(self._new.path) as new:
            same = _shown(new) == _shown(self._old)
            same = same and new.schema_arrow.equals(self._old.schema_arrow, check_metadata=True)
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
