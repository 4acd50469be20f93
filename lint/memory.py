"""What document rules found in documents that were inspected before, kept by content.

A document rule looks at one document, whatever stands around it, so its hits can be told again for
the same text, title, address, site and date: of a corpus in which some files or records have
changed, only those are inspected anew. Rules that compare documents have no part in this.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from lint import kernels
from lint.batch import Batch
from lint.engine import Chunk, Engine, Inspected
from lint.fix.settle import selected
from lint.hits import Hits
from lint.kept import kept, told

MOST_BYTES = 64 << 20
"""More is not kept of the documents of one corpus, since it is held in memory as a whole."""

_DOCUMENT_BYTES = 200
"""About what a document takes there beside its hits."""

_LONGEST = (1 << 32) - 1
_KEY_BYTES = 16
_COUNT_BYTES = 8
_SIZE = np.dtype("<u4")


class Memory:
    """The hits of documents by content, for one engine; a part of what `stored` has is kept on."""

    def __init__(self, engine: Engine, stored: bytes = b"") -> None:
        """Start from what the last run `stored`."""
        self._engine = engine
        self._key = stored[:_KEY_BYTES] or os.urandom(_KEY_BYTES)
        self._old = dict(_unpacked(stored))
        self._seen: dict[bytes, bytes] = {}
        self._new_bytes = 0

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Inspected]:
        """Yield each chunk's batch with its hits, in order; only what is new is inspected."""
        for inspected, digests in self._engine.spread(self._wanted, chunks):
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
        return _packed(self._key, kept)

    def _wanted(self, chunk: Chunk) -> tuple[Inspected, list[bytes]]:
        inspected, digests = self._inspect(chunk)
        return self._engine.wanted(inspected), digests

    def _inspect(self, chunk: Chunk) -> tuple[Inspected, list[bytes]]:
        """Return what is in the batch of `chunk`, and what its documents are known by."""
        batch = chunk.load()
        digests = _known_by(batch, self._key)
        known = {n: self._old[digest] for n, digest in enumerate(digests) if digest in self._old}
        if not known:
            return self._engine.inspect(batch), digests
        old = told(list(known), known.values())
        new = [document for document in range(len(batch)) if document not in known]
        if not new:
            return Inspected(batch, old), digests
        inspected = self._engine.inspect(selected(batch, new, map(batch.text.bytes_at, new)))
        hits = Hits.of(inspected.hits).renumbered(np.array(new))
        return Inspected(batch, Hits.joined([old, hits]).in_order(), inspected.crashes), digests

    def _learn(self, digests: Sequence[bytes], hits: Hits) -> None:
        """Keep what is new, while there is room, and note what was of use."""
        for digest, own in zip(digests, kept(hits, len(digests)), strict=True):
            if digest in self._old:
                self._seen[digest] = self._old[digest]
            elif self._new_bytes < MOST_BYTES:
                self._seen[digest] = own
                self._new_bytes += len(own) + _DOCUMENT_BYTES


def _packed(key: bytes, hits: Mapping[bytes, bytes]) -> bytes:
    """Return `key` and `hits` by fingerprint as bytes: how many, all fingerprints, sizes, hits."""
    count = len(hits).to_bytes(_COUNT_BYTES, "little")
    sizes = np.fromiter(map(len, hits.values()), _SIZE, len(hits))
    return b"".join((key, count, *hits.keys(), sizes.tobytes(), *hits.values()))


def _unpacked(stored: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the fingerprints and hits that `_packed` put together."""
    first = _KEY_BYTES + _COUNT_BYTES
    count = int.from_bytes(stored[_KEY_BYTES:first], "little")
    last = first + count * _KEY_BYTES
    sizes = np.frombuffer(stored, _SIZE, count, last) if count else np.empty(0, _SIZE)
    ends = last + sizes.nbytes + np.cumsum(sizes, dtype=np.int64)
    spans = zip((ends - sizes).tolist(), ends.tolist(), strict=True)
    for at, (start, end) in zip(range(first, last, _KEY_BYTES), spans, strict=True):
        yield stored[at : at + _KEY_BYTES], stored[start:end]


def _known_by(batch: Batch, key: bytes) -> list[bytes]:
    """Return for each document a fingerprint, under `key`, of all that a rule may look at."""
    columns = (batch.text, batch.titles, batch.urls, batch.sites, batch.dates)
    found = np.tile(np.frombuffer(key, np.uint64), (len(batch), 1))
    for number, column in enumerate(columns):
        if column is not None:
            found[:, 0] += np.uint64(number)  # the next field is not that of another number
            found = kernels.fingerprints(column.buffer, column.starts, column.ends, found)
    data = found.tobytes()
    return [data[at : at + _KEY_BYTES] for at in range(0, len(data), _KEY_BYTES)]
