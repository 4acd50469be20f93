"""Cut sources into chunks: cheap here, in order; what a chunk holds is read on any thread."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import chain
from pathlib import PurePath
from typing import BinaryIO, Protocol

from lint.batch import Batch
from lint.corpus.compression import unpacked
from lint.corpus.content import HEAD_BYTES, check_content, opened, unreadable
from lint.corpus.failed import FailedChunk
from lint.corpus.fields import SAMPLE_LINES, Fields, resolve
from lint.corpus.lines import cut_at_lines, even_size, head_of, stretches
from lint.corpus.origin import Part
from lint.corpus.records import RecordChunk, StretchChunk
from lint.corpus.source import COLUMNAR, JSON, Compression, Kind, Source, Stamp
from lint.corpus.texts import FileChunk
from lint.errors import InputError
from lint.light import dataclass

_UNPACKED_RATIO = 4  # about how much larger compressed text is than its file
_SAMPLE_BYTES = 8 << 20  # of SAMPLE_LINES, where they are long


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read: the names of fields that are given, and how large a chunk gets.

    A chunk of text files closes at either limit; one of lines at the first line end after it.
    Where a file's size is known, each of `jobs` gets about as many bytes of it.
    """

    fields: Fields = field(default_factory=Fields)
    chunk_bytes: int = 8 << 20
    chunk_files: int = 2000
    jobs: int = 1


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
            if source.kind is Kind.JSONL and stamp and source.compression is Compression.NONE:
                yield from _stretch_chunks(source, stamp, file, reading)
            elif source.kind is Kind.JSONL:
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
    fields = _fields(source, first, reading)
    for raw in chain([first], cuts):
        yield RecordChunk(Part(source, offset, raw, stamp), line, fields)
        offset, line = offset + len(raw), line + raw.count(b"\n")


def _stretch_chunks(
    source: Source, stamp: Stamp, file: BinaryIO, reading: Reading
) -> Iterator[Chunk]:
    """Yield chunks that read their bytes themselves: of several processes, each its own."""
    check_content(file.read(HEAD_BYTES))
    file.seek(0)
    fields = _fields(source, head_of(file, SAMPLE_LINES, _SAMPLE_BYTES), reading)
    file.seek(0)
    line = 1
    for stretch in stretches(file, even_size(stamp[0], reading.chunk_bytes, reading.jobs)):
        yield StretchChunk(source, stamp, stretch, line, fields)
        line += stretch.ends


def _fields(source: Source, head: bytes, reading: Reading) -> Fields:
    """Return the fields of a JSONL source that opens with `head`; raises InputError."""
    check_content(head)
    if head.lstrip().startswith(b"[") and JSON in PurePath(source.name).suffixes:
        raise InputError("a JSON array; make JSON Lines of it with jq -c '.[]'")
    return resolve(reading.fields, head)
