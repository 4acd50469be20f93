"""JSON strings in Python, to decoded bytes and back: the reference for `_unescape.pxi`."""

import re
from typing import Final

import numpy as np

from lint.batch import Bytes, Offsets, Strings
from lint.kernels.tables import ESCAPED, MISSING, NULL, Kinds, check_positions, check_values

# A surrogate pair is one escape; a backslash that starts none of these stands for itself
ESCAPE: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
    rb'|\\["\\/bfnrt]'
)
SHORT: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"b": b"\b", b"f": b"\f"}


def decoded(escape: re.Match[bytes]) -> bytes:
    """Return what one escape stands for; a lone surrogate stands for U+FFFD."""
    raw = escape[0]
    if len(raw) == 2:
        return SHORT.get(raw[1:], raw[1:])
    first = int(raw[2:6], 16)
    if len(raw) == 12:
        first = 0x10000 + ((first & 0x3FF) << 10 | int(raw[8:], 16) & 0x3FF)
    return chr(0xFFFD if 0xD800 <= first < 0xE000 else first).encode()


def unescaped(raw: bytes) -> bytes:
    """Return the raw inside of a JSON string with its escapes resolved."""
    return ESCAPE.sub(decoded, raw)


def unescape(raw: Bytes, value_start: Offsets, value_end: Offsets, kind: Kinds) -> Strings:
    """Return one string a value: strings decoded, missing and null ones empty, others raw."""
    check_values(raw.size, value_start, value_end, kind)
    values: list[bytes] = []
    for start, end, what in zip(
        value_start.tolist(), value_end.tolist(), kind.tolist(), strict=True
    ):
        value = b"" if what in (MISSING, NULL) else raw[start:end].tobytes()
        values.append(unescaped(value) if what == ESCAPED else value)
    return Strings.of(values)


def raw_positions(raw_value: Bytes, positions: Offsets) -> Offsets:
    """Return where decoded byte `positions` (sorted) of a raw JSON string stand in it.

    A position inside what one escape stands for is the escape's start. Raises ValueError for a
    position behind the end.
    """
    check_positions(positions)
    raw = raw_value.tobytes()
    found = [(m.start(), m.end() - m.start(), len(decoded(m))) for m in ESCAPE.finditer(raw)]
    at, length, width = np.array([(0, 0, 0), *found], np.int64).T
    shrunk = np.cumsum(length - width)  # raw minus decoded offset, after each escape
    starts = at - (shrunk - (length - width))  # decoded offset of each escape
    if positions.size and positions[-1] > len(raw) - shrunk[-1]:
        raise ValueError(f"position {positions[-1]} is behind the end of the value")
    last = np.searchsorted(starts, positions, "right") - 1  # escape at or before each position
    inside = positions < starts[last] + width[last]
    result: Offsets = np.where(inside, at[last], positions + shrunk[last])
    return result
