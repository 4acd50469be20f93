"""One source on its way out: cleaned bytes beside their target, edits in the ledger's draft."""

from collections.abc import Sequence
from dataclasses import dataclass

from lint.corpus.compression import encoder, unpacked
from lint.corpus.content import opened
from lint.corpus.origin import Part, Stamp, stamp_of
from lint.corpus.source import Compression, Source
from lint.errors import InputError
from lint.fix.edits import Edit, Policy, applied
from lint.fix.files import NewFile, copy_file, file_digest, new_digest
from lint.fix.ledger import ABSENT, Draft, Span, edit_entry


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits to take its target's place.

    `entries` is its part of the ledger's draft, None for a copy without edits; `kept` is the name
    under which a packed original is to be kept. `removed`: nothing takes the target's place.
    """

    source: Source
    stamp: Stamp | None
    new: NewFile
    entries: Span | None = None
    kept: str | None = None
    removed: bool = False

    def put(self) -> None:
        """Bring the target to its new state; raises OSError."""
        if self.removed:
            self.new.target.unlink(missing_ok=True)
        else:
            self.new.replace()

    def is_current(self) -> bool:
        """Return whether the source is still the file that was read."""
        try:
            return self.source.path is None or stamp_of(self.source.path.stat()) == self.stamp
        except OSError:
            return False


class Staging:
    """A source that has edits, while its parts come in; every method raises OSError."""

    def __init__(self, part: Part, new: NewFile, name: str, draft: Draft) -> None:
        """Begin with the unpacked bytes before `part`, which have no edit.

        `name` is the file's path in the ledger. Raises InputError where those bytes are gone.
        """
        self._source, self._stamp, self._new = part.source, part.stamp, new
        self._name, self._draft, self._begin = name, draft, draft.tell()
        self._encoder = encoder(part.source.compression)
        self._is_packed = part.source.compression is not Compression.NONE
        self._original, self._cleaned, self._packed = new_digest(), new_digest(), new_digest()
        draft.write({"file": name})
        self._add_prefix(part.offset)

    def add(self, part: Part, edits: Sequence[Edit], policy: Policy) -> None:
        """Add the next part with its edits."""
        for edit in edits:
            rule = policy.rules[edit.rule]
            removed, why = part.raw[edit.start : edit.end], edit.detail or rule.summary
            at = part.offset + edit.start
            self._draft.write(edit_entry(at, removed, edit.text, rule.code, why))
        self._put(part.raw, applied(part.raw, edits) if edits else part.raw)

    def finish(self, *, removed: bool = False) -> Staged:
        """End the file, and write its last line into the draft; `removed`: it goes away."""
        self._pack(self._encoder.flush())
        self._new.close()
        text = [self._original.hexdigest(), self._cleaned.hexdigest()]
        entry: dict[str, object] = {"end": self._name, "original": text[0], "cleaned": text[1]}
        kept = None
        if self._is_packed:
            assert self._source.path is not None
            original = file_digest(self._source.path)
            kept = original + self._source.compression
            packed = self._packed.hexdigest()
            entry |= {"original": original, "cleaned": packed, "text": text, "kept": kept}
        if removed:
            entry["cleaned"] = ABSENT
        self._draft.write(entry)
        span = (self._begin, self._draft.tell())
        return Staged(self._source, self._stamp, self._new, span, kept, removed)

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


def staged_copy(source: Source, stamp: Stamp | None, new: NewFile) -> Staged:
    """Return a copy of a source that has no edits; raises OSError."""
    assert source.path is not None
    copy_file(source.path, new)
    new.close()
    return Staged(source, stamp, new)
