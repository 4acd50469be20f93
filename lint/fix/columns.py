"""Cleaned columnar tables: the texts that change are put into their column, the rest is copied."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from lint.corpus.column_origin import ColumnPart
from lint.corpus.columns import arrow_errors
from lint.corpus.origin import Part
from lint.fix.content import Written
from lint.fix.edits import Edit, applied
from lint.fix.files import NewFile, file_digest

if TYPE_CHECKING:
    import pyarrow as pa

Changes = dict[int, bytes | None]
"""New texts by the row of the table; None: the row goes."""

Group = tuple[int, Callable[[], "pa.Table"]]
"""Rows that were written together: how many they are, and what reads them."""


class ColumnContent(ABC):
    """A table with cleaned texts, of which one group of rows at a time is in memory."""

    what: ClassVar[str]
    suffix: ClassVar[str]

    def __init__(self, part: Part, new: NewFile) -> None:
        """Begin before the first group; those before `part` have no edit."""
        assert isinstance(part, ColumnPart)
        assert part.source.path is not None
        self._source, self._path, self._new = part.source, part.source.path, new
        self._column, self._row = part.column, 0
        self._changes: Changes = {}
        with arrow_errors(self.what, self._source):
            self._groups = self._open(self._path, new.path)
            self._group = next(self._groups, None)

    @abstractmethod
    def _open(self, old: Path, new: Path) -> Iterator[Group]:
        """Open both files, and return the groups of the old one."""

    @abstractmethod
    def _write(self, table: "pa.Table") -> None:
        """Write a group."""

    @abstractmethod
    def _close(self) -> None:
        """End the writing; raises InputError where the new file is not like the old one."""

    def add(self, part: Part, edits: Sequence[Edit]) -> None:
        """Add the changes of a part, and write the groups before it."""
        assert isinstance(part, ColumnPart)
        self._write_until(part.first_row)
        self._changes |= changes_of(part, edits)

    def finish(self) -> Written:
        """Write what is left; the original is to be kept, since it cannot be made again."""
        self._write_until(None)
        with arrow_errors(self.what, self._source):
            self._close()
        self._new.close()
        original, cleaned = file_digest(self._path), file_digest(self._new.path)
        return Written(original, cleaned, original + self.suffix)

    def _write_until(self, row: int | None) -> None:
        """Write the groups that end at `row` or before; None: all."""
        while self._group is not None and (row is None or self._row + self._group[0] <= row):
            rows, read = self._group
            with arrow_errors(self.what, self._source):
                table = with_changes(read(), self._column, self._row, self._changes)
                if len(table):
                    self._write(table)
                self._group = next(self._groups, None)
            self._changes = {}
            self._row += rows


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
