"""An index that many machines share: datasketch's MinHashLSH in a Redis database.

Sketches are datasketch's, bit for bit, so that its own programs can query the index under the
same prefix: its keys are ids with "#" and 16 hexadecimal digits, the number of the document here.
Beside it stand the full sets of shingles, by which every candidate is verified, and the tables of
whole texts and of sampled shingles. A document counts as added once it stands in the hash
"documents", which is written last; so a run that was killed can be run again.
"""

import json
import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.errors import UnusableIndexError
from lint.near.address import Address
from lint.near.database import Database, unpacked_numbers
from lint.near.matching import Ints, Matches, joined
from lint.near.prints import Hashes
from lint.near.profile import Profile
from lint.near.tables import meetings

ROW = struct.Struct("<I")
"""A document in the hash "documents": how many of its shingles are sampled; its id follows."""


class SharedIndex:
    """The index in a Redis database, as it is at any moment; documents are numbers of 64 bits."""

    def __init__(self, url: str) -> None:
        """Connect; raises ConfigError or UnusableIndexError."""
        self.database = Database(Address.of(url))
        self.name = self.database.name
        self.profile = stored_profile(self.database)
        self._lsh = self.database.lsh(self.profile.lsh, self.profile.permutations)

    def same_content(self, content: Hashes) -> Matches:
        """Return the documents of the same words, by the hash of their content."""
        rows, found = self._listed("content", content)
        there = self._there(found)
        return rows[there], found[there]

    def same_bands(self, sketches: NDArray[np.uint32]) -> Matches:
        """Return the documents that share a band with a sketch, once for each band shared."""
        pairs = []
        swapped = sketches.byteswap()
        for (start, end), table in zip(self._lsh.hashranges, self._lsh.hashtables, strict=True):
            with self.database.answering():
                found = table.getmany(*(row[start:end].tobytes() for row in swapped))
                documents = [number for keys in found for number in map(number_of, keys)]
            rows = np.repeat(np.arange(len(found)), list(map(len, found)))
            pairs.append((rows, np.array(documents, np.uint64)))
        return joined(pairs)

    def same_samples(self, shingles: Hashes) -> Matches:
        """Return the documents that each of `shingles` stands for in the sample."""
        return self._listed("sample", shingles)

    def sampled(self, documents: Hashes) -> Ints:
        """Return how many shingles stand for each of `documents`; 0 for one not wholly added."""
        rows = self.database.fields("documents", documents)
        with self.database.answering():
            counts = (ROW.unpack_from(row)[0] if row else 0 for row in rows)
            return np.fromiter(counts, np.int64, len(documents))

    def shingles(self, documents: Hashes) -> Iterator[Hashes]:
        """Yield the set of shingles of each of `documents`; none for one not wholly added."""
        packed = self.database.values("shingles", documents)
        for one, there in zip(packed, self._there(documents), strict=True):
            with self.database.answering():
                numbers = unpacked_numbers(one if there else None)
            yield numbers

    def ids(self, documents: Hashes) -> list[str]:
        """Return the id under which each of `documents` was added."""
        rows = self.database.fields("documents", documents)
        return [(row or b"")[ROW.size :].decode("utf-8", "surrogateescape") for row in rows]

    def facts(self) -> dict[str, int]:
        """Return how much is in the index."""
        with self.database.answering():
            return {"documents": self.database.client.hlen(self.database.key("documents"))}

    def verify(self) -> None:
        """Raise UnusableIndexError where a document has lost its set of shingles."""
        name = self.database.key("documents")
        with self.database.answering():
            for field, _ in self.database.client.hscan_iter(name, count=1000):
                [key] = self.database.keys("shingles", unpacked_numbers(field))
                if not self.database.client.exists(key):
                    raise UnusableIndexError(f"{self.name}: the index has lost keys; build it anew")

    def _there(self, documents: Hashes) -> NDArray[np.bool_]:
        """Say of each of `documents` whether it was wholly added."""
        rows = self.database.fields("documents", documents)
        return np.fromiter((row is not None for row in rows), bool, len(documents))

    def _listed(self, kind: str, wanted: Hashes) -> Matches:
        """Return the numbers that are listed under each of `wanted`."""
        distinct = np.unique(wanted)
        keys, found = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint64)]
        for index, documents in self.database.lists(kind, distinct):
            found.append(documents)
            keys.append(np.repeat(distinct[index], len(documents)))
        row, at = meetings(np.concatenate(keys), wanted)
        return row, np.concatenate(found)[at]


def key_of(own: bytes, number: int) -> bytes:
    """Return datasketch's key for the document `number` with the id `own`."""
    return own + b"#%016x" % number


def number_of(key: bytes) -> int:
    """Return the number of the document with a key of datasketch; raises ValueError."""
    return int(key[-16:], 16)


def stored_profile(database: Database) -> Profile:
    """Return how the index was made; raise UnusableIndexError where there is none."""
    with database.answering():
        stored = database.client.get(database.key("profile"))
    if stored is None:
        raise UnusableIndexError(f"{database.name}: no index is there; delint index add makes one")
    with database.answering():
        return Profile.of(dict(json.loads(stored)), database.name)
