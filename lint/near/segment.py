"""A segment of an index: documents that were added together, and tables that find them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.light import dataclass
from lint.near.indexfile import IndexFile, damaged
from lint.near.prints import Hashes, Prints
from lint.near.samples import SAMPLE
from lint.near.tables import Ints, meetings

COLUMNS: dict[str, np.dtype[Any]] = {
    "band_keys": np.dtype("<u8"),  # [B * D] one table a band
    "band_documents": np.dtype("<u4"),
    "content_keys": np.dtype("<u8"),  # [D] the table of whole texts
    "content_documents": np.dtype("<u4"),
    "sample_keys": np.dtype("<u8"),  # the table of sampled shingles
    "sample_documents": np.dtype("<u4"),
    "sampled": np.dtype("<u4"),  # [D] how many of each document stand there
    "shingles": np.dtype("<u8"),  # all sets side by side
    "shingles_end": np.dtype("<i8"),  # [D]
    "identities": np.dtype("<u8"),  # [D] in order: what was added already
    "ids": np.dtype("u1"),  # UTF-8, side by side
    "ids_end": np.dtype("<i8"),  # [D]
}

WHOLE_BELOW = 64
"""Sets of fewer shingles are sampled whole: of so few, none or one may be among one in eight."""


def sampled(prints: Prints) -> NDArray[np.bool_]:
    """Say of each shingle whether it stands in the table that finds contained documents."""
    sizes = np.diff(prints.first)
    chosen: NDArray[np.bool_] = (prints.shingles & SAMPLE) == 0
    return chosen | np.repeat(sizes < WHOLE_BELOW, sizes)


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Documents `base` to `base` + `count` - 1 of an index, on columns that are mapped."""

    file: IndexFile
    base: int
    count: int
    columns: Mapping[str, NDArray[Any]]

    @classmethod
    def of(cls, file: IndexFile, said: Mapping[str, Any], base: int, bands: int) -> "Segment":
        """Return the segment of which the header says `said`; raise UnusableIndexError."""
        try:
            count = int(said["documents"])
            columns = {n: file.column(said["columns"][n], dtype) for n, dtype in COLUMNS.items()}
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(file.path) from error
        sizes = {name: len(column) for name, column in columns.items()}
        by_document = ("sampled", "shingles_end", "identities", "ids_end", "content_keys")
        whole = all(sizes[name] == count for name in by_document)
        whole &= sizes["band_keys"] == count * bands
        for table in ("band", "content", "sample"):
            whole &= sizes[f"{table}_keys"] == sizes[f"{table}_documents"]
        if not whole or count <= 0:
            raise damaged(file.path)
        return cls(file, base, count, columns)

    def found(self, table: str, wanted: Hashes, part: slice = slice(None)) -> tuple[Ints, Hashes]:
        """Return pairs (index in `wanted`, document of the index) of equal keys.

        `part` is the part of the table to look in.
        """
        row, at = meetings(self.columns[f"{table}_keys"][part], wanted)
        return row, self._numbers(self.columns[f"{table}_documents"][part][at])

    def band(self, number: int) -> slice:
        """Return the part of the table of bands that belongs to one."""
        return slice(number * self.count, (number + 1) * self.count)

    def shingles(self, document: int) -> Hashes:
        """Return the set of shingles of a document of the index, mapped."""
        return self._row("shingles", document)

    def id(self, document: int) -> bytes:
        """Return the id of a document of the index."""
        return self._row("ids", document).tobytes()

    def _row(self, name: str, document: int) -> NDArray[Any]:
        number, column, ends = document - self.base, self.columns[name], self.columns[f"{name}_end"]
        start, end = int(ends[number - 1]) if number else 0, int(ends[number])
        if not 0 <= start <= end <= len(column):
            raise damaged(self.file.path)
        return column[start:end]

    def _numbers(self, documents: NDArray[np.uint32]) -> Hashes:
        if documents.size and int(documents.max()) >= self.count:
            raise damaged(self.file.path)
        return documents.astype(np.uint64) + np.uint64(self.base)
