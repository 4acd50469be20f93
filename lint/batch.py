"""Batches: many documents as one UTF-8 buffer with offsets, as in an Arrow string column."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from lint.light import dataclass

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Strings(Sequence[str]):
    r"""Many strings in one UTF-8 buffer; string `i` is `buffer[starts[i]:ends[i]]`.

    The buffer of a batch's text holds one b"\n" after each string, outside its range, so that a
    line-anchored pattern can be run over the whole buffer at once.
    """

    buffer: Bytes
    starts: Offsets
    ends: Offsets

    @classmethod
    def of(cls, values: Iterable[str | bytes]) -> "Strings":
        """Return the column that holds `values` in order."""
        parts = [v.encode("utf-8", "surrogatepass") if isinstance(v, str) else v for v in values]
        sizes = np.fromiter((len(p) for p in parts), np.int64, len(parts))
        ends = np.cumsum(sizes + 1) - 1
        joined = b"\n".join([*parts, b""]) if parts else b""
        return cls(np.frombuffer(joined, np.uint8), ends - sizes, ends)

    def __len__(self) -> int:
        return len(self.starts)

    def bytes_at(self, index: int) -> bytes:
        """Return string `index` as UTF-8 bytes."""
        return self.buffer[self.starts[index] : self.ends[index]].tobytes()

    def __getitem__(self, index: int) -> str:  # type: ignore[override]
        return self.bytes_at(index).decode("utf-8", "replace")

    def __iter__(self) -> Iterator[str]:
        data = self.buffer.data
        for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True):
            yield str(data[start:end], "utf-8", "replace")


@dataclasses.dataclass(frozen=True, slots=True)  # one a finding
class Place:
    """Where a document stands: its file, its 1-based line there (None: a file of its own)."""

    path: str
    record: int | None
    id: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the input that could not be read; the rest was."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


class Origin(Protocol):
    """Where a batch came from: gives places, and writes edits back into the original bytes."""

    def place(self, document: int) -> Place:
        """Return where `document` of the batch stands."""
        ...


@runtime_checkable
class Table(Origin, Protocol):
    """The origin of records of one file: they are many, and can be counted without a place each."""

    def table(self) -> tuple[str, Offsets]:
        """Return the path that all places have, and the record of each, no two alike."""
        ...


@dataclass(frozen=True, eq=False)
class Batch:
    """Some documents of one corpus, and what was wrong in reading them.

    `text` is valid UTF-8 of the same length as the original (a byte that was not UTF-8 stands as
    0x1A). `titles`, `urls`, `sites` and `dates` are empty strings where a record has none, and None
    where the source has no such field (a text file's title is its first line). `skipped` counts
    the binary files that walking a folder met here: no problems, only passed over.
    """

    text: Strings
    titles: Strings | None
    urls: Strings | None
    origin: Origin
    problems: list[Problem] = field(default_factory=list)
    sites: Strings | None = None
    dates: Strings | None = None
    skipped: int = 0

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def size_bytes(self) -> int:
        """Return the length of all texts together."""
        return int((self.text.ends - self.text.starts).sum())

    def without_text(self) -> "Batch":
        """Return the batch with no more of its texts than their lengths."""
        lengths = Strings(np.empty(0, np.uint8), self.text.starts, self.text.ends)
        return Batch(lengths, None, None, self.origin, self.problems, skipped=self.skipped)
