"""Columns that only grow, in temporary files: what a corpus makes does not fill the memory."""

import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import IO, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Offsets, Origin, Place, Strings
from lint.corpus.origin import Part
from lint.light import dataclass

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
        """Return all that was added, mapped: a plain array, of which parts are quickly taken."""
        if not self.length:
            return np.zeros(0, self.dtype)
        self._file.flush()
        return np.asarray(np.memmap(self._file, self.dtype, "r", shape=(self.length,)))

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


@runtime_checkable
class _Listed(Protocol):
    """An origin whose documents are lines of one table."""

    parts: Sequence[Part]
    lines: Offsets
    ids: Strings | None


class Places:
    """Where documents stand: ids in a temporary file, a few bytes a document in memory."""

    def __init__(self) -> None:
        self._count = 0
        self._starts: list[int] = []
        self._paths: list[str | None] = []
        self._lines: list[Offsets] = []
        self._ids = Column(np.dtype(np.uint8))
        self._ends: list[Offsets] = [np.zeros(1, np.int64)]
        self._mapped = np.zeros(0, np.uint8)

    def add(self, origin: Origin, documents: int) -> None:
        """Add the places of the next documents, all those of a batch."""
        if not documents:
            return
        if isinstance(origin, _Listed) and origin.ids is not None:
            path: str | None = origin.parts[0].source.name
            lines, ids = origin.lines, origin.ids
        else:
            path = None
            lines, ids = _told(list(map(origin.place, range(documents))))
        rows, firsts = kernels.gather(ids.buffer, ids.starts, ids.ends)
        self._starts.append(self._count)
        self._paths.append(path)
        self._lines.append(lines)
        self._ends.append(self._ids.length + firsts[1:])
        self._ids.append(rows)
        self._count += documents

    def __getitem__(self, document: int) -> Place:
        if len(self._mapped) < self._ids.length:
            self._ends, self._lines = [np.concatenate(self._ends)], [np.concatenate(self._lines)]
            self._mapped = self._ids.array()
        start, end = self._ends[0][document : document + 2].tolist()
        own = self._mapped[start : end - 1].tobytes().decode("utf-8", "surrogatepass")
        line = int(self._lines[0][document])
        path = self._paths[bisect_right(self._starts, document) - 1]
        if path is None:
            path, _, own = own.partition("\0")
        return Place(path, line or None, own or f"{path}:{line}")

    def close(self) -> None:
        """Give the disk space back."""
        self._ids.close()


def _told(places: Sequence[Place]) -> tuple[Offsets, Strings]:
    """Return the lines of `places`, 0 for a file of its own, and their paths with their ids."""
    lines = np.array([place.record or 0 for place in places], np.int64)
    return lines, Strings.of([f"{place.path}\0{place.id}" for place in places])
