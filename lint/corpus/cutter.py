"""Cut a stream of bytes into chunks that end with a record, as the bytes come in."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from lint.corpus.compression import DamagedError
from lint.corpus.origin import Part
from lint.corpus.source import Source, Stamp

C = TypeVar("C")


class Cutter(ABC, Generic[C]):
    """Makes chunks of about `size` bytes; a longer record makes its chunk longer."""

    def __init__(self, source: Source, stamp: Stamp | None, size: int) -> None:
        """Begin at the first byte of `source`."""
        self.source, self._stamp, self._size = source, stamp, size
        self._offset, self._held = 0, bytearray()

    @abstractmethod
    def take(self, raw: bytes, *, final: bool) -> C | None:
        """Return the whole records of `raw`, which it marks by `part`; None: there is none yet.

        `final`: no bytes follow, so that all of `raw` is to be taken.
        """

    def part(self, raw: bytes) -> Part:
        """Return `raw`, the next bytes of the source, as a part."""
        part = Part(self.source, self._offset, raw, self._stamp)
        self._offset += len(raw)
        del self._held[: len(raw)]
        return part

    def chunks(self, blocks: Iterable[bytes]) -> Iterator[C]:
        """Yield the chunks of a source whose bytes are `blocks`.

        Raises what `take` raises, and DamagedError as `blocks` do, after the whole records before.
        """
        wanted, damage = self._size, None
        try:
            for block in blocks:
                self._held += block
                if len(self._held) < wanted:
                    continue
                chunk = self.take(bytes(self._held), final=False)
                wanted = self._size if chunk else 2 * len(self._held)
                if chunk:
                    yield chunk
        except DamagedError as error:
            damage = error
        chunk = self.take(bytes(self._held), final=damage is None)
        if chunk:
            yield chunk
        if damage:
            raise damage
