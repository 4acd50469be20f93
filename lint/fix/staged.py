"""One source on its way out: cleaned bytes beside their target, edits in the ledger's draft."""

from collections.abc import Sequence

from lint.corpus.origin import Part
from lint.corpus.source import Kind, Source, Stamp, stamp_of
from lint.fix.content import ByteContent, Content
from lint.fix.edits import Edit, Policy
from lint.fix.files import NewFile, copy_file
from lint.fix.ledger import ABSENT, Draft, Span, edit_entry
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits to take its target's place.

    `entries` is its part of the ledger's draft, None for a copy without edits; `kept` is the name
    under which the original is to be kept where edits do not lead back to it. `removed`: nothing
    takes the target's place; `cleaned` is the digest of what takes it, None for a copy.
    """

    source: Source
    stamp: Stamp | None
    new: NewFile
    entries: Span | None = None
    kept: str | None = None
    removed: bool = False
    cleaned: str | None = None

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
        """Begin with what is before `part`, which has no edit.

        `name` is the file's path in the ledger. Raises InputError where that is gone.
        """
        self._source, self._stamp, self._new = part.source, part.stamp, new
        self._name, self._draft, self._begin = name, draft, draft.tell()
        draft.write({"file": name})
        self._content = content_of(part, new)

    def add(self, part: Part, edits: Sequence[Edit], policy: Policy) -> None:
        """Add the next part with its edits; raises InputError where it cannot be written."""
        for edit in edits:
            rule = policy.rules[edit.rule]
            removed, why = part.raw[edit.start : edit.end], edit.detail or rule.summary
            at = part.offset + edit.start
            self._draft.write(edit_entry(at, removed, edit.text, rule.code, why))
        self._content.add(part, edits)

    def finish(self, *, removed: bool = False) -> Staged:
        """End the file, and write its last line into the draft; `removed`: it goes away.

        Raises InputError where it cannot be written.
        """
        written = self._content.finish()
        entry: dict[str, object] = {"end": self._name, "original": written.original}
        entry["cleaned"] = ABSENT if removed else written.cleaned
        entry |= {"text": written.text} if written.text else {}
        entry |= {"kept": written.kept} if written.kept else {}
        entry |= {"mode": self._new.mode} if removed else {}
        self._draft.write(entry)
        span = (self._begin, self._draft.tell())
        return Staged(
            self._source, self._stamp, self._new, span, written.kept, removed, written.cleaned
        )


def content_of(part: Part, new: NewFile) -> Content:
    """Return what writes the cleaned file that `part` is the first part with edits of."""
    kind = part.source.kind
    if kind is Kind.PARQUET:
        from lint.fix.parquet import ParquetContent

        return ParquetContent(part, new)
    if kind is Kind.ARROW:
        from lint.fix.arrow import ArrowContent

        return ArrowContent(part, new)
    return ByteContent(part, new)


def staged_copy(source: Source, stamp: Stamp | None, new: NewFile) -> Staged:
    """Return a copy of a source that has no edits; raises OSError."""
    assert source.path is not None
    copy_file(source.path, new)
    new.close()
    return Staged(source, stamp, new)
