"""Compressed streams: read block by block, written the same way each time."""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from lint.corpus.source import Compression
from lint.errors import InputError

BLOCK_BYTES = 1 << 20
# A block of 16 KiB can unpack to 16 MiB of gzip or some hundred of Zstandard, never to more.
_PACKED_BLOCK_BYTES = 1 << 14
_GZIP_WINDOW = 31  # RFC 1952 header and CRC
_GZIP_LEVEL = 6
_ZSTD_LEVEL = 3
_ZSTD_WINDOW = 1 << 31  # `zstd --long=31`, as the large public dumps are packed


class DamagedError(InputError):
    """A compressed stream that breaks off or is not what its name says."""


class Decoder(Protocol):
    """One gzip member or Zstandard frame."""

    @property
    def eof(self) -> bool:
        """Whether the member is whole."""
        ...

    @property
    def unused_data(self) -> bytes:
        """Return what stands behind the member's end."""
        ...

    def decompress(self, data: bytes, /) -> bytes:
        """Return what `data` unpacks to so far."""
        ...


class Encoder(Protocol):
    """A stream that packs what it is given."""

    def compress(self, data: bytes, /) -> bytes:
        """Take `data` and return what is ready."""
        ...

    def flush(self) -> bytes:
        """Return the rest."""
        ...


class Verbatim:
    """The encoder of a source that is not compressed."""

    def compress(self, data: bytes, /) -> bytes:
        """Return `data`."""
        return data

    def flush(self) -> bytes:
        """Return nothing more."""
        return b""


def encoder(compression: Compression) -> Encoder:
    """Return what packs a cleaned source as its original was; no time stamp, no name inside."""
    if compression is Compression.GZIP:
        return zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
    if compression is Compression.ZSTD:
        import zstandard

        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj()
    return Verbatim()


def unpacked(file: BinaryIO, compression: Compression) -> Iterator[bytes]:
    """Yield the content of `file` in blocks.

    Members and frames that follow each other are one stream. Raises DamagedError, after all that
    could be unpacked has been yielded.
    """
    if compression is Compression.NONE:
        while block := file.read(BLOCK_BYTES):
            yield block
        return
    new, error = _decoding(compression)
    try:
        yield from _members(file, new)
    except error as why:
        raise DamagedError(f"damaged {compression.value} data: {why}") from why


def _decoding(compression: Compression) -> tuple[Callable[[], Decoder], type[Exception]]:
    if compression is Compression.GZIP:
        return lambda: zlib.decompressobj(_GZIP_WINDOW), zlib.error
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    return unpacker.decompressobj, zstandard.ZstdError


def _members(file: BinaryIO, new: Callable[[], Decoder]) -> Iterator[bytes]:
    decoder: Decoder | None = None
    while data := file.read(_PACKED_BLOCK_BYTES):
        while data:
            if decoder is None:
                data = data.lstrip(b"\0")  # tape archives pad with zeros; no member opens with one
                if not data:
                    break
                decoder = new()
            yield decoder.decompress(data)
            if not decoder.eof:
                break
            data, decoder = decoder.unused_data, None
    if decoder is not None:
        raise DamagedError("the compressed data breaks off; the file is truncated")
