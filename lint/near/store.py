"""Prints and sketches of a whole corpus, in temporary files that are mapped, not loaded."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Batch, Place
from lint.near.bands import Bands, band_keys, permutations
from lint.near.columns import Column, Places
from lint.near.prints import Prints
from lint.site import sites_of

_FIELDS = ("content", "title", "lead", "tokens")


class Store:
    """What clustering needs of every document of a corpus, in reading order.

    Shingles and band keys are on disk, a few numbers a document in memory; `sites` and `dates`
    are kept only where the policy asks for them.
    """

    def __init__(
        self,
        bands: Bands,
        num_perm: int,
        seed: int = 1,
        *,
        sites: bool = False,
        dates: bool = False,
    ) -> None:
        self.bands = bands
        self._permutations = permutations(num_perm, seed)
        self._shingles = Column(np.dtype(np.uint64))
        self._keys = [Column(np.dtype(np.uint64)) for _ in range(bands.count)]
        self._numbers: dict[str, list[NDArray[Any]]] = {name: [] for name in (*_FIELDS, "size")}
        self._places = Places()
        self._count = 0
        self.sites: list[str] | None = [] if sites else None
        self.dates: list[str] | None = [] if dates else None

    def __len__(self) -> int:
        return self._count

    def keys_of(self, prints: Prints) -> NDArray[np.uint64]:
        """Return the band keys [D, B] of a batch; may run on any thread."""
        sketches = kernels.sketch(prints.shingles, prints.first, *self._permutations)
        return band_keys(sketches, self.bands)

    def add(self, batch: Batch, prints: Prints, keys: NDArray[np.uint64]) -> None:
        """Add the documents of a batch with their band keys, [D, B]."""
        self._count += len(batch)
        self._shingles.append(prints.shingles)
        for band, column in enumerate(self._keys):
            column.append(keys[:, band])
        self._numbers["size"].append(np.diff(prints.first))
        for name in _FIELDS:
            self._numbers[name].append(getattr(prints, name))
        self._places.add(batch.origin, len(batch))
        if self.sites is not None:
            self.sites += sites_of(batch)
        if self.dates is not None:
            self.dates += list(batch.dates) if batch.dates is not None else [""] * len(batch)

    def prints(self) -> Prints:
        """Return the prints of all documents; the shingles are mapped."""
        first = np.concatenate([[0], np.cumsum(self._joined("size", np.int64))])
        return Prints(
            shingles=self._shingles.array(),
            first=first.astype(np.int64),
            content=self._joined("content", np.uint64),
            title=self._joined("title", np.uint64),
            lead=self._joined("lead", np.uint64),
            tokens=self._joined("tokens", np.int64),
        )

    def place(self, document: int) -> Place:
        """Return where a document stands."""
        return self._places[document]

    def keys(self) -> Iterator[NDArray[np.uint64]]:
        """Yield the key of every document, one band after the other."""
        for column in self._keys:
            yield np.asarray(column.array())

    def _joined(self, name: str, dtype: type) -> NDArray[Any]:
        return np.concatenate([np.zeros(0, dtype), *self._numbers[name]])

    def close(self) -> None:
        """Give the disk space back."""
        for column in (self._shingles, *self._keys):
            column.close()
        self._places.close()
