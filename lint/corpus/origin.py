"""Where documents stand in their sources' bytes, so that edits can be written back there."""

import json
from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np

from lint import kernels
from lint.batch import Offsets, Origin, Place, Strings
from lint.corpus.source import Source, Stamp
from lint.kernels.tables import ESCAPED
from lint.light import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Consecutive bytes of one source, unpacked: a whole text file, or some lines of a table.

    The parts of a source come in order and without gaps. `damaged`: it cannot be read to its end,
    or not at all, so that nothing may be written in its place. `stamp` is None for standard input.
    """

    source: Source
    offset: int
    raw: bytes
    stamp: Stamp | None
    damaged: bool = False

    def __getstate__(self) -> tuple[Source, int, Stamp | None, bool]:
        """Return what another process is told: not the bytes, which it can read itself."""
        return self.source, self.offset, self.stamp, self.damaged

    def __setstate__(self, state: tuple[Source, int, Stamp | None, bool]) -> None:
        source, offset, stamp, damaged = state
        Part.__init__(self, source, offset, b"", stamp, damaged)


class Splice(NamedTuple):
    """The bytes `start` to `end` become `text`; `cause` is the index of the edit that asks it."""

    start: int
    end: int
    text: bytes
    cause: int


@runtime_checkable
class Rewritable(Origin, Protocol):
    """An origin that knows the bytes that its documents were read from."""

    parts: Sequence[Part]

    def part_of(self, document: int) -> int:
        """Return the index of the part in which `document` stands."""
        ...

    def whole(self, document: int) -> tuple[int, int]:
        """Return the bytes of its part that go when the document goes: its file, its line."""
        ...

    def raw_offsets(self, document: int, offsets: Offsets) -> Offsets:
        """Return where the sorted byte `offsets` of the document's text stand in its part."""
        ...

    def raw_texts(self, document: int, texts: Sequence[bytes]) -> Sequence[bytes]:
        """Return `texts` as they must be written to be read as parts of `document`."""
        ...

    def framed(self, document: int, splices: Sequence[Splice]) -> Sequence[Splice]:
        """Return all that changes in the part when `splices`, sorted, change the document there.

        What stands around a text may depend on it: its quotes, its length.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class FileOrigin:
    """Documents that are whole files; `starts` are 3 where a byte order mark stands, else 0."""

    parts: Sequence[Part]
    starts: Sequence[int]

    def place(self, document: int) -> Place:
        """Return the file."""
        name = self.parts[document].source.name
        return Place(name, None, name)

    def part_of(self, document: int) -> int:
        """Return the index of the file's part."""
        return document

    def whole(self, document: int) -> tuple[int, int]:
        """Return all of the file."""
        return 0, len(self.parts[document].raw)

    def raw_offsets(self, document: int, offsets: Offsets) -> Offsets:
        """Return the offsets in the file."""
        return offsets + self.starts[document]

    def raw_texts(self, document: int, texts: Sequence[bytes]) -> Sequence[bytes]:  # noqa: ARG002
        """Return `texts`: a file holds them as they are."""
        return texts

    def framed(self, document: int, splices: Sequence[Splice]) -> Sequence[Splice]:  # noqa: ARG002
        """Return `splices`: nothing stands around the text of a file."""
        return splices


def record_place(source: Source, record: int, ids: Strings | None, document: int) -> Place:
    """Return where the `record` of a table stands, under its own id or else file and number."""
    own = ids[document] if ids is not None else ""
    return Place(source.name, record, own or f"{source.name}:{record}")


@dataclass(frozen=True, slots=True, eq=False)
class RecordOrigin:
    """Documents that are strings in JSON objects, one a line: `starts` and `ends` within quotes.

    `lines` are the physical lines, 1-based, `kinds` PLAIN or ESCAPED.
    """

    parts: Sequence[Part]
    starts: Offsets
    ends: Offsets
    kinds: Sequence[int]
    lines: Offsets
    ids: Strings | None

    def place(self, document: int) -> Place:
        """Return the file, the line, and the record's own id or else both together."""
        return record_place(self.parts[0].source, int(self.lines[document]), self.ids, document)

    def table(self) -> tuple[str, Offsets]:
        """Return the file and the lines."""
        return self.parts[0].source.name, self.lines

    def part_of(self, document: int) -> int:  # noqa: ARG002 - protocol
        """Return 0: one part holds all records of a chunk."""
        return 0

    def whole(self, document: int) -> tuple[int, int]:
        """Return the record's line with its end."""
        raw = self.parts[0].raw
        end = raw.find(b"\n", int(self.ends[document])) + 1
        return raw.rfind(b"\n", 0, int(self.starts[document])) + 1, end or len(raw)

    def raw_offsets(self, document: int, offsets: Offsets) -> Offsets:
        """Return the offsets in the part, each escape counted as long as it is written."""
        start, end = int(self.starts[document]), int(self.ends[document])
        if self.kinds[document] != ESCAPED:
            return offsets + start
        value = np.frombuffer(self.parts[0].raw, np.uint8)[start:end]
        return kernels.raw_positions(value, offsets) + start

    def raw_texts(self, document: int, texts: Sequence[bytes]) -> Sequence[bytes]:
        """Return `texts` with JSON escapes; ASCII only where the record keeps to that."""
        if not any(texts):
            return texts
        value = self.parts[0].raw[self.starts[document] : self.ends[document]]
        escape = json.JSONEncoder(ensure_ascii=value.isascii()).encode
        return [escape(text.decode("utf-8"))[1:-1].encode("utf-8") for text in texts]

    def framed(self, document: int, splices: Sequence[Splice]) -> Sequence[Splice]:  # noqa: ARG002
        """Return `splices`: a JSON string ends where its quote stands."""
        return splices
