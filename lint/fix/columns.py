"""Cleaned columnar tables: the texts that change are put into their column, the rest is copied."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lint.corpus.columns import ColumnPart
from lint.fix.edits import Edit, applied

if TYPE_CHECKING:
    import pyarrow as pa

Changes = dict[int, bytes | None]
"""New texts by the row of the table; None: the row goes."""


def changes_of(part: ColumnPart, edits: Sequence[Edit]) -> Changes:
    """Return what `edits`, sorted, make of the rows of `part`."""
    by_text: dict[int, list[Edit]] = {}
    for edit in edits:
        text = int(np.searchsorted(part.starts, edit.start, side="right")) - 1
        by_text.setdefault(text, []).append(edit)
    return {int(part.rows[text]): _changed(part, text, own) for text, own in by_text.items()}


def _changed(part: ColumnPart, text: int, edits: Sequence[Edit]) -> bytes | None:
    start, end = int(part.starts[text]), int(part.ends[text])
    if edits[-1].end > end:  # the byte behind a text stands for its row
        return None
    own = (edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits)
    return applied(part.raw[start:end], own)


def with_changes(table: "pa.Table", column: str, first_row: int, changes: Changes) -> "pa.Table":
    """Return the rows of `table`, the first of which is `first_row`, after `changes`.

    Values that do not change keep their bytes, be they UTF-8 or not.
    """
    texts = {row - first_row: text for row, text in changes.items() if text is not None}
    gone = [row - first_row for row, text in changes.items() if text is None]
    if texts:
        at = table.schema.get_field_index(column)
        cleaned = _replaced(table.column(at), texts)
        table = table.set_column(at, table.schema.field(at), cleaned)
    if gone:
        keep = np.ones(len(table), bool)
        keep[gone] = False
        table = table.filter(keep)
    return table


def _replaced(column: "pa.ChunkedArray", texts: dict[int, bytes]) -> "pa.ChunkedArray":
    """Return a column of strings with the values at some rows replaced."""
    import pyarrow as pa
    import pyarrow.compute as pc

    binary = pa.binary() if pa.types.is_string(column.type) else pa.large_binary()
    rows = np.array(sorted(texts))
    chunks: list[pa.Array] = []
    first = 0
    for chunk in column.chunks:
        own = rows[(rows >= first) & (rows < first + len(chunk))]
        mask = np.zeros(len(chunk), bool)
        mask[own - first] = True
        new = pa.array([texts[row] for row in own.tolist()], binary)
        new = new.view(column.type)  # texts need not be UTF-8; this way nothing looks
        chunks.append(pc.replace_with_mask(chunk, pa.array(mask), new) if len(own) else chunk)
        first += len(chunk)
    return pa.chunked_array(chunks, column.type)
