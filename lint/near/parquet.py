"""Clusters as a Parquet table by pyarrow, an extra of the installation: a row a cluster."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from lint.errors import OutputError
from lint.fix.files import NewFile

ROWS = 10_000
"""Rows of one group, which are held in memory."""


class ParquetWriter:
    """Writes the records of `lint.near.records.cluster_records`, as they are nested, to a file."""

    def __init__(self, file: NewFile) -> None:
        """Open the table; raises OutputError where pyarrow is not installed."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            message = f"{file.target}: needs pyarrow: python -m pip install 'delint[parquet]'"
            raise OutputError(message) from error
        text, number, share = pa.string(), pa.int64(), pa.float64()
        member = {"id": text, "path": text, "record": number, "relation": text}
        member |= {"jaccard": share, "containment": share}
        members = pa.list_(pa.struct(list(member.items())))
        self._schema = pa.schema([("anchor", text), ("size", number), ("members", members)])
        self._batch: Any = pa.RecordBatch.from_pylist
        self._table: Any = pq.ParquetWriter(file.path, self._schema)

    def write(self, records: Iterable[Mapping[str, Any]]) -> None:
        """Write `records` and the table's foot; raises OSError when the disk is full."""
        rest = map(_storable, records)
        while rows := list(islice(rest, ROWS)):
            self._table.write_batch(self._batch(rows, schema=self._schema))
        self._table.close()


def _storable(value: Any) -> Any:  # noqa: ANN401 - JSON types
    """Return `value` with what UTF-8 cannot hold, parts of file names, as escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, Mapping):
        return {key: _storable(one) for key, one in value.items()}
    return list(map(_storable, value)) if isinstance(value, list) else value
