"""What is kept of a whole corpus, in temporary files that are mapped, not loaded."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch, Place
from lint.near.bands import Bands, band_keys, permutations
from lint.near.columns import Column, Places
from lint.near.compared import AllPrints, Compared, SomePrints
from lint.near.groups import Groups, band_groups
from lint.near.prints import Prints, Words
from lint.site import sites_of


class Store:
    """What clustering needs of every document of a corpus, in reading order.

    Words, shingles and band keys are on disk, a few numbers a document in memory; `sites` and
    `dates` are kept only where the policy asks for them. Where not `every` set of shingles is
    compared, words are taken, else prints.
    """

    def __init__(
        self,
        bands: Bands,
        num_perm: int,
        seed: int = 1,
        *,
        every: bool = True,
        sites: bool = False,
        dates: bool = False,
    ) -> None:
        self.bands = bands
        self._permutations = permutations(num_perm, seed)
        self._compared: Compared = AllPrints() if every else SomePrints()
        self._keys = [Column(np.dtype(np.uint64)) for _ in range(bands.count)]
        self._places = Places()
        self._count = 0
        self.sites: list[str] | None = [] if sites else None
        self.dates: list[str] | None = [] if dates else None

    def __len__(self) -> int:
        return self._count

    def keys_of(self, taken: Words | Prints) -> NDArray[np.uint64]:
        """Return the band keys [D, B] of a batch; may run on any thread."""
        return band_keys(taken.sketch(*self._permutations), self.bands)

    def add(self, batch: Batch, taken: Words | Prints, keys: NDArray[np.uint64]) -> None:
        """Add the documents of a batch with their band keys, [D, B]."""
        self._count += len(batch)
        self._compared.add(taken)
        for band, column in enumerate(self._keys):
            column.append(keys[:, band])
        self._places.add(batch.origin, len(batch))
        if self.sites is not None:
            self.sites += sites_of(batch)
        if self.dates is not None:
            self.dates += list(batch.dates) if batch.dates is not None else [""] * len(batch)

    def near(self, jobs: int = 1) -> Groups:
        """Return the groups of documents that share a band, found by `jobs` threads."""
        return band_groups(self._compared.worded, self.keys(), jobs)

    def prints(self, near: Groups) -> Prints:
        """Return the prints of all documents, or of those in a group where others do not count."""
        return self._compared.prints(np.diff(near.first) > 0)

    def place(self, document: int) -> Place:
        """Return where a document stands."""
        return self._places[document]

    def keys(self) -> Iterator[NDArray[np.uint64]]:
        """Yield the key of every document, one band after the other."""
        for column in self._keys:
            yield column.array()

    def close(self) -> None:
        """Give the disk space back."""
        self._compared.close()
        self._places.close()
        for column in self._keys:
            column.close()
