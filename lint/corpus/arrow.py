"""Arrow files and streams, and the folders of them that `datasets` saves."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lint.corpus.columns import MAX_ROWS, ColumnChunk, ColumnCutter, arrow_errors, chosen_fields
from lint.corpus.content import opened
from lint.corpus.fields import Fields
from lint.corpus.source import Source

if TYPE_CHECKING:
    import pyarrow as pa

STATE = "state.json"
_FILE_MAGIC = b"ARROW1"


def arrow_chunks(source: Source, given: Fields, size: int) -> Iterator[ColumnChunk]:
    """Yield the rows of an Arrow file or stream, about `size` bytes at once.

    Raises InputError for what is neither, has no text column, or without pyarrow; OSError.
    """
    with arrow_errors("Arrow", source), opened(source) as (_, stamp):
        assert source.path is not None
        reader = open_arrow(source.path)
        fields = chosen_fields(reader.schema, given)
        cutter = ColumnCutter(source, stamp, fields)
        names = [getattr(fields, role) for role in Fields.__slots__]
        wanted = list(dict.fromkeys(n for n in names if n in reader.schema.names))
        for batch in record_batches(reader):
            table = batch.select(wanted)
            rows = max(1, min(MAX_ROWS, len(table) * size // max(table.nbytes, 1)))
            for first in range(0, len(table), rows):
                yield cutter.chunk(table.slice(first, rows))


def open_arrow(path: Path) -> "pa.RecordBatchFileReader | pa.RecordBatchStreamReader":
    """Return the reader of what `path` holds, mapped into memory; raises what pyarrow raises."""
    import pyarrow as pa

    file = pa.memory_map(str(path))
    is_file = file.read(len(_FILE_MAGIC)) == _FILE_MAGIC
    file.seek(0)
    return pa.ipc.open_file(file) if is_file else pa.ipc.open_stream(file)


def record_batches(
    reader: "pa.RecordBatchFileReader | pa.RecordBatchStreamReader",
) -> Iterator["pa.RecordBatch"]:
    """Yield the record batches of `reader`; raises pyarrow's error for a damaged one."""
    if hasattr(reader, "num_record_batches"):
        batches = map(reader.get_batch, range(reader.num_record_batches))
    else:
        batches = iter(reader)
    for batch in batches:
        batch.validate()
        yield batch


def shards(folder: Path) -> frozenset[str] | None:
    """Return the data files of a folder that `datasets` saved; None: it is none.

    Other Arrow files in it are caches.
    """
    try:
        state = json.loads((folder / STATE).read_bytes())
        return frozenset(str(file["filename"]) for file in state["_data_files"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
