"""WET: the texts of web pages as WARC records of type conversion, as Common Crawl gives them."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from lint import kernels
from lint.batch import Batch, Offsets, Place, Problem, Strings
from lint.corpus.content import check_content, repaired
from lint.corpus.cutter import Cutter
from lint.corpus.origin import Part, Splice
from lint.corpus.warc import Record, field_span, record_at
from lint.errors import InputError
from lint.kernels.tables import PLAIN
from lint.light import dataclass

_DIGEST = re.compile(rb"([A-Za-z0-9-]+):([A-Za-z0-9+/=]+)")


@dataclass(frozen=True, slots=True, eq=False)
class WetChunk:
    """Some whole records; `first` is the number of the first one in the file, 1-based."""

    part: Part
    first: int
    records: Sequence[Record]

    def load(self) -> Batch:
        """Return the texts of pages, and what is wrong with other records."""
        raw, name = self.part.raw, self.part.source.name
        numbered = list(enumerate(self.records, self.first))
        problems = [Problem(name, n, record.wrong) for n, record in numbered if record.wrong]
        pages = [(n, r) for n, r in numbered if _value(raw, r, b"WARC-Type") == b"conversion"]
        records = [record for _, record in pages]
        starts = np.array([record.block for record in records], np.int64)
        ends = np.array([record.block_end for record in records], np.int64)
        kinds = np.full(len(records), PLAIN, np.int8)
        text = kernels.unescape(np.frombuffer(raw, np.uint8), starts, ends, kinds)

        def column(field: bytes) -> Strings:
            return repaired(Strings.of(_value(raw, record, field) for record in records))

        return Batch(
            repaired(text),
            None,
            column(b"WARC-Target-URI"),
            WetOrigin([self.part], records, [n for n, _ in pages], column(b"WARC-Record-ID")),
            problems,
            dates=column(b"WARC-Date"),
        )


def _value(raw: bytes, record: Record, field: bytes) -> bytes:
    """Return the value of a header's field, empty where there is none."""
    span = None if record.wrong else field_span(raw, record.start, record.block, field)
    return raw[slice(*span)].strip() if span else b""


@dataclass(frozen=True, slots=True, eq=False)
class WetOrigin:
    """Documents that are the contents of records, which have their numbers in the file."""

    parts: Sequence[Part]
    records: Sequence[Record]
    numbers: Sequence[int]
    ids: Strings

    def place(self, document: int) -> Place:
        """Return the file, the number of the record, and its id or else both together."""
        name, number = self.parts[0].source.name, self.numbers[document]
        return Place(name, number, self.ids[document].strip("<>") or f"{name}:{number}")

    def part_of(self, document: int) -> int:  # noqa: ARG002 - protocol
        """Return 0: one part holds all records of a chunk."""
        return 0

    def whole(self, document: int) -> tuple[int, int]:
        """Return the record."""
        return self.records[document].start, self.records[document].end

    def raw_offsets(self, document: int, offsets: Offsets) -> Offsets:
        """Return the offsets in the part."""
        return offsets + self.records[document].block

    def raw_texts(self, document: int, texts: Sequence[bytes]) -> Sequence[bytes]:  # noqa: ARG002
        """Return `texts`: a record holds them as they are."""
        return texts

    def framed(self, document: int, splices: Sequence[Splice]) -> Sequence[Splice]:
        """Return `splices` with the length and the digests in the header."""
        raw, record = self.parts[0].raw, self.records[document]
        block = _spliced(raw, record, splices)
        return [*sorted(_header_splices(raw, record, block)), *splices]


def _spliced(raw: bytes, record: Record, splices: Sequence[Splice]) -> bytes:
    pieces, position = list[bytes](), record.block
    for splice in splices:
        pieces += (raw[position : splice.start], splice.text)
        position = splice.end
    return b"".join([*pieces, raw[position : record.block_end]])


def _header_splices(raw: bytes, record: Record, block: bytes) -> Iterator[Splice]:
    fields: dict[bytes, Callable[[bytes], bytes]] = {
        b"Content-Length": lambda _: b"%d" % len(block),
        b"WARC-Block-Digest": lambda old: _digest_like(old, block),
        b"WARC-Payload-Digest": lambda old: _digest_like(old, block),
    }
    for field, new in fields.items():
        span = field_span(raw, record.start, record.block, field)
        if span and (value := new(raw[slice(*span)])) != raw[slice(*span)]:
            yield Splice(*span, value, 0)


def _digest_like(old: bytes, block: bytes) -> bytes:
    """Return the digest of `block` as `old` is written: Base32 or hexadecimal.

    A digest that cannot be made is emptied, since it would be wrong.
    """
    found = _DIGEST.fullmatch(old.strip())
    name = found[1].decode().lower().replace("-", "") if found else ""
    if found is None or name not in ("md5", "sha1", "sha256", "sha512"):
        return b""
    digest = hashlib.new(name, block, usedforsecurity=False)
    is_hex = len(found[2]) == 2 * digest.digest_size
    shown = digest.hexdigest().encode() if is_hex else base64.b32encode(digest.digest())
    return found[1] + b":" + shown


class WetCutter(Cutter[WetChunk]):
    """Cuts a WET file into chunks of whole records."""

    first = 1

    def take(self, raw: bytes, *, final: bool) -> WetChunk | None:
        """Return the whole records of `raw`; raises InputError for what is no WARC file."""
        if self.first == 1 and raw:
            check_content(raw)
            if not raw.lstrip(b"\r\n").startswith(b"WARC/"[: len(raw)]):
                raise InputError("not a WET file: it does not open with WARC/1.0")
        records: list[Record] = []
        at = 0
        while at < len(raw) and (record := record_at(raw, at, final=final)):
            records.append(record)
            at = record.end
        if not records and not final:
            return None
        chunk = WetChunk(self.part(raw[:at]), self.first, records)
        self.first += len(records)
        return chunk
