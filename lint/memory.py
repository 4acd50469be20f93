"""What document rules found in documents that were inspected before, kept by content.

A document rule looks at one document, whatever stands around it, so its hits can be told again for
the same text, title, address, site and date: of a corpus in which some files or records have
changed, only those are inspected anew. Rules that compare documents have no part in this.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

import numpy as np

from lint.batch import Batch, Strings
from lint.engine import Chunk, Engine, Inspected
from lint.fix.settle import selected
from lint.hits import Hits

MOST_BYTES = 64 << 20
"""More is not kept of the documents of one corpus, since it is held in memory as a whole."""

_DOCUMENT_BYTES = 200
"""About what a document takes there beside its hits."""

_LONGEST = (1 << 32) - 1
_DIGEST_BYTES = 16
_COUNT_BYTES = 8
_SIZE = np.dtype("<u4")


class Memory:
    """The hits of documents by content, for one engine; a part of what `stored` has is kept on."""

    def __init__(self, engine: Engine, stored: bytes = b"") -> None:
        """Start from what the last run `stored`."""
        self._engine = engine
        self._old = dict(_unpacked(stored))
        self._seen: dict[bytes, bytes] = {}
        self._new_bytes = 0

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Inspected]:
        """Yield each chunk's batch with its hits, in order; only what is new is inspected."""
        for inspected, digests in self._engine.spread(self._inspect, chunks):
            if not inspected.crashes and inspected.batch.size_bytes <= _LONGEST:
                self._learn(digests, Hits.of(inspected.hits))
            yield inspected

    def stored(self) -> bytes | None:
        """Return what to keep, this run's documents first; None where nothing was new."""
        if not self._new_bytes:
            return None
        kept, size = {}, 0
        for digest, hits in (self._seen | self._old).items():
            size += len(hits) + _DOCUMENT_BYTES
            if size > MOST_BYTES:
                break
            kept[digest] = hits
        return _packed(kept)

    def _inspect(self, chunk: Chunk) -> tuple[Inspected, list[bytes]]:
        """Return what is in the batch of `chunk`, and what its documents are known by."""
        batch = chunk.load()
        digests = _digests(batch)
        known = {n: self._old[digest] for n, digest in enumerate(digests) if digest in self._old}
        if not known:
            return self._engine.inspect(batch), digests
        told = Hits.stored(list(known), known.values())
        new = [document for document in range(len(batch)) if document not in known]
        if not new:
            return Inspected(batch, told), digests
        inspected = self._engine.inspect(selected(batch, new, map(batch.text.bytes_at, new)))
        hits = [hit._replace(document=new[hit.document]) for hit in inspected.hits]
        hits = sorted([*told, *hits], key=attrgetter("document"))  # within one they are in order
        return Inspected(batch, hits, inspected.crashes), digests

    def _learn(self, digests: Sequence[bytes], hits: Hits) -> None:
        """Keep what is new, while there is room, and note what was of use."""
        for digest, own in zip(digests, hits.by_document(len(digests)), strict=True):
            if digest in self._old:
                self._seen[digest] = self._old[digest]
            elif self._new_bytes < MOST_BYTES:
                self._seen[digest] = own
                self._new_bytes += len(own) + _DOCUMENT_BYTES


def _packed(hits: Mapping[bytes, bytes]) -> bytes:
    """Return `hits` by digest as bytes: how many, all digests, all sizes, all hits."""
    sizes = np.fromiter(map(len, hits.values()), _SIZE, len(hits))
    count = len(hits).to_bytes(_COUNT_BYTES, "little")
    return b"".join((count, *hits.keys(), sizes.tobytes(), *hits.values()))


def _unpacked(stored: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the digests and hits that `_packed` put together."""
    count = int.from_bytes(stored[:_COUNT_BYTES], "little")
    at = _COUNT_BYTES + count * _DIGEST_BYTES
    sizes = np.frombuffer(stored[at : at + count * _SIZE.itemsize], _SIZE)
    ends = (at + count * _SIZE.itemsize + np.cumsum(sizes, dtype=np.int64)).tolist()
    starts = [at + count * _SIZE.itemsize, *ends]
    for number, (start, end) in enumerate(zip(starts, ends, strict=False)):
        digest = _COUNT_BYTES + number * _DIGEST_BYTES
        yield stored[digest : digest + _DIGEST_BYTES], stored[start:end]


def _digests(batch: Batch) -> list[bytes]:
    """Return for each document a hash of all that a rule may look at."""
    columns = (batch.text, batch.titles, batch.urls, batch.sites, batch.dates)
    sizes = np.full((len(batch), len(columns)), -1, "<i8")  # -1: there is no such field
    there = {number: column for number, column in enumerate(columns) if column is not None}
    for number, column in there.items():
        sizes[:, number] = column.ends - column.starts
    heads = map(bytes, sizes)
    parts = zip(heads, *map(_views, there.values()), strict=True)
    return [hashlib.sha256(b"".join(part)).digest()[:_DIGEST_BYTES] for part in parts]


def _views(column: Strings) -> Iterable[memoryview]:
    """Return the bytes of each string, not copied."""
    places = map(slice, column.starts.tolist(), column.ends.tolist())
    return map(column.buffer.data.__getitem__, places)
