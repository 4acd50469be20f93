"""Cut sources into chunks: cheap here, in order; what a chunk holds is read on any thread."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath
from typing import Protocol

from lint.batch import Batch, Problem, Strings
from lint.corpus.compression import DamagedError, unpacked
from lint.corpus.content import check_content, opened, unreadable
from lint.corpus.fields import Fields, resolve
from lint.corpus.origin import FileOrigin, Part
from lint.corpus.records import RecordChunk
from lint.corpus.source import COLUMNAR, JSON, Compression, Kind, Source, Stamp
from lint.corpus.texts import FileChunk
from lint.errors import InputError

_UNPACKED_RATIO = 4  # about how much larger compressed text is than its file


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the names of fields that are given, and how large a chunk gets.

    A chunk of text files closes at either limit; one of lines at the first line end after it.
    """

    fields: Fields = field(default_factory=Fields)
    chunk_bytes: int = 8 << 20
    chunk_files: int = 2000


@dataclass(frozen=True, slots=True)
class FailedChunk:
    """The rest of a table that cannot be read, or one passed over as binary."""

    source: Source
    problem: Problem | None

    def load(self) -> Batch:
        """Return no document, and the problem."""
        problems = [] if self.problem is None else [self.problem]
        parts = [Part(self.source, 0, b"", None, damaged=True)]
        origin = FileOrigin(parts, [0])
        return Batch(Strings.of([]), None, None, origin, problems, skipped=not problems)


class Chunk(Protocol):
    """A part of one source, or some small sources, not yet read."""

    def load(self) -> Batch:
        """Return its documents; their origin is `Rewritable`."""
        ...


def read_chunks(sources: Iterable[Source], reading: Reading | None = None) -> Iterator[Chunk]:
    """Yield the chunks of `sources` in order.

    Nothing is raised for a source that cannot be read: its chunk's batch has the problem.
    """
    reading = reading or Reading()
    files: list[Source] = []
    size = 0
    for source in sources:
        if source.kind is not Kind.TEXT:
            if files:
                yield FileChunk(files)
            files, size = [], 0
            yield from _table_chunks(source, reading)
            continue
        files.append(source)
        size += source.size * (1 if source.compression is Compression.NONE else _UNPACKED_RATIO)
        if size >= reading.chunk_bytes or len(files) >= reading.chunk_files:
            yield FileChunk(files)
            files, size = [], 0
    if files:
        yield FileChunk(files)


def _table_chunks(source: Source, reading: Reading) -> Iterator[Chunk]:
    try:
        if source.kind in COLUMNAR:
            yield from _column_chunks(source, reading)
            return
        with opened(source) as (file, stamp):
            blocks = unpacked(file, source.compression)
            if source.kind is Kind.JSONL:
                yield from _line_chunks(source, stamp, blocks, reading)
            elif source.kind is Kind.WET:
                from lint.corpus.wet import WetCutter

                yield from WetCutter(source, stamp, reading.chunk_bytes).chunks(blocks)
            else:
                from lint.corpus.delimited import RowCutter

                cutter = RowCutter(source, stamp, reading.fields, reading.chunk_bytes)
                yield from cutter.chunks(blocks)
    except (OSError, InputError) as error:
        yield FailedChunk(source, unreadable(source, error))


def _column_chunks(source: Source, reading: Reading) -> Iterator[Chunk]:
    if source.kind is Kind.PARQUET:
        from lint.corpus.parquet import parquet_chunks as chunks
    else:
        from lint.corpus.arrow import arrow_chunks as chunks
    yield from chunks(source, reading.fields, reading.chunk_bytes)


def _line_chunks(
    source: Source, stamp: Stamp | None, blocks: Iterable[bytes], reading: Reading
) -> Iterator[Chunk]:
    offset, line = 0, 1
    cuts = cut_at_lines(blocks, reading.chunk_bytes)
    first = next(cuts)
    check_content(first)
    if first.lstrip().startswith(b"[") and JSON in PurePath(source.name).suffixes:
        raise InputError("a JSON array; make JSON Lines of it with jq -c '.[]'")
    fields = resolve(reading.fields, first)
    for raw in chain([first], cuts):
        yield RecordChunk(Part(source, offset, raw, stamp), line, fields)
        offset, line = offset + len(raw), line + raw.count(b"\n")


def cut_at_lines(blocks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the bytes of `blocks` in pieces of about `size` that end at a line's end.

    A longer line makes its piece longer; empty input is one empty piece. Where `blocks` raise
    DamagedError, the whole lines before come first and the broken one is left out.
    """
    held: list[bytes] = []
    length, is_cut = 0, False
    damage: DamagedError | None = None
    try:
        for block in blocks:
            length += len(block)
            cut = block.rfind(b"\n") + 1 if length >= size else 0
            if not cut:
                held.append(block)
                continue
            is_cut = True
            yield b"".join([*held, block[:cut]])
            held, length = [block[cut:]], len(block) - cut
    except DamagedError as error:
        damage = error
    rest = b"".join(held)
    if damage is not None:
        rest = rest[: rest.rfind(b"\n") + 1]
    if rest or not is_cut:
        yield rest
    if damage is not None:
        raise damage
