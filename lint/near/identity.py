"""Which documents an index holds already: the same words under the same id."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch
from lint.light import dataclass
from lint.near.prints import Hashes


@dataclass(slots=True)
class Counts:
    """What became of the documents of a run.

    Left out are those without words, and those whose id is there already with the same words.
    """

    added: int = 0
    present: int = 0
    empty: int = 0

    def count(self, worded: NDArray[np.bool_], new: NDArray[np.bool_]) -> None:
        """Count the documents of a batch: which have words, which of these are added."""
        self.added += int(new.sum())
        self.empty += int((~worded).sum())
        self.present += int((worded & ~new).sum())


class Seen:
    """Numbers that were met, in arrays of doubling sizes: few bytes a number."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: list[Hashes] = []
        self._levels: list[Hashes] = []

    def know(self, values: Hashes) -> None:
        """Count sorted `values` as met, where they are."""
        self._known += [values] if len(values) else []

    def add(self, values: Hashes, valid: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which of `values` are met for the first time; only `valid` ones can be."""
        at = np.flatnonzero(valid)
        new = np.zeros(len(values), bool)
        new[at[np.unique(values[at], return_index=True)[1]]] = True
        for level in (*self._known, *self._levels):
            place = np.minimum(np.searchsorted(level, values), len(level) - 1)
            new &= level[place] != values
        added = np.sort(values[new])
        while self._levels and len(self._levels[-1]) <= len(added):
            added = np.sort(np.concatenate([self._levels.pop(), added]))
        self._levels += [added] if len(added) else []
        return new


def ids_of(batch: Batch) -> list[bytes]:
    """Return the id of each document as it is stored."""
    places = map(batch.origin.place, range(len(batch)))
    return [place.id.encode("utf-8", "surrogateescape") for place in places]


def identities(ids: Sequence[bytes], content: Hashes) -> Hashes:
    """Return a number for each pair of an id and a text: equal where both are."""
    words = content.astype("<u8").tobytes()
    digests = (
        hashlib.blake2b(own + words[8 * i : 8 * i + 8], digest_size=8).digest()
        for i, own in enumerate(ids)
    )
    return np.frombuffer(b"".join(digests), "<u8")
