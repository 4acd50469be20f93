"""What an index keeps of documents, gathered batch by batch in temporary files."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch
from lint.finding import Hit
from lint.light import dataclass
from lint.near.bands import band_keys
from lint.near.columns import BLOCK, Column
from lint.near.identity import Counts, Seen, identities, ids_of
from lint.near.prints import Hashes, Prints
from lint.near.profile import Profile
from lint.near.segment import Segment, sampled
from lint.near.tables import Unsorted, in_order
from lint.rule import Rule
from lint.view import View

_PARTS = 64
"""The sampled shingles are sorted in so many parts, by their highest bits."""

_SAMPLED = np.dtype([("key", "<u8"), ("document", "<u4")])


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What is kept of a batch: the prints, and the band keys, [D, B]."""

    prints: Prints
    keys: Hashes


class Gathering:
    """The documents of a new segment; takes part in a run as `lint.engine.Taker` says."""

    def __init__(self, profile: Profile) -> None:
        """Begin a segment."""
        self.profile = profile
        self.documents = 0
        self.counts = Counts()
        self.seen = Seen()
        self._bands = [Column(np.dtype("<u8")) for _ in range(profile.bands)]
        self._samples = [Column(_SAMPLED) for _ in range(_PARTS)]
        self._shingles, self._ids = Column(np.dtype("<u8")), Column(np.dtype("u1"))
        self._rows: dict[str, list[NDArray[Any]]] = {
            name: [] for name in ("sizes", "content", "sampled", "id_sizes", "identities")
        }

    def take(self, view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Taken:
        """Return what to keep of a batch in which `hits` were found; may run on any thread."""
        prints = self.profile.prints(view, hits, rules)
        return Taken(prints, band_keys(self.profile.sketch(prints), self.profile.lsh))

    def add(self, batch: Batch, taken: Taken) -> None:
        """Keep what was taken of the next batch."""
        ids = ids_of(batch)
        identity = identities(ids, taken.prints.content)
        worded = taken.prints.content != 0
        new = self.seen.add(identity, worded)
        self.counts.count(worded, new)
        prints = taken.prints.only(new)
        self._add_samples(prints)
        for column, keys in zip(self._bands, taken.keys[new].T, strict=True):
            column.append(keys)
        self._shingles.append(prints.shingles)
        kept = [ids[document] for document in np.flatnonzero(new).tolist()]
        self._ids.append(np.frombuffer(b"".join(kept), np.uint8))
        self._rows["id_sizes"].append(np.fromiter(map(len, kept), np.int64, len(kept)))
        self._rows["sizes"].append(np.diff(prints.first))
        self._rows["content"].append(prints.content)
        self._rows["identities"].append(identity[new])
        self.documents += len(prints)

    def absorb(self, segment: Segment) -> None:
        """Take in the documents of a segment that was written before, as they are."""
        columns = segment.columns
        for number, column in enumerate(self._bands):
            column.append(_by_document(segment, "band", segment.band(number)))
        for name, column in (("shingles", self._shingles), ("ids", self._ids)):
            for block in segment.file.blocks(columns[name]):
                column.append(block)
        self._rows["sizes"].append(np.diff(columns["shingles_end"], prepend=0))
        self._rows["id_sizes"].append(np.diff(columns["ids_end"], prepend=0))
        self._rows["content"].append(_by_document(segment, "content"))
        for name in ("sampled", "identities"):
            self._rows[name].append(columns[name])
        for start in range(0, len(columns["sample_keys"]), BLOCK):
            part = slice(start, start + BLOCK)
            self._put_samples(columns["sample_keys"][part], columns["sample_documents"][part])
        self.seen.know(columns["identities"])
        self.documents += segment.count

    def _add_samples(self, prints: Prints) -> None:
        chosen = sampled(prints)
        owners = np.repeat(np.arange(len(prints)), np.diff(prints.first))[chosen]
        self._rows["sampled"].append(np.bincount(owners, minlength=len(prints)))
        self._put_samples(prints.shingles[chosen], owners)

    def _put_samples(self, keys: Hashes, owners: NDArray[Any]) -> None:
        rows = np.empty(len(keys), _SAMPLED)
        rows["key"], rows["document"] = keys, owners + self.documents
        part = (keys >> np.uint64(58)).astype(np.int64)
        order = np.argsort(part, kind="stable")
        cuts = np.cumsum(np.bincount(part, minlength=_PARTS))[:-1]
        for column, inside in zip(self._samples, np.split(rows[order], cuts), strict=True):
            column.append(inside)

    def columns(self) -> Iterator[tuple[str, Iterator[NDArray[Any]]]]:
        """Yield the name and the blocks of every column of the segment, to be used in order."""
        samples = (column.array() for column in self._samples)
        tables: dict[str, Iterable[Unsorted]] = {
            "band": ((column.array(), None) for column in self._bands),
            "content": [(self._joined("content"), None)],
            "sample": ((rows["key"], rows["document"]) for rows in samples),
        }
        for name, parts in tables.items():
            documents = Column(np.dtype("<u4"))
            yield f"{name}_keys", in_order(parts, documents)
            yield f"{name}_documents", documents.blocks()
        yield "sampled", iter([self._joined("sampled")])
        yield "shingles", self._shingles.blocks()
        yield "shingles_end", iter([np.cumsum(self._joined("sizes"))])
        yield "identities", iter([np.sort(self._joined("identities"))])
        yield "ids", self._ids.blocks()
        yield "ids_end", iter([np.cumsum(self._joined("id_sizes"))])

    def _joined(self, name: str) -> NDArray[Any]:
        return np.concatenate(self._rows[name])

    def close(self) -> None:
        """Give the disk space back."""
        for column in chain(self._bands, self._samples, [self._shingles, self._ids]):
            column.close()


def _by_document(segment: Segment, table: str, part: slice = slice(None)) -> Hashes:
    """Return the key of each document of a segment that has one in a table."""
    keys = np.zeros(segment.count, "<u8")
    keys[segment.columns[f"{table}_documents"][part]] = segment.columns[f"{table}_keys"][part]
    return keys
