"""Indexes by name: a file, or a database that many machines share."""

from pathlib import Path
from typing import TYPE_CHECKING, Union

from lint.near.addition import Addition
from lint.near.address import SCHEME
from lint.near.index import StoredIndex
from lint.near.profile import Profile

if TYPE_CHECKING:
    from lint.near.shared import SharedIndex
    from lint.near.shared_addition import SharedAddition


def open_index(where: str) -> Union[StoredIndex, "SharedIndex"]:
    """Return the index at `where`; raises ConfigError, InputError or UnusableIndexError."""
    if where.startswith(SCHEME):
        from lint.near.shared import SharedIndex

        return SharedIndex(where)
    return StoredIndex(Path(where))


def open_addition(where: str, new: Profile | None) -> Union[Addition, "SharedAddition"]:
    """Return what adds documents to the index at `where`, or to a new one of the profile `new`.

    Raises ConfigError, InputError or UnusableIndexError.
    """
    if where.startswith(SCHEME):
        from lint.near.shared_addition import SharedAddition

        return SharedAddition(where, new)
    return Addition.to(Path(where)) if new is None else Addition.new(Path(where), new)
