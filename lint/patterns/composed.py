"""Text with its combining marks composed: patterns are written in NFC, texts are not always.

Source: Unicode Standard Annex 15. A letter is composed with the marks U+0300 to U+036F that follow
it; what else NFC would change is left as it is.
"""

import unicodedata
from functools import lru_cache

import numpy as np

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.light import dataclass


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
        return cls(*kernels.compose(source, _composed))

    def restored(self, offsets: Offsets) -> Offsets:
        """Return where `offsets` stand in the source; what is inside a letter, at its end."""
        before = np.searchsorted(self.ends, offsets, side="right")
        ends = np.concatenate([[0], self.ends])[before]
        source_ends = np.concatenate([[0], self.source_ends])[before]
        found: Offsets = source_ends + offsets - ends
        last = np.iinfo(np.int64).max
        inside = found > np.append(self.source_starts, last)[before]
        return np.where(inside, np.append(self.source_ends, last)[before], found)


@lru_cache(maxsize=4096)
def _composed(letter: bytes) -> bytes:
    return unicodedata.normalize("NFC", letter.decode("utf-8", "replace")).encode()
