"""Sampled shingles, by which a document is found inside a longer one."""

import numpy as np
from numpy.typing import NDArray

from lint.light import dataclass
from lint.near.columns import Column
from lint.near.groups import Groups, shared_groups
from lint.near.prints import Hashes, Prints

SAMPLE = np.uint64(7)
"""One shingle in eight stands in the containment index (FracMinHash; Irber et al. 2022)."""

LEAST_CONTAINED = 30
"""A document of fewer shingles is a phrase that any article may hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """The sampled shingles of documents side by side, and how many each has, [D]."""

    shingles: Hashes
    counts: NDArray[np.int64]

    def groups(self) -> Groups:
        """Return the groups of documents that share a sampled shingle."""
        documents = np.arange(len(self.counts), dtype=np.int32)
        owners = np.repeat(documents, self.counts)
        return shared_groups(len(documents), [(self.shingles, owners)])


def take_samples(prints: Prints) -> Samples:
    """Return the sampled shingles of `prints`; phrases have none."""
    chosen = np.flatnonzero((prints.shingles & SAMPLE) == 0)
    counts = np.diff(np.searchsorted(chosen, prints.first))
    large = np.diff(prints.first) >= LEAST_CONTAINED
    kept = chosen[np.repeat(large, counts)]
    return Samples(prints.shingles[kept], np.where(large, counts, 0))


class AllSamples:
    """The sampled shingles of all documents, in a temporary file."""

    def __init__(self) -> None:
        self._shingles = Column(np.dtype(np.uint64))
        self._counts: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]

    def add(self, samples: Samples) -> None:
        """Add the samples of a batch."""
        self._shingles.append(samples.shingles)
        self._counts.append(samples.counts)

    def samples(self) -> Samples:
        """Return all samples; the shingles are mapped."""
        return Samples(self._shingles.array(), np.concatenate(self._counts))

    def close(self) -> None:
        """Give the disk space back."""
        self._shingles.close()
