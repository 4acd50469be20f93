"""Prints and sketches of a whole corpus, in temporary files that are mapped, not loaded."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import IO, Any, Self

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Place
from lint.near.bands import Bands, band_keys, permutations
from lint.near.prints import Prints

SHINGLES, KEYS = "shingles", "keys"
_FIELDS = ("content", "title", "lead", "tokens")


@dataclass(eq=False)
class Column:
    """An array that only grows, in a temporary file without a name."""

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

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()


class Store:
    """What clustering needs of every document of a corpus, in reading order.

    Shingles and band keys are on disk; in memory are a few numbers a document and, for people,
    its place and site. A context manager: leaving it removes the files.
    """

    def __init__(self, bands: Bands, num_perm: int, seed: int = 1) -> None:
        self.bands = bands
        self._permutations = permutations(num_perm, seed)
        self._columns = {SHINGLES: Column(np.dtype(np.uint64))}
        self._columns |= {f"{KEYS}{b}": Column(np.dtype(np.uint64)) for b in range(bands.count)}
        self._numbers: dict[str, list[NDArray[Any]]] = {name: [] for name in _FIELDS}
        self._counts: list[NDArray[np.int64]] = []
        self.places: list[Place] = []
        self.sites: list[str] = []
        self.dates: list[str] = []

    def add(self, prints: Prints, keys: NDArray[np.uint64]) -> None:
        """Add the documents of a batch; `keys` are their band keys, [D, B]."""
        self._columns[SHINGLES].append(prints.shingles)
        for band in range(self.bands.count):
            self._columns[f"{KEYS}{band}"].append(keys[:, band])
        self._counts.append(np.diff(prints.first))
        for name in _FIELDS:
            self._numbers[name].append(getattr(prints, name))

    def keys_of(self, prints: Prints) -> NDArray[np.uint64]:
        """Return the band keys [D, B] of a batch; may run on any thread."""
        sketches = kernels.sketch(prints.shingles, prints.first, *self._permutations)
        return band_keys(sketches, self.bands)

    def prints(self) -> Prints:
        """Return the prints of all documents; the shingles are mapped."""
        counts = np.concatenate([np.zeros(0, np.int64), *self._counts])
        first = np.concatenate([[0], np.cumsum(counts)])
        joined = {
            name: np.concatenate([np.zeros(0), *parts]) if not parts else np.concatenate(parts)
            for name, parts in self._numbers.items()
        }
        return Prints(self._columns[SHINGLES].array(), first, **joined)

    def keys(self) -> Iterator[NDArray[np.uint64]]:
        """Yield the key of every document, one band after the other."""
        for band in range(self.bands.count):
            yield np.asarray(self._columns[f"{KEYS}{band}"].array())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for column in self._columns.values():
            column.close()
