"""Counting over a whole corpus in bounded memory: how many documents have a key.

Facts of batches merge in any order to the same counts, so that neither threads nor the size of
batches show in the result.
"""

import tempfile
from collections import Counter
from dataclasses import field
from typing import IO

import numpy as np
from numpy.typing import NDArray

from lint.light import dataclass

Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]
_ROW = np.dtype([("key", np.uint64), ("count", np.int64)])
_RANGES = 64
LEAST = 3
"""What fewer documents share says nothing of a site."""

SPILL_KEYS = 4_000_000
"""So many keys are held in memory (64 MB), then they go to disk, sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What a part of a corpus says: `keys` rise, `counts` are their documents.

    `totals` counts the documents of each site.
    """

    keys: Keys
    counts: Counts
    totals: Counter[str]


def count_keys(keys: Keys) -> tuple[Keys, Counts]:
    """Return the distinct `keys`, rising, and how often each stands."""
    distinct, counts = np.unique(keys, return_counts=True)
    return distinct, counts.astype(np.int64)


def merge(first: Facts, second: Facts) -> Facts:
    """Return the facts of both parts together; associative and commutative."""
    keys, counts = _summed(
        np.concatenate([first.keys, second.keys]), np.concatenate([first.counts, second.counts])
    )
    return Facts(keys, counts, first.totals + second.totals)


@dataclass(eq=False)
class Census:
    """The facts of a corpus, gathered part by part."""

    spill_keys: int = SPILL_KEYS
    totals: Counter[str] = field(default_factory=Counter)
    _levels: list[Facts] = field(default_factory=list)
    _runs: list[tuple[IO[bytes], int]] = field(default_factory=list)

    def add(self, facts: Facts) -> None:
        """Take in `facts`; equal sizes are merged, so that each key is moved few times."""
        self.totals += facts.totals
        facts = Facts(facts.keys, facts.counts, Counter())
        while self._levels and len(self._levels[-1].keys) <= len(facts.keys):
            facts = merge(self._levels.pop(), facts)
        self._levels.append(facts)
        if sum(len(level.keys) for level in self._levels) > self.spill_keys:
            self._spill()

    def facts(self) -> Facts:
        """Return what checks need to know; call once, at the end."""
        return self.frequent(LEAST)

    def frequent(self, least: int) -> Facts:
        """Return the keys that at least `least` documents have; call once, at the end."""
        self._spill()
        found = [self._range(number, least) for number in range(_RANGES)]
        for file, _ in self._runs:
            file.close()
        keys = np.concatenate([part[0] for part in found])
        return Facts(keys, np.concatenate([part[1] for part in found]), self.totals)

    def _spill(self) -> None:
        """Write what is in memory as one sorted run to a temporary file without a name."""
        while len(self._levels) > 1:
            self._levels.append(merge(self._levels.pop(), self._levels.pop()))
        if not self._levels or not len(self._levels[0].keys):
            return
        facts = self._levels.pop()
        rows = np.empty(len(facts.keys), _ROW)
        rows["key"], rows["count"] = facts.keys, facts.counts
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the census is read
        file.write(rows.data)
        file.flush()
        self._runs.append((file, len(rows)))

    def _range(self, number: int, least: int) -> tuple[Keys, Counts]:
        """Return the frequent keys of one of the ranges into which all keys are cut."""
        width = (1 << 64) // _RANGES
        low, high = number * width, (number + 1) * width - 1
        parts = []
        for file, length in self._runs:
            rows = np.memmap(file, _ROW, "r", shape=(length,))
            first = np.searchsorted(rows["key"], np.uint64(low), "left")
            last = np.searchsorted(rows["key"], np.uint64(high), "right")
            parts.append(np.array(rows[first:last]))
        joined = np.concatenate([np.zeros(0, _ROW), *parts])
        keys, counts = _summed(joined["key"], joined["count"])
        return keys[counts >= least], counts[counts >= least]


def _summed(keys: Keys, counts: Counts) -> tuple[Keys, Counts]:
    """Return the distinct `keys`, rising, with the sums of their `counts`."""
    if not len(keys):
        return keys, counts
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[starts], np.add.reduceat(counts, starts)
