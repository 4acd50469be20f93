"""Text with its combining marks composed: patterns are written in NFC, texts are not always.

Source: Unicode Standard Annex 15. A letter is composed with the marks U+0300 to U+036F that follow
it; what else NFC would change is left as it is.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lint.batch import Bytes, Offsets

_MARKS = re.compile(rb"(?:\xcc[\x80-\xbf]|\xcd[\x80-\xaf])+")


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
    def of(cls, source: bytes) -> "Composed":
        """Compose `source`, which is UTF-8."""
        pieces: list[bytes] = []
        starts, ends, at = [], [], 0
        for marks in _MARKS.finditer(source):
            start, end = _letter(source, marks.start()), marks.end()
            pieces += (source[at:start], _composed(source[start:end]))
            starts.append(start)
            ends.append(end)
            at = end
        sizes = np.array(list(map(len, pieces)), np.int64).reshape(-1, 2).sum(axis=1)
        buffer = np.frombuffer(b"".join([*pieces, source[at:]]), np.uint8)
        columns = (np.array(column, np.int64) for column in (starts, ends))
        return cls(buffer, np.cumsum(sizes), *columns)

    def restored(self, offsets: Offsets) -> Offsets:
        """Return where `offsets` stand in the source; what is inside a letter, at its end."""
        before = np.searchsorted(self.ends, offsets, side="right")
        ends = np.concatenate([[0], self.ends])[before]
        source_ends = np.concatenate([[0], self.source_ends])[before]
        found: Offsets = source_ends + offsets - ends
        last = np.iinfo(np.int64).max
        inside = found > np.append(self.source_starts, last)[before]
        return np.where(inside, np.append(self.source_ends, last)[before], found)


def _letter(text: bytes, at: int) -> int:
    """Return where the character begins that ends at byte `at`."""
    start = max(at - 1, 0)
    while start and text[start] & 0xC0 == 0x80:
        start -= 1
    return start


@lru_cache(maxsize=4096)
def _composed(letter: bytes) -> bytes:
    return unicodedata.normalize("NFC", letter.decode("utf-8", "replace")).encode()
