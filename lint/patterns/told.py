"""What is known of the lines that patterns can match in, worked out once and kept in the cache."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lint.cache import Cache
from lint.kernels import prefixing
from lint.kernels.prefixing import Table
from lint.patterns.database import Pattern
from lint.patterns.syntax import VERSION

_STORED = np.dtype("<u4")


class Told(NamedTuple):
    """Of P patterns: whether its prefixes are known [P], which bytes it needs [P, 256].

    The table is that of the prefixes of all.
    """

    is_tied: NDArray[np.bool_]
    needed: NDArray[np.bool_]
    table: Table


def told_of(patterns: Sequence[Pattern], cache: Cache) -> Told:
    """Return what is known of `patterns`."""
    sources = [(pattern.source, str(pattern.mode)) for pattern in patterns]
    key = cache.key("prefixes", VERSION, prefixing.VERSION, sources)
    packed = cache.get(key)
    if packed is None:
        packed = _packed(_read(patterns))
        cache.put(key, packed)
    told = _unpacked(packed, 257 * len(patterns) + (1 << prefixing.SLOT_BITS))
    known, needed, table = np.split(told, np.cumsum([len(patterns), 256 * len(patterns)]))
    return Told(known.view(np.bool_), needed.view(np.bool_).reshape(-1, 256), table)


def _packed(told: NDArray[np.uint8]) -> bytes:
    """Return where `told` is not 0, and what it is there: little of it, quicker than compressed."""
    at = np.flatnonzero(told)
    return at.astype(_STORED).tobytes() + told[at].tobytes()


def _unpacked(packed: bytes, size: int) -> NDArray[np.uint8]:
    count = len(packed) // (_STORED.itemsize + 1)
    at = np.frombuffer(packed, _STORED, count)
    told = np.zeros(size, np.uint8)
    told[at] = np.frombuffer(packed, np.uint8, offset=at.nbytes)
    return told


def _read(patterns: Sequence[Pattern]) -> NDArray[np.uint8]:
    """Return one after the other what `_told` returns, worked out."""
    from lint.patterns.needed import needed_by
    from lint.patterns.prefixes import prefixes_of

    found = [prefixes_of(pattern.expression) for pattern in patterns]
    table = prefixing.table_of({p for prefixes in found if prefixes for p in prefixes if p})
    needed = np.zeros((len(patterns), 256), bool)
    for own, pattern in zip(needed, patterns, strict=True):
        own[list(needed_by(pattern.expression))] = True
    known = [prefixes is not None for prefixes in found]
    return np.concatenate([np.array(known, np.uint8), needed.ravel().view(np.uint8), table])
