"""Make `fold.bin` from this Python's Unicode data: `python -m lint.kernels.make_fold`.

Folding is NFD, case folding, NFD (Unicode 15, section 3.13, D145: canonical caseless matching),
one code point at a time. U+0345, the Greek iota below, alone keeps its own value, for it is the
only mark that case folds to a letter, which would make the order of marks matter.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from lint.kernels.folding import HEADER, MAGIC, PATH, RECORD, SHIFT, Kind, Trait
from lint.kernels.hashing import FOLD_VERSION, mix64


class Row(NamedTuple):
    """The fields of `folding.RECORD`, without the spare one."""

    kind: int
    traits: int
    delta: int = 0
    marks: int = 0
    tones: int = 0

    def packed(self) -> tuple[int, ...]:
        """Return the row as RECORD wants it."""
        return self.delta, self.kind, 0, self.traits, self.marks, self.tones


def points(ranges: str) -> frozenset[int]:
    """Return the code points of `ranges`, written as in the Unicode files: "AD 200B..200F"."""
    bounds = [list(map(partial(int, base=16), part.split(".."))) for part in ranges.split()]
    return frozenset(code for pair in bounds for code in range(pair[0], pair[-1] + 1))


VOWELS: Final = frozenset(map(ord, "aeiouy"))
TONES: Final = frozenset((0x300, 0x301, 0x303, 0x309, 0x323))
QUOTES: Final = frozenset(map(ord, "\"'＂＇"))  # that are no Pi or Pf
TERMINATORS: Final = frozenset(map(ord, ".!?…。！？؟।"))
OPENERS: Final = frozenset(map(ord, "([（"))
HANGUL: Final = range(0xAC00, 0xD7A4)
MARKS: Final = (Kind.MARK, Kind.TONE)
SURROGATES: Final = range(0xD800, 0xE000)

# Default_Ignorable_Code_Point of DerivedCoreProperties.txt
IGNORABLE: Final = points(
    "AD 34F 61C 115F..1160 17B4..17B5 180B..180F 200B..200F 202A..202E 2060..206F "
    "3164 FE00..FE0F FEFF FFA0 FFF0..FFF8 1BCA0..1BCA3 1D173..1D17A E0000..E0FFF "
)
# White_Space of PropList.txt
SPACE: Final = points("9..D 20 85 A0 1680 2000..200A 2028..2029 202F 205F 3000 ")
# Blocks of scripts written without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han
NO_SPACE: Final = points(
    "E00..EFF 1000..109F 1780..17FF A9E0..A9FF AA60..AA7F 3005..3007 3021..3029 "
    "3031..303C 3040..30FF 31F0..31FF 3400..4DBF 4E00..9FFF F900..FAFF FF66..FF9F "
    "1AFF0..1B16F 20000..3FFFD "
)


@lru_cache(maxsize=1 << 16)
def folded(code: int) -> tuple[int, ...]:
    """Return the scalars that `code` folds to."""
    opened = unicodedata.normalize("NFD", chr(code))
    lowered = "".join(c if c == "\u0345" else c.casefold() for c in opened)
    return tuple(map(ord, unicodedata.normalize("NFD", lowered)))


def kind_of(scalar: int) -> Kind:
    """Return the kind of one folded scalar."""
    category = unicodedata.category(chr(scalar))
    if scalar in IGNORABLE:
        return Kind.IGNORABLE
    if scalar in VOWELS:
        return Kind.VOWEL
    if unicodedata.combining(chr(scalar)):
        return Kind.TONE if scalar in TONES else Kind.MARK
    if category[0] == "M":
        return Kind.JOINER
    if category[0] not in "LN" and category != "Cn":  # unassigned: a letter of a later version
        return Kind.SEPARATOR
    solo = scalar in NO_SPACE and category not in ("Nd", "No")
    return Kind.SOLO if solo else Kind.LETTER


def traits_of(code: int) -> int:
    """Return the traits of one code point, before folding."""
    category = unicodedata.category(chr(code))
    traits = Trait.INK * (code not in SPACE and code not in IGNORABLE)
    traits |= Trait.NONASCII * (code >= 0x80)
    traits |= Trait.MARK * (0x300 <= code <= 0x36F)
    traits |= Trait.DIGIT * (category == "Nd")
    traits |= Trait.ALPHA * (category[0] == "L" and code not in IGNORABLE)
    traits |= Trait.UPPER * (category in ("Lu", "Lt"))
    traits |= Trait.CLOSER * (category in ("Pe", "Pf", "Pi") or code in QUOTES)
    traits |= Trait.TERMINATOR * (code in TERMINATORS)
    traits |= Trait.OPENER * (code in OPENERS)
    return traits | Trait.ASSIGNED * (category != "Cn")


def row_of(code: int, expansions: list[int]) -> Row:
    """Return the table row of `code`; one with several base scalars adds them to `expansions`."""
    if code in SURROGATES:  # how the plain twin sees bytes that are not UTF-8
        return Row(Kind.SEPARATOR, Trait.INK | Trait.NONASCII)
    traits = traits_of(code)
    if code in HANGUL:
        return Row(Kind.HANGUL, traits)
    base, *rest = folded(code)
    kind = kind_of(base)
    if not all(kind_of(scalar) in MARKS for scalar in rest) or (rest and kind in MARKS):
        return Row(Kind.EXPAND, traits, 0, *expand(folded(code), expansions))
    if kind in MARKS:
        return Row(kind, traits, base - code, mix64(base))
    if kind in (Kind.SEPARATOR, Kind.IGNORABLE):  # their marks open no token, so they are nothing
        return Row(kind, traits)
    waiting = [mark for mark in rest if kind is Kind.VOWEL and mark in TONES]
    settled = [mark for mark in rest if mark not in waiting]
    return Row(kind, traits, base - code, total(settled), total(waiting))


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
    records = np.array([row.packed() for row in rows], RECORD)
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
