"""The prefix of a line, as far as it is looked at to see which patterns can match there.

It is the first PREFIX_BYTES bytes of its UTF-8 without blanks and most punctuation, which patterns
allow in many forms; ASCII letters are lower case and ASCII digits all "0". Prefixes are kept in a
table of bytes: bit `n - 1` of both its slots is set for a prefix of n bytes, so that few others
are taken for one of them (Bloom 1970): of ten thousand, one in five hundred.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

PREFIX_BYTES: Final = 8
SLOT_BITS: Final = 18
VERSION: Final = 4
"""Raised when prefixes are read or worked out otherwise: no cache keeps what was made of them."""

Table: TypeAlias = NDArray[np.uint8]

_FNV_BASIS, _FNV_PRIME = 0x811C9DC5, 0x01000193  # FNV-1a, 32 bits
_FOLDED = bytes(
    ord("0") if chr(byte).isdigit() else ord(chr(byte).lower()) for byte in range(0x80)
) + bytes(range(0x80, 0x100))


def passed_over(character: bytes) -> int:
    """Return how many bytes a prefix leaves out where `character` begins, 0: none.

    Left out are ASCII but letters and digits, U+0080 to U+00BF, U+2000 to U+303F without U+2C00 to
    U+2FFF, and U+F000 to U+FFFF, told by the first bytes alone.
    """
    lead = character[0]
    if lead < 0x80:
        return 0 if chr(lead).isalnum() else 1
    if lead == 0xC2:
        return 2
    return 3 if lead in (0xE2, 0xEF) or character[:2] == b"\xe3\x80" else 0


def folded(character: bytes) -> bytes:
    """Return `character` as it stands in a prefix."""
    return character.translate(_FOLDED)


def slots_of(prefix: bytes) -> list[tuple[int, int]]:
    """Return both slots of each beginning of `prefix`, those of its first byte first."""
    value, slots = _FNV_BASIS, []
    for byte in prefix:
        value = (value ^ byte) * _FNV_PRIME & 0xFFFFFFFF
        slots.append(((value ^ value >> 15) & (1 << SLOT_BITS) - 1, value >> 32 - SLOT_BITS))
    return slots


def table_of(prefixes: Iterable[bytes]) -> Table:
    """Return the table, uint8[1 << SLOT_BITS], of `prefixes` of 1 to PREFIX_BYTES bytes."""
    table = np.zeros(1 << SLOT_BITS, np.uint8)
    for prefix in prefixes:
        table[list(slots_of(prefix)[-1])] |= 1 << len(prefix) - 1
    return table


def check_table(table: Table) -> None:
    """Raise ValueError unless `table` has as many slots as there are."""
    if table.shape != (1 << SLOT_BITS,):
        raise ValueError(f"a table of prefixes has {1 << SLOT_BITS} slots, not {table.shape}")
