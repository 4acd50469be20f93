"""Some lines of a batch side by side in a buffer of their own, so that only they are scanned."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.kernels.tables import Lines

_NEWLINE = 10
_WORD = re.compile(r"\s|\S+")


@dataclass(frozen=True, eq=False)
class Gathered:
    """Lines copied out of a text, a newline after each.

    Line `i` is `buffer[starts[i]:starts[i + 1]]`, and begins at `sources[i]` of the text.
    """

    buffer: Bytes
    starts: Offsets
    sources: Offsets

    @classmethod
    def of(cls, text: Bytes, lines: Lines, which: NDArray[np.int64]) -> "Gathered":
        """Copy the lines `which`, given in order, out of `text`."""
        sources = lines.start[which]
        buffer, starts = kernels.gather(text, sources, lines.end[which])
        return cls(buffer, starts, sources)

    def restored(self, offsets: Offsets) -> Offsets:
        """Return where `offsets` of the buffer stand in the text."""
        line = np.searchsorted(self.starts, offsets, side="right") - 1
        return offsets - self.starts[line] + self.sources[line]


@dataclass(frozen=True, eq=False)
class Composed:
    """Gathered lines in NFC (Unicode Standard Annex 15): patterns are written so, texts are not."""

    gathered: Gathered
    buffer: Bytes
    starts: Offsets

    @classmethod
    def of(cls, gathered: Gathered) -> "Composed":
        """Compose the lines of `gathered`."""
        buffer = np.frombuffer(_nfc(_decode(gathered.buffer)), np.uint8)
        starts = np.concatenate([[0], np.flatnonzero(buffer == _NEWLINE) + 1])
        return cls(gathered, buffer, starts)

    def restored(self, offsets: Offsets) -> Offsets:
        """Return where `offsets` of the buffer stand in the text that was not composed."""
        once, back = np.unique(offsets, return_inverse=True)
        line = np.searchsorted(self.starts, once, side="right") - 1
        reach = np.zeros(len(once), np.int64)
        for i in np.unique(line).tolist():
            start, end = self.gathered.starts[i : i + 2]
            ruler = Ruler.of(_decode(self.gathered.buffer[start:end]))
            reach[line == i] = [ruler.raw(n) for n in (once[line == i] - self.starts[i]).tolist()]
        return (self.gathered.sources[line] + reach)[back]


@dataclass(frozen=True, slots=True)
class Ruler:
    """A line's words and the spaces between them: where each begins, as it is and composed.

    A word composes in the same way whatever stands around it.
    """

    words: list[str]
    raw_starts: list[int]
    composed_starts: list[int]

    @classmethod
    def of(cls, line: str) -> "Ruler":
        """Measure `line`."""
        words = _WORD.findall(line)
        raw = accumulate((len(word.encode()) for word in words), initial=0)
        composed = accumulate((len(_nfc(word)) for word in words), initial=0)
        return cls(words, list(raw), list(composed))

    def raw(self, composed: int) -> int:
        """Return how many bytes of the line became its first `composed` bytes."""
        at = bisect_right(self.composed_starts, composed, hi=len(self.words)) - 1
        word, inside = self.words[at], composed - self.composed_starts[at]
        chars = bisect_right(range(len(word) + 1), inside, key=lambda n: len(_nfc(word[:n]))) - 1
        return self.raw_starts[at] + len(word[:chars].encode())


def _nfc(text: str) -> bytes:
    return unicodedata.normalize("NFC", text).encode()


def _decode(part: Bytes) -> str:
    return part.tobytes().decode("utf-8", "replace")
