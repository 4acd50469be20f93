"""--against: the indexes in which the documents of a run are looked for."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lint.cli.options import Comparing

if TYPE_CHECKING:
    from lint.cli.console import Console
    from lint.engine import Engine
    from lint.near.known import Known
    from lint.near.matching import Index


def look_in_indexes(engine: "Engine", comparing: Comparing, console: "Console") -> None:
    """Let `engine` look in the indexes that are asked for; say what will not be found.

    Raises InputError or UnusableIndexError.
    """
    if not comparing.against:
        return
    from lint.near.known import Known
    from lint.near.opening import open_index

    engine.known = [Known(open_index(where), engine.bound) for where in comparing.against]
    for warning in _odd(engine.known):
        console.warn(warning)


def opened(places: Sequence[str], least: float, console: "Console") -> "list[Index]":
    """Return the indexes at `places`; say where pairs as like as `least` will be missed.

    Raises ConfigError, InputError or UnusableIndexError.
    """
    if not places:
        return []
    from lint.near.opening import open_index

    indexes = [open_index(where) for where in places]
    for index in indexes:
        for warning in _missing(index, least):
            console.warn(warning)
    return list(indexes)


def _odd(known: Sequence["Known"]) -> Iterator[str]:
    from lint.near.terms import Relation

    if not known[0].rules:
        yield "--against finds nothing: none of the rules DUP001, DUP002 and DUP003 is selected"
    for one in known:
        yield from _missing(one.index, one.least(Relation.NEAR))


def _missing(index: "Index", least: float) -> Iterator[str]:
    """Yield a warning where `index` was not made to find what is as like as `least`."""
    made = index.profile.threshold
    if least < made:
        yield (
            f"{index.name} was made for similarities from {made} up: "
            f"of those from {least} up some will be missed"
        )
