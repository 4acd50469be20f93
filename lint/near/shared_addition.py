"""Add documents to an index in a Redis database; many machines may do so at the same time."""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch
from lint.errors import ConfigError
from lint.finding import Hit
from lint.light import dataclass
from lint.near import THRESHOLD
from lint.near.address import Address
from lint.near.bands import permutations
from lint.near.database import Database, packed_numbers
from lint.near.identity import Counts, Seen, identities, ids_of
from lint.near.prints import Hashes, Prints
from lint.near.profile import Profile
from lint.near.segment import sampled
from lint.near.shared import ROW, key_of, stored_profile
from lint.rule import Rule
from lint.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What is kept of a batch."""

    prints: Prints
    sketches: NDArray[np.uint32]


class SharedAddition:
    """Documents that go into the index in a Redis database, batch by batch."""

    def __init__(self, url: str, new: Profile | None = None) -> None:
        """Connect, and begin an index of profile `new`, or of the default where there is none.

        Raises ConfigError or UnusableIndexError.
        """
        self.database = Database(Address.of(url))
        profile = new or Profile.new(THRESHOLD, 128, strip=True)
        if profile.bands < 2:
            raise ConfigError(f"a threshold of {profile.threshold} is too high for datasketch")
        with self.database.answering():
            name, stored = self.database.key("profile"), json.dumps(profile.stored())
            if not self.database.client.set(name, stored, nx=True) and new:
                raise ConfigError(f"{self.database.name}: an index is there; delint index add adds")
        self.profile = stored_profile(self.database)
        self.counts, self._seen = Counts(), Seen()
        self._lsh = self.database.lsh(self.profile.lsh, self.profile.permutations)

    def take(self, view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Taken:
        """Return what to keep of a batch in which `hits` were found; may run on any thread."""
        prints = self.profile.prints(view, hits, rules)
        return Taken(prints, self.profile.sketch(prints))

    def add(self, batch: Batch, taken: Taken) -> None:
        """Add the documents of the next batch that are not there; raises UnusableIndexError."""
        ids, worded = ids_of(batch), taken.prints.content != 0
        numbers = identities(ids, taken.prints.content)
        there = [row is not None for row in self.database.fields("documents", numbers)]
        new = self._seen.add(numbers, worded & ~np.array(there, bool))
        self.counts.count(worded, new)
        if new.any():
            kept = [ids[document] for document in np.flatnonzero(new).tolist()]
            self._write(numbers[new], kept, taken.prints.only(new), taken.sketches[new])

    def commit(self) -> None:
        """Do nothing: every batch is there already."""

    def _write(
        self, numbers: Hashes, ids: Sequence[bytes], prints: Prints, sketches: NDArray[np.uint32]
    ) -> None:
        database, sizes = self.database, np.diff(prints.first)
        sets = [packed_numbers(one) for one in np.split(prints.shingles, prints.first[1:-1])]
        chosen = sampled(prints)
        owner = np.repeat(np.arange(len(prints)), sizes)[chosen]
        database.store("shingles", numbers, sets)
        database.append("content", prints.content, numbers)
        database.append("sample", prints.shingles[chosen], numbers[owner])
        self._insert(numbers, ids, sketches)
        counts = np.bincount(owner, minlength=len(prints)).tolist()
        rows = [ROW.pack(n) + own for n, own in zip(counts, ids, strict=True)]
        database.store_fields("documents", numbers, rows)

    def _insert(self, numbers: Hashes, ids: Sequence[bytes], sketches: NDArray[np.uint32]) -> None:
        from datasketch import MinHash

        drawn = permutations(self.profile.permutations, self.profile.seed)
        with self.database.answering(), self._lsh.insertion_session() as session:
            for number, own, row in zip(numbers.tolist(), ids, sketches, strict=True):
                minhash = MinHash(
                    self.profile.permutations,
                    self.profile.seed,
                    hashvalues=row,
                    permutations=drawn,
                    scheme="affine32",
                )
                session.insert(key_of(own, number), minhash, check_duplication=False)
