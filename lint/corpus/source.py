"""Sources: input files, and what their names say about format and compression."""

import os
import sys
from enum import StrEnum
from io import BufferedReader
from pathlib import Path, PurePath
from typing import cast

from lint.light import dataclass

STDIN = "-"
STDIN_NAME = "<stdin>"
JSON = ".json"


class Kind(StrEnum):
    """How documents stand in a source: the file is one, or a table has many."""

    TEXT = "text"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    PARQUET = "parquet"
    ARROW = "arrow"
    WET = "wet"


COLUMNAR = (Kind.PARQUET, Kind.ARROW)
"""Read with pyarrow, not as a stream of bytes; packed inside."""


class Compression(StrEnum):
    """How a source is packed; the value is the suffix of its name."""

    NONE = ""
    GZIP = ".gz"
    ZSTD = ".zst"


SUFFIXES: dict[str, Kind] = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".markdown": Kind.TEXT,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".parquet": Kind.PARQUET,
    ".arrow": Kind.ARROW,
    ".feather": Kind.ARROW,
    ".wet": Kind.WET,
}


Stamp = tuple[int, int, int]
"""Size, time of change in nanoseconds and inode of a file as it was opened."""


def stamp_of(status: os.stat_result) -> Stamp:
    """Return what tells whether a file is still the one that was read."""
    return status.st_size, status.st_mtime_ns, status.st_ino


@dataclass(frozen=True, slots=True)
class Source:
    """One input file.

    `path` is None for standard input; `name` is the path as people see it, with forward slashes;
    `relative` is the path below the common folder of all paths that were asked for. `explicit`
    says that the file itself was named, not only a folder above it.
    """

    path: Path | None
    name: str
    relative: str
    kind: Kind
    compression: Compression = Compression.NONE
    explicit: bool = True
    size: int = 0


def known_suffixes() -> str:
    """Return the suffixes that are looked for in folders, for people to read."""
    packed = ", ".join(c.value for c in Compression if c.value)
    streams = " ".join(s for s, kind in SUFFIXES.items() if kind not in COLUMNAR)
    columnar = " ".join(s for s, kind in SUFFIXES.items() if kind in COLUMNAR)
    return f"{streams}, each also with {packed}, and {columnar}"


def format_of(name: str) -> tuple[Kind | None, Compression]:
    """Return what the suffixes of `name` say; the kind is None where they are not known."""
    _, *words = os.path.basename(name).lower().lstrip(".").split(".")  # noqa: PTH119 - thousands
    suffixes = [f".{word}" for word in words[-2:]]
    compression = Compression.NONE
    if suffixes and suffixes[-1] in (Compression.GZIP, Compression.ZSTD):
        compression = Compression(suffixes.pop())
    return SUFFIXES.get(suffixes[-1]) if suffixes else None, compression


def kind_of_named(name: str) -> Kind:
    """Return how a file is read that was named itself: any is, as text where nothing is known.

    Many corpora have JSON Lines in files named .json; in folders such files are mostly none.
    """
    kind, compression = format_of(name)
    is_json = name.lower().removesuffix(compression.value).endswith(JSON)
    return kind or (Kind.JSONL if is_json else Kind.TEXT)


def standard_input(filename: str | None) -> Source:
    """Return standard input as a source.

    `filename` decides the format; without one, data that opens with "{" is JSONL, all else text.
    """
    if filename is None:
        return Source(None, STDIN_NAME, "stdin", _sniffed())
    name = PurePath(filename)
    return Source(None, name.as_posix(), name.name, kind_of_named(filename), format_of(filename)[1])


def _sniffed() -> Kind:
    head = cast(BufferedReader, sys.stdin.buffer).peek(1).removeprefix(b"\xef\xbb\xbf")
    return Kind.JSONL if head.lstrip().startswith(b"{") else Kind.TEXT
