"""Some lines of a batch side by side in a buffer of their own, so that only they are scanned."""

import numpy as np

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.light import dataclass


@dataclass(frozen=True, eq=False)
class Gathered:
    """Lines copied out of a text, a newline after each.

    Line `i` is `buffer[starts[i]:starts[i + 1]]`, and begins at `sources[i]` of the text.
    """

    buffer: Bytes
    starts: Offsets
    sources: Offsets

    @classmethod
    def of(cls, text: Bytes, start: Offsets, end: Offsets) -> "Gathered":
        """Copy the lines that begin at `start` and stop before `end` out of `text`, in order."""
        buffer, starts = kernels.gather(text, start, end)
        return cls(buffer, starts, start)

    def restored(self, offsets: Offsets) -> Offsets:
        """Return where `offsets` of the buffer stand in the text."""
        line = np.searchsorted(self.starts, offsets, side="right") - 1
        return offsets - self.starts[line] + self.sources[line]
