"""The folding table: what each code point is to a token, read from `fold.bin`.

`index[cp >> 7]` names a block of 128 ids in `ids`; an id names a row of `records`. A row serves
every code point that behaves alike, because its base scalar is stored as a distance.
"""

from enum import IntEnum, IntFlag
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lint.kernels.hashing import FOLD_VERSION
from lint.light import dataclass

PATH: Final = Path(__file__).with_name("fold.bin")
MAGIC: Final = 0x444C4F464C444544  # "DEDLFOLD"
SHIFT: Final = 7


class Kind(IntEnum):
    """What a code point does to the token being read."""

    SEPARATOR = 0  # ends it
    LETTER = 1  # lengthens it (digits too)
    VOWEL = 2  # a Latin vowel: lengthens it, and tones after it wait
    SOLO = 3  # of a script without spaces: a token of its own
    MARK = 4  # canonical combining class not 0: added, order does not matter
    TONE = 5  # a mark that waits for the end of a vowel run
    JOINER = 6  # a mark with combining class 0: lengthens any open token, opens none
    IGNORABLE = 7  # not there
    EXPAND = 8  # several base scalars: `expansions[marks : marks + tones]`
    HANGUL = 9  # a syllable: two or three letters by arithmetic


class Trait(IntFlag):
    """What else is known of a code point; the first three have the values of line flags."""

    MARK = 8  # U+0300 to U+036F
    DIGIT = 16
    NONASCII = 128
    INK = 0x100  # neither white space nor ignorable
    ALPHA = 0x200
    UPPER = 0x400  # upper or title case
    CLOSER = 0x800  # quote or closing bracket
    TERMINATOR = 0x1000  # ends a sentence
    OPENER = 0x2000  # "(", "[" or "（"
    ASSIGNED = 0x4000  # in the Unicode version of the table


RECORD: Final = np.dtype(
    [
        ("delta", "<i4"),  # base scalar minus code point
        ("kind", "u1"),
        ("spare", "u1"),
        ("traits", "<u2"),
        ("marks", "<u8"),  # sum of mix64 of the marks added in place
        ("tones", "<u8"),  # sum of mix64 of the tones that wait
    ]
)
HEADER: Final = np.dtype(
    [("magic", "<u8"), ("version", "<u4"), ("unicode", "u1", 4), ("sizes", "<u4", 4)]
)


@dataclass(frozen=True, slots=True, eq=False)
class FoldTable:
    """The table's four arrays, and the Unicode version they were made from."""

    records: NDArray[Any]
    expansions: NDArray[np.uint32]
    index: NDArray[np.uint16]
    ids: NDArray[np.uint16]
    unicode: str


def load(path: Path = PATH) -> FoldTable:
    """Return the table in `path`; raises ValueError when it is not of this version."""
    data = np.fromfile(path, np.uint8)
    if data.size < HEADER.itemsize:
        raise ValueError(f"{path} is not a folding table; install delint again")
    head = data[: HEADER.itemsize].view(HEADER)[0]
    if (int(head["magic"]), int(head["version"])) != (MAGIC, FOLD_VERSION):
        raise ValueError(f"{path} is not a folding table of version {FOLD_VERSION}")
    parts: list[NDArray[Any]] = []
    at = HEADER.itemsize
    kinds: list[Any] = [RECORD, np.uint32, np.uint16, np.uint16]
    for dtype, size in zip(kinds, head["sizes"], strict=True):
        stop = at + int(size) * np.dtype(dtype).itemsize
        parts.append(data[at:stop].view(dtype))
        at = stop
    records, expansions, index, ids = parts
    version = ".".join(map(str, head["unicode"][:3]))
    return FoldTable(records, expansions, index, ids, version)
