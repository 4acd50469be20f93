"""What document rules found in documents that were inspected before, kept by content.

A document rule looks at one document, whatever stands around it, so its hits can be told again for
the same text, title, address, site and date: of a corpus in which some files or records have
changed, only those are inspected anew. Rules that compare documents have no part in this.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from lint.batch import Batch
from lint.engine import Chunk, Engine, Inspected
from lint.finding import Action, Hit, Level
from lint.fix.settle import selected

MOST_BYTES = 64 << 20
"""More is not kept of the documents of one corpus, since it is held in memory as a whole."""

_DOCUMENT_BYTES = 200
"""About what a document takes there beside its hits."""

_DIGEST_CHARS = 32
_NOTHING = b"[]"


class Memory:
    """The hits of documents by content, for one engine; a part of what `stored` has is kept on."""

    def __init__(self, engine: Engine, stored: bytes = b"") -> None:
        """Start from what the last run `stored`."""
        self._engine = engine
        self._old = dict(_halves(line) for line in stored.splitlines())
        self._seen: dict[bytes, bytes] = {}
        self._new_bytes = 0

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Inspected]:
        """Yield each chunk's batch with its hits, in order; only what is new is inspected."""
        inspected_all = self._engine.spread(lambda chunk: self._inspect(chunk.load()), chunks)
        for inspected, learned, seen in inspected_all:
            self._learn(learned)
            self._seen.update((digest, self._old[digest]) for digest in seen)
            yield inspected

    def stored(self) -> bytes | None:
        """Return what to keep, this run's documents first; None where nothing was new."""
        if not self._new_bytes:
            return None
        kept, size = [], 0
        for digest, rows in (self._seen | self._old).items():
            size += len(rows) + _DOCUMENT_BYTES
            if size > MOST_BYTES:
                break
            kept.append(b"%b %b" % (digest, rows))
        return b"\n".join(kept)

    def _inspect(self, batch: Batch) -> tuple[Inspected, dict[bytes, bytes], list[bytes]]:
        """Return what is in `batch`, what is new of it to remember, and what was known."""
        digests = list(_digests(batch))
        known = [self._old.get(digest) for digest in digests]
        new = [document for document, rows in enumerate(known) if rows is None]
        texts = map(batch.text.bytes_at, new)
        part = batch if len(new) == len(batch) else selected(batch, new, texts)
        inspected = self._engine.inspect(part) if new else Inspected(part, [])
        learned: dict[bytes, bytes] = {}
        if not inspected.crashes:
            learned = dict.fromkeys((digests[document] for document in new), _NOTHING) | {
                digests[new[index]]: _rows(group)
                for index, group in groupby(inspected.hits, attrgetter("document"))
            }
        seen = [digest for digest, rows in zip(digests, known, strict=True) if rows is not None]
        if part is batch:
            return inspected, learned, seen
        hits = [hit._replace(document=new[hit.document]) for hit in inspected.hits]
        for document, stored in enumerate(known):
            if stored is not None and stored != _NOTHING:
                hits += _hits(document, stored)
        hits.sort(key=attrgetter("document"))  # within one they are in order
        return Inspected(batch, hits, inspected.crashes), learned, seen

    def _learn(self, rows: dict[bytes, bytes]) -> None:
        if self._new_bytes < MOST_BYTES:
            self._seen.update(rows)
            self._new_bytes += sum(map(len, rows.values())) + _DOCUMENT_BYTES * len(rows)


def _halves(line: bytes) -> tuple[bytes, bytes]:
    digest, _, rows = line.partition(b" ")
    return digest, rows


def _digests(batch: Batch) -> Iterator[bytes]:
    """Yield for each document a hash of all that a rule may look at."""
    columns = [batch.text, batch.titles, batch.urls, batch.sites, batch.dates]
    shape = bytes(column is not None for column in columns)
    there = [
        (column.buffer.data, column.starts.tolist(), column.ends.tolist())
        for column in columns
        if column is not None
    ]
    for document in range(len(batch)):
        digest = hashlib.sha256(shape)
        for data, starts, ends in there:
            start, end = starts[document], ends[document]
            digest.update(b"%d:" % (end - start))
            digest.update(data[start:end])
        yield digest.hexdigest()[:_DIGEST_CHARS].encode()


def _rows(hits: Iterable[Hit]) -> bytes:
    """Return the hits of one document as JSON, without their document."""
    rows = [(*hit[1:5], hit.text.decode("utf-8", "surrogateescape"), *hit[6:8]) for hit in hits]
    return json.dumps(rows, separators=(",", ":")).encode()


def _hits(document: int, rows: bytes) -> Iterator[Hit]:
    """Yield the hits that `_rows` made JSON of, as those of `document`."""
    for start, end, rule, action, text, level, detail in json.loads(rows):
        yield Hit(
            document,
            start,
            end,
            rule,
            Action(action),
            text.encode("utf-8", "surrogateescape"),
            None if level is None else Level(level),
            detail,
        )
