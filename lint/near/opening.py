"""Indexes by name: a file, or a database that many machines share."""

from pathlib import Path

from lint.near.addition import Addition
from lint.near.index import StoredIndex
from lint.near.profile import Profile


def open_index(where: str) -> StoredIndex:
    """Return the index at `where`; raises InputError or UnusableIndexError."""
    return StoredIndex(Path(where))


def open_addition(where: str, new: Profile | None) -> Addition:
    """Return what adds documents to the index at `where`, or to a new one of the profile `new`.

    Raises InputError or UnusableIndexError.
    """
    return Addition.to(Path(where)) if new is None else Addition.new(Path(where), new)
