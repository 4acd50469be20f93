"""What document rules found in documents that were inspected before, kept by content.

A document rule looks at one document, whatever stands around it, so its hits can be told again for
the same text, title, address, site and date: of a corpus in which some files or records have
changed, only those are inspected anew. Rules that compare documents have no part in this.
"""

import os
from collections.abc import Iterable, Iterator

import numpy as np

from lint import kernels
from lint.batch import Batch, Offsets
from lint.engine import Chunk, Engine
from lint.fix.settle import selected
from lint.hits import Hits
from lint.inspected import Inspected
from lint.kept import Fingerprints, Kept

MOST_BYTES = 64 << 20
"""More is not kept of the documents of one corpus, since it is held in memory as a whole."""

_LONGEST = (1 << 32) - 1
_KEY_BYTES = 16


class Memory:
    """The hits of documents by content, for one engine; a part of what `stored` has is kept on."""

    def __init__(self, engine: Engine, stored: bytes = b"") -> None:
        """Start from what the last run `stored`; from nothing where that is something else."""
        self._engine = engine
        self._old = Kept.unpacked(stored[_KEY_BYTES:])
        self._seen = np.zeros(len(self._old.counts), np.bool_)
        self._key = stored[:_KEY_BYTES] if len(self._seen) else os.urandom(_KEY_BYTES)
        self._new: list[Kept] = []
        self._room = MOST_BYTES

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Inspected]:
        """Yield each chunk's batch with its hits, in order; only what is new is inspected."""
        for inspected, fingerprints, known in self._engine.spread(self._wanted, chunks):
            if not inspected.crashes and inspected.batch.size_bytes <= _LONGEST:
                self._learn(Hits.of(inspected.hits), fingerprints, known)
            yield inspected

    def stored(self) -> bytes | None:
        """Return what to keep, this run's documents first; None where nothing was new."""
        if not self._new:
            return None
        seen, rest = (self._old.only(np.flatnonzero(self._seen == is_seen)) for is_seen in (1, 0))
        kept = Kept.joined([seen, *self._new, rest]).within(MOST_BYTES - _KEY_BYTES)
        return self._key + kept.packed()

    def _wanted(self, chunk: Chunk) -> tuple[Inspected, Fingerprints, Offsets]:
        batch = chunk.load()
        fingerprints = _known_by(batch, self._key)
        known = self._old.found(fingerprints)
        return self._engine.wanted(self._inspected(batch, known)), fingerprints, known

    def _inspected(self, batch: Batch, known: Offsets) -> Inspected:
        """Return what is in `batch`, whose documents stand at `known` in what there was, or -1."""
        old, new = np.flatnonzero(known >= 0), np.flatnonzero(known < 0)
        if not len(old):
            return self._engine.inspect(batch)
        told = self._old.only(known[old]).told(old)
        if not len(new):
            return Inspected(batch, told)
        texts = map(batch.text.bytes_at, new.tolist())
        inspected = self._engine.inspect(selected(batch, new.tolist(), texts))
        hits = Hits.joined([told, Hits.of(inspected.hits).renumbered(new)])
        return Inspected(batch, hits.in_order(), inspected.crashes)

    def _learn(self, hits: Hits, fingerprints: Fingerprints, known: Offsets) -> None:
        """Keep what is new, while there is room, and note what was of use."""
        is_old = known >= 0
        self._seen[known[is_old]] = True
        if is_old.all() or self._room <= 0:
            return
        found = Kept.of(fingerprints, hits)
        if is_old.any():
            found = found.only(np.flatnonzero(~is_old))
        self._new.append(found)
        self._room -= found.size_bytes


def _known_by(batch: Batch, key: bytes) -> Fingerprints:
    """Return for each document a fingerprint, under `key`, of all that a rule may look at."""
    columns = (batch.text, batch.titles, batch.urls, batch.sites, batch.dates)
    found = np.tile(np.frombuffer(key, np.uint64), (len(batch), 1))
    for number, column in enumerate(columns):
        if column is not None:
            found[:, 0] += np.uint64(number)  # the next field is not that of another number
            found = kernels.fingerprints(column.buffer, column.starts, column.ends, found)
    return found
