"""Folding in Python: words into token hashes, characters into traits, through bounded caches."""

from typing import Final, NamedTuple

from lint.kernels.folding import SHIFT, Kind, Trait, load
from lint.kernels.hashing import MASK, PRIME, SEED, close

CACHE_LIMIT: Final = 1 << 18
CACHED_LENGTH: Final = 40  # longer words, as in scripts without spaces, hardly come back

TABLE: Final = load()


class Row(NamedTuple):
    """A row of the folding table with its base scalar worked out."""

    kind: Kind
    traits: int
    base: int
    marks: int
    tones: int


class Rows(dict[int, Row]):
    """The rows of code points, looked up once each."""

    def __missing__(self, code: int) -> Row:
        block = int(TABLE.index[code >> SHIFT]) << SHIFT
        number = TABLE.ids[block | code & (1 << SHIFT) - 1]
        delta, kind, _, traits, marks, tones = TABLE.records[number].tolist()
        return self.setdefault(code, Row(Kind(kind), traits, code + delta, marks, tones))


ROWS: Final = Rows()


def opened(word: str) -> list[Row]:
    """Return the rows of `word`, characters of several bases taken apart."""
    scalars: list[int] = []
    for code in map(ord, word):
        row = ROWS[code]
        if row.kind is Kind.EXPAND:
            scalars += TABLE.expansions[row.marks : row.marks + row.tones].tolist()
        elif row.kind is Kind.HANGUL:  # Unicode, section 3.12
            s = code - 0xAC00
            tail = [0x11A7 + s % 28] if s % 28 else []
            scalars += [0x1100 + s // 588, 0x1161 + s % 588 // 28, *tail]
        else:
            scalars.append(code)
    return [ROWS[scalar] for scalar in scalars]


def tokens_apart(word: str) -> list[list[Row]]:
    """Return the tokens of `word` (no separators in it) as the rows that make them."""
    tokens: list[list[Row]] = []
    breaks = True  # before the next letter
    for row in opened(word):
        if row.kind is Kind.SOLO or (breaks and row.kind in (Kind.LETTER, Kind.VOWEL)):
            tokens.append([row])
            breaks = row.kind is Kind.SOLO
        elif tokens:  # a mark opens no token
            tokens[-1].append(row)
    return tokens


def token_hash(rows: list[Row]) -> int:
    """Return the hash of one token."""
    value, waiting, vowel = SEED, 0, False
    for row in rows:
        if row.kind is Kind.TONE and vowel:
            waiting += row.marks
        elif row.kind in (Kind.MARK, Kind.TONE):
            value += row.marks
        else:
            vowel = row.kind is Kind.VOWEL
            settled, waiting = (0, waiting) if vowel else (waiting, 0)
            value = ((value + settled + row.base) * PRIME + row.marks) & MASK
            waiting += row.tones
    return close((value + waiting) & MASK)


def ascii_hash(word: str) -> int:
    """Return the hash of a word of ASCII, which is one token of its lower-case letters."""
    value = SEED
    for letter in word.lower().encode():
        value = (value + letter) * PRIME & MASK
    return close(value)


class Words(dict[str, tuple[int, ...]]):
    """The token hashes of words; a word is what stands between separators."""

    def __missing__(self, word: str) -> tuple[int, ...]:
        if word.isascii():
            made: tuple[int, ...] = (ascii_hash(word),)
        else:
            made = tuple(map(token_hash, tokens_apart(word)))
        if len(self) >= CACHE_LIMIT:
            self.clear()
        return self.setdefault(word, made) if len(word) <= CACHED_LENGTH else made


class Gaps(dict[int, str]):
    """What `str.translate` makes of code points: separators blanks, ignorable ones nothing."""

    def __missing__(self, code: int) -> str:
        gap = {Kind.SEPARATOR: " ", Kind.IGNORABLE: ""}.get(ROWS[code].kind, chr(code))
        return self.setdefault(code, gap)


class Cases(dict[int, str]):
    """What `str.translate` makes of code points: "U" capitals, "l" other letters, " " no letters.

    Beyond ASCII they are "C", "s" and " ", and "m" marks. What may meet between two sentences
    is told: "." for their marks, "(", and '"' for quotes.
    """

    def __init__(self) -> None:
        super().__init__({ord(a): b for a, b in zip(".!?…(“‘«”’»", '....(""""""', strict=True)})

    def __missing__(self, code: int) -> str:
        row = ROWS[code]
        case = " " if row.kind < Kind.MARK or row.kind > Kind.IGNORABLE else "m"
        if row.traits & Trait.ALPHA:
            upper, other = "Ul" if code < 0x80 else "Cs"
            case = upper if row.traits & Trait.UPPER else other
        return self.setdefault(code, case)


class Traits(dict[str, int]):
    """The traits of characters."""

    def __missing__(self, char: str) -> int:
        return self.setdefault(char, ROWS[ord(char)].traits)


WORDS: Final = Words()
GAPS: Final = Gaps()
TRAITS: Final = Traits()
CASES: Final = Cases()
