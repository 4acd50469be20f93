"""Tapes: what a format wrote and told, kept small, to be written and told again."""

import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from lint.output.sink import Sink

if TYPE_CHECKING:
    from zstandard import ZstdCompressionObj

MOST_BYTES = 64 << 20
"""A longer tape, packed, is not worth its room."""

_BLOCK_CHARS = 1 << 18
_LEVEL = 1


class Tape(Sink):
    """Writes to another sink, and keeps what was written and told; packs what is long."""

    def __init__(
        self, sink: Sink, tell: Callable[[str], None], most_bytes: int = MOST_BYTES
    ) -> None:
        """Write to `sink` and tell by `tell`; nothing is kept of more than `most_bytes`."""
        self._sink, self._tell, self._most_bytes = sink, tell, most_bytes
        self.stream = sink.stream
        self._told: list[str] = []
        self._waiting: list[str] = []
        self._waiting_chars = 0
        self._kept: list[bytes] = []
        self._kept_bytes = 0
        self._packer: ZstdCompressionObj | None = None

    def write(self, text: str) -> None:
        """Write `text`; raise OutputError where it cannot be."""
        self._sink.write(text)
        if self._kept_bytes > self._most_bytes:
            return
        self._waiting.append(text)
        self._waiting_chars += len(text)
        if self._waiting_chars >= _BLOCK_CHARS:
            self._pack()

    def write_bytes(self, data: bytes) -> None:
        """Write `data`, and keep nothing: a tape holds text."""
        self._sink.write_bytes(data)
        self._kept_bytes = self._most_bytes + 1

    def commit(self) -> None:
        """Let everything that was written stand."""
        self._sink.commit()

    def discard(self) -> None:
        """Take back what can be."""
        self._sink.discard()

    def tell(self, message: str) -> None:
        """Tell `message`."""
        self._told.append(message)
        self._tell(message)

    def value(self) -> bytes | None:
        """Return all that was written and told, None where it was too much; call once."""
        packed = self._packer is not None
        if self._packer is None:
            self._keep(self._drained())
        else:
            self._pack()
            self._keep(self._packer.flush())
        if self._kept_bytes > self._most_bytes:
            return None
        head = json.dumps({"told": self._told, "packed": packed})
        return b"\n".join([head.encode(), b"".join(self._kept)])

    def play(self, value: bytes) -> None:
        """Write and tell once more what another tape had as its `value`.

        What was written so far, as a format does that opens with a heading, is its beginning.
        """
        line, _, body = value.partition(b"\n")
        head, written = json.loads(line), self._waiting_chars
        for text in _unpacked(body) if head["packed"] else [body.decode("utf-8", "surrogatepass")]:
            self._sink.write(text[written:])
            written = 0
        for message in head["told"]:
            self._tell(message)

    def _pack(self) -> None:
        if self._packer is None:
            import zstandard

            self._packer = zstandard.ZstdCompressor(level=_LEVEL).compressobj()
        self._keep(self._packer.compress(self._drained()))

    def _drained(self) -> bytes:
        text = "".join(self._waiting)
        self._waiting, self._waiting_chars = [], 0
        return text.encode("utf-8", "surrogatepass")

    def _keep(self, data: bytes) -> None:
        self._kept_bytes += len(data)
        self._kept.append(data)
        if self._kept_bytes > self._most_bytes:
            self._kept.clear()


def _unpacked(body: bytes) -> Iterator[str]:
    import zstandard

    stream = zstandard.ZstdDecompressor().stream_reader(body)
    reader = io.TextIOWrapper(stream, "utf-8", "surrogatepass", newline="")
    while text := reader.read(_BLOCK_CHARS):
        yield text
