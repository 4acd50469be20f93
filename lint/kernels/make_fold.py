"""Make `fold.bin` from this Python's Unicode data: `python -m lint.kernels.make_fold`.

Folding is NFD, case folding, NFD (Unicode 15, section 3.13, D145: canonical caseless matching),
one code point at a time. U+0345, the Greek iota below, alone keeps its own value, for it is the
only mark that case folds to a letter, which would make the order of marks matter.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from lint.kernels.folding import HEADER, MAGIC, PATH, RECORD, SHIFT, Kind, Trait
from lint.kernels.hashing import FOLD_VERSION, mix64

Row = tuple[int, int, int, int, int, int]
Ranges = tuple[tuple[int, int], ...]

VOWELS: Final = frozenset(map(ord, "aeiouy"))
TONES: Final = frozenset((0x300, 0x301, 0x303, 0x309, 0x323))
HANGUL: Final = range(0xAC00, 0xD7A4)
SURROGATES: Final = range(0xD800, 0xE000)

# Default_Ignorable_Code_Point of DerivedCoreProperties.txt
IGNORABLE: Final[Ranges] = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
# White_Space of PropList.txt
SPACE: Final[Ranges] = (
    *((0x9, 0xD), (0x20, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680)),
    *((0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)),
)
# Blocks of scripts written without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han
NO_SPACE: Final[Ranges] = (
    *((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F)),
    *((0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x303C), (0x3040, 0x30FF), (0x31F0, 0x31FF)),
    *((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F)),
    *((0x1AFF0, 0x1B16F), (0x20000, 0x3FFFD)),
)


def within(code: int, ranges: Ranges) -> bool:
    """Tell whether `code` is in one of the inclusive `ranges`."""
    return any(low <= code <= high for low, high in ranges)


@lru_cache(maxsize=1 << 16)
def folded(code: int) -> tuple[int, ...]:
    """Return the scalars that `code` folds to."""
    opened = unicodedata.normalize("NFD", chr(code))
    lowered = "".join(c if c == "\u0345" else c.casefold() for c in opened)
    return tuple(map(ord, unicodedata.normalize("NFD", lowered)))


def kind_of(scalar: int) -> Kind:
    """Return the kind of one folded scalar."""
    category = unicodedata.category(chr(scalar))
    if within(scalar, IGNORABLE):
        return Kind.IGNORABLE
    if scalar in VOWELS:
        return Kind.VOWEL
    if unicodedata.combining(chr(scalar)):
        return Kind.TONE if scalar in TONES else Kind.MARK
    if category[0] == "M":
        return Kind.JOINER
    if category[0] not in "LN" and category != "Cn":  # unassigned: a letter of a later version
        return Kind.SEPARATOR
    solo = within(scalar, NO_SPACE) and category not in ("Nd", "No")
    return Kind.SOLO if solo else Kind.LETTER


def traits_of(code: int) -> Trait:
    """Return the traits of one code point, before folding."""
    char, category = chr(code), unicodedata.category(chr(code))
    blank = within(code, SPACE) or within(code, IGNORABLE)
    tests = {
        Trait.MARK: 0x300 <= code <= 0x36F,
        Trait.DIGIT: category == "Nd",
        Trait.INK: not blank,
        Trait.ALPHA: category[0] == "L" and not blank,
        Trait.UPPER: category in ("Lu", "Lt"),
        Trait.CLOSER: category in ("Pe", "Pf", "Pi") or char in "\"'＂＇",
        Trait.TERMINATOR: char in ".!?…。！？؟।",
        Trait.OPENER: char in "([（",
        Trait.ASSIGNED: category != "Cn",
    }
    return Trait(sum(trait for trait, holds in tests.items() if holds))


def row_of(code: int, expansions: list[int]) -> Row:
    """Return the table row of `code`; one with several base scalars adds them to `expansions`."""
    if code in SURROGATES:
        return 0, Kind.SEPARATOR, 0, int(Trait.INK), 0, 0
    traits = int(traits_of(code))
    if code in HANGUL:
        return 0, Kind.HANGUL, 0, traits, 0, 0
    base, *rest = folded(code)
    kind, others = kind_of(base), [kind_of(scalar) for scalar in rest]
    if not all(other in (Kind.MARK, Kind.TONE) for other in others) or (
        rest and kind in (Kind.MARK, Kind.TONE)
    ):
        return 0, Kind.EXPAND, 0, traits, *expand(folded(code), expansions)
    if kind in (Kind.MARK, Kind.TONE):
        return base - code, kind, 0, traits, mix64(base), 0
    if kind in (Kind.SEPARATOR, Kind.IGNORABLE):  # a mark opens no token, so theirs count for nothing
        return 0, kind, 0, traits, 0, 0
    waiting = TONES if kind is Kind.VOWEL else frozenset[int]()
    return base - code, kind, 0, traits, *(
        total(mark for mark in rest if (mark in waiting) is late) for late in (False, True)
    )


def total(marks: Iterable[int]) -> int:
    """Return what `marks` add to a hash."""
    return sum(map(mix64, marks)) % (1 << 64)


def expand(scalars: tuple[int, ...], expansions: list[int]) -> tuple[int, int]:
    """Append `scalars`, which must make one token, to `expansions`; return start and length."""
    longer = (Kind.LETTER, Kind.VOWEL, Kind.MARK, Kind.TONE, Kind.JOINER)
    first, *others = map(kind_of, scalars)
    assert first in (Kind.SOLO, *longer), scalars
    assert all(other in longer for other in others), scalars
    expansions.extend(scalars)
    return len(expansions) - len(scalars), len(scalars)


def build() -> bytes:
    """Return the bytes of `fold.bin`."""
    expansions: list[int] = []
    rows: dict[Row, int] = {}
    blocks: dict[tuple[int, ...], int] = {}
    index: list[int] = []
    for first in range(0, 0x110000, 1 << SHIFT):
        made = (row_of(code, expansions) for code in range(first, first + (1 << SHIFT)))
        block = tuple(rows.setdefault(row, len(rows)) for row in made)
        index.append(blocks.setdefault(block, len(blocks)))
    records = np.array(list(rows), RECORD)
    assert not any(kind_of(code) is Kind.SOLO for code in range(0x800))  # the kernel's token bound
    ids = np.array(list(blocks), np.uint16).ravel()
    parts = (records, np.array(expansions, "<u4"), np.array(index, "<u2"), ids.astype("<u2"))
    version = (*map(int, unicodedata.unidata_version.split(".")), 0)
    header = np.array([(MAGIC, FOLD_VERSION, version, [len(p) for p in parts])], HEADER)
    return b"".join(part.tobytes() for part in (header, *parts))


def main(path: Path = PATH) -> None:
    """Write the table to `path`."""
    path.write_bytes(build())


if __name__ == "__main__":
    main()
