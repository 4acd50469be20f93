"""Documents for the index in a file: gathered, then written beside it, then put in its place.

A run that is killed leaves the old index or the new one.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lint.corpus.source import stamp_of
from lint.errors import OutputError
from lint.fix.files import NewFile, output_errors, sweep, sync_folder
from lint.near.gather import Gathering
from lint.near.identity import Seen
from lint.near.index import StoredIndex
from lint.near.indexfile import IndexWriter
from lint.near.profile import Profile
from lint.near.segment import COLUMNS, Segment

_SMALL = 4096
"""A last segment of fewer documents is written anew with those that are added."""


class Addition(Gathering):
    """Documents that go into the index at `path` with `commit`."""

    def __init__(self, path: Path, old: StoredIndex | None, profile: Profile) -> None:
        """Begin with the documents of `old`; an index of `profile` begins anew without it."""
        super().__init__(profile)
        self._path, self._stamp = path, stamp_of(path.stat()) if old else None
        self._kept = _settled(old.segments if old else ())
        for segment in self._kept:
            self.seen.know(segment.columns["identities"])
        for segment in old.segments[len(self._kept) :] if old else ():
            self.absorb(segment)

    @classmethod
    def new(cls, path: Path, profile: Profile) -> "Addition":
        """Begin a new index."""
        return cls(path, None, profile)

    @classmethod
    def to(cls, path: Path) -> "Addition":
        """Begin an addition to the index at `path`, after all of it was read to see it is whole.

        Raises InputError or UnusableIndexError.
        """
        old = StoredIndex(path)
        old.verify()
        return cls(path, old, old.profile)

    def commit(self) -> None:
        """Write the index with what was gathered; raises OutputError."""
        if self._stamp and not self.counts.added:
            return
        with _replaced(self._path) as out:
            writer = IndexWriter(out)
            segments = [_copied(writer, segment) for segment in self._kept]
            if self.documents:
                segments.append(_written(writer, self))
            writer.finish({**self.profile.stored(), "segments": segments})
            if self._stamp and stamp_of(self._path.stat()) != self._stamp:
                raise OutputError(f"{self._path}: another run changed the index; add once more")
            self._kept, self.seen = (), Seen()  # a file that is mapped cannot go on Windows
        self.close()


def _settled(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Return the first of `segments`, those that stay as they are.

    Each of them is at least twice as large as all after it, so that there are few segments
    however often documents are added, and a document is written anew few times.
    """
    count, after = len(segments), 0
    for number in reversed(range(len(segments))):
        if segments[number].count < max(_SMALL, 2 * after):
            count = number
        after += segments[number].count
    return segments[:count]


def _copied(writer: IndexWriter, segment: Segment) -> dict[str, Any]:
    columns = {
        name: writer.column(dtype, segment.file.blocks(segment.columns[name]))
        for name, dtype in COLUMNS.items()
    }
    return {"documents": segment.count, "columns": columns}


def _written(writer: IndexWriter, gathering: Gathering) -> dict[str, Any]:
    columns = {name: writer.column(COLUMNS[name], blocks) for name, blocks in gathering.columns()}
    return {"documents": gathering.documents, "columns": columns}


@contextmanager
def _replaced(path: Path) -> Iterator[NewFile]:
    """Give a new file that takes the place of `path` at the end, when all is on the disk."""
    target = Path(os.path.realpath(path))  # a link stays, and leads to the new file
    sweep(target.parent)
    with output_errors(path):
        file = NewFile(target, path.stat() if path.exists() else None)
    try:
        with output_errors(path):
            yield file
            file.seal()
            file.replace()
            sync_folder(target.parent)
    finally:
        file.discard()
