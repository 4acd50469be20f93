"""The bytes of a cleaned file, while the parts of its source come in."""

from collections.abc import Sequence
from typing import Protocol

from lint.corpus.compression import unpacked
from lint.corpus.content import opened
from lint.corpus.members import encoder_for
from lint.corpus.origin import Part
from lint.corpus.source import Compression
from lint.errors import InputError
from lint.fix.edits import Edit, applied
from lint.fix.files import NewFile, file_digest, new_digest
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """Digests of a file's bytes before and after.

    `kept` is the name to keep the original by where the edits of a ledger do not lead back to it;
    `text` are digests of the unpacked contents of a packed file.
    """

    original: str
    cleaned: str
    kept: str | None = None
    text: tuple[str, str] | None = None


class Content(Protocol):
    """What writes a cleaned file; every method raises OSError, and InputError where it cannot."""

    def add(self, part: Part, edits: Sequence[Edit]) -> None:
        """Add the next part with its edits."""
        ...

    def finish(self) -> Written:
        """End the file."""
        ...


class ByteContent:
    """A file whose cleaned bytes are its own with edits, packed as it was."""

    def __init__(self, part: Part, new: NewFile) -> None:
        """Begin with the unpacked bytes before `part`."""
        self._source, self._new = part.source, new
        self._encoder = encoder_for(part.source)
        self._is_packed = part.source.compression is not Compression.NONE
        self._original, self._cleaned, self._packed = new_digest(), new_digest(), new_digest()
        self._add_prefix(part.offset)

    def add(self, part: Part, edits: Sequence[Edit]) -> None:
        """Add the next part with its edits."""
        self._put(part.raw, applied(part.raw, edits) if edits else part.raw)

    def finish(self) -> Written:
        """End the file; a packed original is to be kept, since packing is not reproducible."""
        self._pack(self._encoder.flush())
        self._new.close()
        text = self._original.hexdigest(), self._cleaned.hexdigest()
        if not self._is_packed:
            return Written(*text)
        assert self._source.path is not None
        original = file_digest(self._source.path)
        kept = original + self._source.compression
        return Written(original, self._packed.hexdigest(), kept, text)

    def _add_prefix(self, size: int) -> None:
        if not size:
            return
        with opened(self._source) as (file, _):
            for block in unpacked(file, self._source.compression):
                self._put(block[:size], block[:size])
                size -= len(block)
                if size <= 0:
                    return
        raise InputError(f"{self._source.name}: it shrank while it was read")

    def _put(self, raw: bytes, cleaned: bytes) -> None:
        self._original.update(raw)
        self._cleaned.update(cleaned)
        self._pack(self._encoder.compress(cleaned))

    def _pack(self, data: bytes) -> None:
        if self._is_packed:
            self._packed.update(data)
        self._new.write(data)
