"""Counts of numbers in bins that are known beforehand, so that memory does not grow."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scale:
    """Bins: bin `i` holds numbers from `edges[i]` up to `edges[i + 1]`, the last one has no end."""

    edges: tuple[float, ...]
    labels: tuple[str, ...]


LENGTHS = Scale(
    (0, 1, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000),
    ("0", "<100", "<200", "<500", "<1k", "<2k", "<5k", "<10k", "<20k", "<50k", "50k+"),
)
"""Characters of a document."""

SHARES = Scale(
    (0, 1e-9, 0.01, 0.05, 0.1, 0.25, 0.5),
    ("nothing", "<1%", "1–5%", "5–10%", "10–25%", "25–50%", "50%+"),
)
"""The share of a document's text that goes."""

SIZES = Scale(
    (2, 3, 4, 5, 6, 11, 21, 51, 101),
    ("2", "3", "4", "5", "6–10", "11–20", "21–50", "51–100", ">100"),
)
"""Documents of a cluster."""


@dataclass(eq=False)
class Histogram:
    """How many numbers fell into each bin of a scale."""

    scale: Scale
    counts: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.counts = np.zeros(len(self.scale.edges))

    def add(self, numbers: NDArray[np.float64] | NDArray[np.int64], weight: float = 1.0) -> None:
        """Count `numbers`, each as `weight`; one below the first edge counts in the first bin."""
        at = np.maximum(np.searchsorted(self.scale.edges, numbers, side="right") - 1, 0)
        self.counts += np.bincount(at, minlength=len(self.counts)) * weight

    @property
    def bins(self) -> Sequence[int]:
        """Return the counts, rounded."""
        return [round(count) for count in self.counts.tolist()]
