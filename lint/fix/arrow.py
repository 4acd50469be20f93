"""Write a cleaned Arrow file or stream as its original was: schema, packing, record batches."""

import struct
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lint.corpus.arrow import open_arrow, record_batches
from lint.fix.columns import ColumnContent, Group

if TYPE_CHECKING:
    import pyarrow as pa

_CODECS = ("lz4", "zstd")


class ArrowContent(ColumnContent):
    """An Arrow file or stream; its groups are record batches."""

    what, suffix = "Arrow", ".arrow"

    def _open(self, old: Path, new: Path) -> Iterator[Group]:
        import pyarrow as pa

        reader = open_arrow(old)
        is_file = hasattr(reader, "num_record_batches")
        options = pa.ipc.IpcWriteOptions(compression=packed_by(old, 8 if is_file else 0))
        make = pa.ipc.new_file if is_file else pa.ipc.new_stream
        self._writer = make(str(new), reader.schema, options=options)
        for batch in record_batches(reader):
            yield len(batch), partial(pa.Table.from_batches, [batch])

    def _write(self, table: "pa.Table") -> None:
        for batch in table.combine_chunks().to_batches():
            self._writer.write_batch(batch)

    def _close(self) -> None:
        self._writer.close()


def packed_by(path: Path, offset: int) -> str | None:
    """Return the codec of the record batches of the stream at byte `offset` of a file, if any.

    pyarrow does not tell it, so it is read from the first batch's header: the fields of the tables
    Message, RecordBatch and BodyCompression in Arrow's Message.fbs, laid out as FlatBuffers says.
    """
    import pyarrow as pa

    with pa.memory_map(str(path)) as file:
        file.seek(offset)
        for message in pa.ipc.MessageReader.open_stream(file):
            if message.type == "record batch":
                data = message.metadata.to_pybytes()
                header = _table_at(data, _field(data, _start(data, 0), 2))
                packing = _table_at(data, _field(data, header, 3))
                codec = _field(data, packing, 0) if packing else 0
                return _CODECS[data[codec] if codec else 0] if packing else None
    return None


def _start(data: bytes, at: int) -> int:
    """Return where the table begins that the offset at `at` leads to."""
    return at + int(struct.unpack_from("<I", data, at)[0])


def _table_at(data: bytes, at: int) -> int:
    return _start(data, at) if at else 0


def _field(data: bytes, table: int, number: int) -> int:
    """Return where field `number` of a table stands, 0 where it is not given."""
    vtable = table - struct.unpack_from("<i", data, table)[0]
    (size,) = struct.unpack_from("<H", data, vtable)
    place = 4 + 2 * number
    offset = struct.unpack_from("<H", data, vtable + place)[0] if place < size else 0
    return int(table + offset) if offset else 0
