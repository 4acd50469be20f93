"""Text with its combining marks composed: patterns are written in NFC, texts are not always.

Source: Unicode Standard Annex 15. A letter is composed with the marks U+0300 to U+036F that follow
it; what else NFC would change is left as it is.
"""

import unicodedata
from functools import lru_cache

import numpy as np

from lint.batch import Bytes, Offsets
from lint.light import dataclass

_MARK_BYTES = 2


@dataclass(frozen=True, eq=False)
class Composed:
    """A composed text and the letters that were composed, in order.

    Letter `i` was `source_starts[i]` to `source_ends[i]` of the source, and ends at `ends[i]`.
    """

    buffer: Bytes
    ends: Offsets
    source_starts: Offsets
    source_ends: Offsets

    @classmethod
    def of(cls, source: Bytes) -> "Composed":
        """Compose `source`, which is UTF-8."""
        starts, ends = _letters(source)
        text = source.tobytes()
        opens, closes = starts.tolist(), ends.tolist()
        letters = [_composed(text[a:b]) for a, b in zip(opens, closes, strict=True)]
        rest = [text[a:b] for a, b in zip([0, *closes], [*opens, len(text)], strict=True)]
        pieces = [part for pair in zip(rest, letters, strict=False) for part in pair]
        buffer = np.frombuffer(b"".join([*pieces, rest[-1]]), np.uint8)
        grown = np.cumsum(np.fromiter(map(len, letters), np.int64) - (ends - starts))
        return cls(buffer, ends + grown, starts, ends)

    def restored(self, offsets: Offsets) -> Offsets:
        """Return where `offsets` stand in the source; what is inside a letter, at its end."""
        before = np.searchsorted(self.ends, offsets, side="right")
        ends = np.concatenate([[0], self.ends])[before]
        source_ends = np.concatenate([[0], self.source_ends])[before]
        found: Offsets = source_ends + offsets - ends
        last = np.iinfo(np.int64).max
        inside = found > np.append(self.source_starts, last)[before]
        return np.where(inside, np.append(self.source_ends, last)[before], found)


def _letters(text: Bytes) -> tuple[Offsets, Offsets]:
    """Return where each letter with marks begins and ends."""
    marks = _marks(text)
    gaps = np.flatnonzero(np.diff(marks) != _MARK_BYTES)
    opens = np.concatenate([marks[:1], marks[gaps + 1]])
    closes = np.concatenate([marks[gaps], marks[-1:]])
    starts = np.maximum(opens - 1, 0)
    for _ in range(3):  # to the first byte of the character before
        starts = starts - ((text[starts] & 0xC0) == 0x80)
    return starts, closes + _MARK_BYTES


def _marks(text: Bytes) -> Offsets:
    """Return where U+0300 to U+036F stand: CC 80 to CD AF."""
    found = np.flatnonzero((text & 0xFE) == 0xCC)
    after = text[np.minimum(found + 1, len(text) - 1)]
    marks: Offsets = found[(text[found] == 0xCC) | (after < 0xB0)]
    return marks


@lru_cache(maxsize=4096)
def _composed(letter: bytes) -> bytes:
    return unicodedata.normalize("NFC", letter.decode("utf-8", "replace")).encode()
