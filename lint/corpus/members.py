"""How a cleaned source is packed: as one stream, or WARC files with a member for each record."""

from lint.corpus.compression import Encoder, encoder
from lint.corpus.source import Compression, Kind, Source
from lint.corpus.warc import record_at


def encoder_for(source: Source) -> Encoder:
    """Return what packs a cleaned `source` as its original was."""
    if source.kind is Kind.WET and source.compression is not Compression.NONE:
        return Members(source.compression)
    return encoder(source.compression)


class Members:
    """Packs each WARC record by itself, as readers want it that go to a record directly."""

    def __init__(self, compression: Compression) -> None:
        """Begin before the first record."""
        self._compression, self._held = compression, bytearray()

    def compress(self, data: bytes, /) -> bytes:
        """Take `data` and return what is ready."""
        self._held += data
        return self._ready(final=False)

    def flush(self) -> bytes:
        """Return the rest."""
        return self._ready(final=True)

    def _ready(self, *, final: bool) -> bytes:
        raw, at, packed = bytes(self._held), 0, list[bytes]()
        while at < len(raw) and (record := record_at(raw, at, final=final)):
            member = encoder(self._compression)
            packed += (member.compress(raw[at : record.end]), member.flush())
            at = record.end
        del self._held[:at]
        return b"".join(packed)
