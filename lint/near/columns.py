"""Columns that only grow, in temporary files: what a corpus makes does not fill the memory."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from lint.batch import Place

BLOCK = 1 << 20
"""So many numbers are looked at at once where there may be more than the memory holds."""


@dataclass(eq=False)
class Column:
    """An array that only grows, in a temporary file without a name; it goes with the column."""

    dtype: np.dtype[Any]
    length: int = 0
    _file: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    def append(self, values: NDArray[Any]) -> None:
        """Add `values`; raises OSError when the disk is full."""
        self._file.write(np.ascontiguousarray(values, self.dtype).data)
        self.length += values.size

    def array(self) -> NDArray[Any]:
        """Return all that was added, mapped."""
        if not self.length:
            return np.zeros(0, self.dtype)
        self._file.flush()
        return np.memmap(self._file, self.dtype, "r", shape=(self.length,))

    def blocks(self) -> Iterator[NDArray[Any]]:
        """Yield all that was added in parts, mapped one at a time."""
        self._file.flush()
        size = self.dtype.itemsize
        for start in range(0, self.length, BLOCK):
            shape = (min(BLOCK, self.length - start),)
            yield np.memmap(self._file, self.dtype, "r", start * size, shape)

    def close(self) -> None:
        """Give the disk space back; arrays that are mapped stay until they are let go."""
        self._file.close()

    def __del__(self) -> None:
        self._file.close()


class Places:
    """Where documents stand, as rows of path, record and id in a temporary file."""

    def __init__(self) -> None:
        self._bytes = Column(np.dtype(np.uint8))
        self._ends: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
        self._mapped = np.zeros(0, np.uint8)

    def add(self, places: Sequence[Place]) -> None:
        """Add the places of the next documents."""
        rows = [_row(place) for place in places]
        sizes = np.fromiter(map(len, rows), np.int64, len(rows))
        self._ends.append(self._bytes.length + np.cumsum(sizes))
        self._bytes.append(np.frombuffer(b"".join(rows), np.uint8))

    def __getitem__(self, document: int) -> Place:
        if len(self._mapped) < self._bytes.length:
            self._ends = [np.concatenate(self._ends)]
            self._mapped = self._bytes.array()
        start, end = self._ends[0][document : document + 2].tolist()
        row = self._mapped[start:end].tobytes().decode("utf-8", "surrogatepass")
        path, record, name = row.split("\0", 2)
        return Place(path, int(record) if record else None, name)

    def close(self) -> None:
        """Give the disk space back."""
        self._bytes.close()


def _row(place: Place) -> bytes:
    """Return what is kept of `place`; only the id, which comes last, may hold the separator."""
    record = "" if place.record is None else place.record
    return f"{place.path}\0{record}\0{place.id}".encode("utf-8", "surrogatepass")
