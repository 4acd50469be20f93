"""The file of an index: columns of numbers that are mapped, then a header that says where.

    magic, format version | columns, each at a multiple of 64 bytes | header, JSON | footer

The footer holds place, length and digest of the header. It stands last, so that a file that was
cut short has none. All numbers are little-endian; nothing in the file is ever run or unpickled.
"""

import hashlib
import json
import mmap
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from lint.errors import InputError, UnusableIndexError
from lint.light import dataclass
from lint.near.columns import BLOCK

FORMAT = 1
_MAGIC, _END = b"delint-index", b"indexend"
_ALIGN = 64
_PROLOGUE = struct.Struct("<12sI48x")
_FOOTER = struct.Struct("<QQ16s8s")
_DIGEST_BYTES = 16


class Writer(Protocol):
    """What the bytes of a file are given to, in order."""

    def write(self, data: bytes) -> None:
        """Take the next bytes."""
        ...


class IndexWriter:
    """Writes the file of an index from its first byte to its last."""

    def __init__(self, out: Writer) -> None:
        """Begin the file."""
        self._out = out
        self._position = 0
        self._write(_PROLOGUE.pack(_MAGIC, FORMAT))

    def column(self, dtype: np.dtype[Any], blocks: Iterable[NDArray[Any]]) -> dict[str, Any]:
        """Write a column, and return what the header has to say of it."""
        self._align()
        start, digest = self._position, hashlib.blake2b(digest_size=_DIGEST_BYTES)
        for block in blocks:
            data = np.ascontiguousarray(block, dtype).data.cast("B") if block.size else b""
            digest.update(data)
            self._write(data)
        length = (self._position - start) // dtype.itemsize
        said = {"dtype": dtype.str, "offset": start, "length": length}
        return {**said, "digest": digest.hexdigest()}

    def finish(self, header: Mapping[str, Any]) -> None:
        """Write the header: the file is whole."""
        self._align()
        start, data = self._position, json.dumps(header).encode()
        self._write(data)
        self._write(_FOOTER.pack(start, len(data), _digest(data), _END))

    def _align(self) -> None:
        self._write(bytes(-self._position % _ALIGN))

    def _write(self, data: Any) -> None:  # noqa: ANN401 - bytes or any buffer of them
        self._out.write(data)
        self._position += len(data)


@dataclass(frozen=True, slots=True, eq=False)
class IndexFile:
    """A mapped file with its header; the columns end at `columns_end`."""

    path: Path
    mapped: mmap.mmap
    raw: NDArray[np.uint8]
    header: Mapping[str, Any]
    columns_end: int

    @classmethod
    def open(cls, path: Path) -> "IndexFile":
        """Map `path` and read its header; raises InputError or UnusableIndexError."""
        try:
            with path.open("rb") as file:
                mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror or error}") from error
        except ValueError as error:  # nothing can be mapped of an empty file
            raise _strange(path) from error
        raw = np.frombuffer(mapped, np.uint8)
        _check_format(path, raw[: _PROLOGUE.size].tobytes())
        footer = raw[max(0, len(raw) - _FOOTER.size) :].tobytes()
        try:
            start, length, digest, end = _FOOTER.unpack(footer)
            data = raw[start : start + length].tobytes()
            if end != _END or digest != _digest(data):
                raise damaged(path)
            return cls(path, mapped, raw, dict(json.loads(data)), start)
        except (struct.error, ValueError, TypeError, OverflowError) as error:
            raise damaged(path) from error

    def column(self, said: Mapping[str, Any], dtype: np.dtype[Any]) -> NDArray[Any]:
        """Return the column of which the header says `said`, mapped."""
        try:
            start, length = int(said["offset"]), int(said["length"])
            stop = start + length * dtype.itemsize
            inside = 0 <= start <= stop <= self.columns_end and start % _ALIGN == 0
            if said["dtype"] != dtype.str or not inside:
                raise damaged(self.path)
            return self.raw[start:stop].view(dtype)
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(self.path) from error

    def verify(self, said: Mapping[str, Any], dtype: np.dtype[Any]) -> None:
        """Read every byte of a column; raise UnusableIndexError where one is not as written."""
        digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
        for block in self.blocks(self.column(said, dtype)):
            digest.update(block.data)
        if digest.hexdigest() != said.get("digest"):
            raise damaged(self.path)

    def blocks(self, column: NDArray[Any]) -> Iterator[NDArray[Any]]:
        """Yield `column` in parts that do not add up in memory."""
        for start in range(0, len(column), BLOCK):
            yield column[start : start + BLOCK]
            if hasattr(mmap, "MADV_DONTNEED"):
                self.mapped.madvise(mmap.MADV_DONTNEED)


def damaged(path: Path | str) -> UnusableIndexError:
    """Return the error of an index that is not as it was written."""
    return UnusableIndexError(f"{path}: the index is damaged or cut short; build it anew")


def _strange(path: Path) -> UnusableIndexError:
    return UnusableIndexError(f"{path}: this is no index; delint index build makes one")


def _check_format(path: Path, start: bytes) -> None:
    if not start.startswith(_MAGIC):
        raise _strange(path)
    if len(start) < _PROLOGUE.size:
        raise damaged(path)
    if (version := _PROLOGUE.unpack(start)[1]) != FORMAT:
        raise UnusableIndexError(
            f"{path}: the index has format {version}, this delint reads {FORMAT}; build it anew"
        )


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
