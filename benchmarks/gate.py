"""Compare scores with those that were kept: nothing may get worse by more than a little."""

from collections.abc import Iterator, Mapping
from typing import Any

LOST, GAINED, LINES = 0.005, 0.1, 1
"""Worse is: fewer right lines than before by more than LOST of them, or more wrong ones by more
than GAINED of them; and by more than LINES, in both cases."""


def worse(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each rule, level, class and seed count that got worse."""
    for name, before in old["found"].items():
        after = new["found"].get(name, {"right": 0, "wrong": 0})
        yield from more(f"{name}: wrong lines", before["wrong"], after["wrong"])
        yield from fewer(f"{name}: right lines", before["right"], after["right"])
    for name, before in old["classes"].items():
        for level in before.keys() - {"lines"}:
            yield from fewer(f"{name} found, {level}", before[level], new["classes"][name][level])
    for name in ("found", "cleaned as wanted"):
        if new["seeds"][name] < old["seeds"][name]:
            yield f"gate: seeds {name}: {old['seeds'][name]} before, {new['seeds'][name]} now"
    if new["seeds"]["besides"] > old["seeds"]["besides"]:
        yield f"gate: seeds found besides: {old['seeds']['besides']} before, more now"


def fewer(what: str, before: int, after: int) -> Iterator[str]:
    """Yield a line where clearly less is right than before: recall fell."""
    if before - after > max(LINES, LOST * before):
        yield f"gate: {what}: {before} before, {after} now"


def more(what: str, before: int, after: int) -> Iterator[str]:
    """Yield a line where clearly more is wrong than before: precision fell."""
    if after - before > max(LINES, GAINED * before):
        yield f"gate: {what}: {before} before, {after} now"
