"""What is scanned of a batch: its lines as they are, and those with marks composed."""

from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.kernels.tables import HAS_MARKS, Hashes, Lines
from lint.light import dataclass
from lint.patterns.composed import Composed
from lint.patterns.gathered import Gathered

HEAD_BYTES = 400
"""So much of a line is its start."""

Restore = Callable[[Offsets], Offsets]
"""From offsets in what is scanned to those in the text of the batch."""

_NEWLINE = 10


@dataclass(frozen=True, eq=False)
class Source:
    """The L lines of a buffer that are to be searched; all that it has, where it is `whole`."""

    buffer: Bytes
    start: Offsets  # [L]
    end: Offsets  # [L]
    chars: NDArray[np.int32]  # [L] of the line of the batch
    flags: NDArray[np.uint16]  # [L] of the line of the batch
    restore: Restore
    whole: bool

    @cached_property
    def prefixes(self) -> Hashes:
        """Return how each line begins, as `kernels.prefixing` says."""
        return kernels.prefixes(self.buffer, self.start, self.end)

    def has_byte(
        self, which: NDArray[np.int64], ranges: NDArray[np.uint8], *, heads: bool
    ) -> NDArray[np.bool_]:
        """Say which of the lines `which`, or of their starts, have a byte in one of `ranges`."""
        start, end = self.start[which], self.end[which]
        if heads:
            end = np.minimum(end, start + HEAD_BYTES)
        return kernels.has_byte(self.buffer, start, end, ranges)

    def take(self, which: NDArray[np.int64] | None = None) -> tuple[Bytes, Restore]:
        """Return a buffer to scan with all lines, or those `which`, and how it tells places."""
        if self.whole and (which is None or len(which) == len(self.start)):
            return self.buffer, self.restore
        return self.gather(which)

    def gather(
        self, which: NDArray[np.int64] | None = None, *, heads: bool = False
    ) -> tuple[Bytes, Restore]:
        """Return the same in a new buffer, a newline after each line, or after its start alone."""
        start, end = self.start, self.end
        if which is not None:
            start, end = start[which], end[which]
        if heads:
            end = _head_ends(self.buffer, start, end)
        gathered = Gathered.of(self.buffer, start, end)
        return gathered.buffer, lambda offsets: self.restore(gathered.restored(offsets))


def sources_of(text: Bytes, lines: Lines, which: NDArray[np.int64]) -> Iterator[Source]:
    """Yield the lines `which` of `text`: as they are, then those with marks composed."""
    source = Source(
        text,
        *(lines.start[which], lines.end[which], lines.chars[which], lines.flags[which]),
        restore=lambda offsets: offsets,
        whole=len(which) == len(lines.start),
    )
    yield source
    marked = np.flatnonzero(source.flags & HAS_MARKS)
    if len(marked):
        yield _composed(source, marked)


def _composed(source: Source, which: NDArray[np.int64]) -> Source:
    """Return the lines `which` of `source` composed; their number and order stay."""
    gathered = Gathered.of(source.buffer, source.start[which], source.end[which])
    composed = Composed.of(gathered.buffer)
    ends = np.flatnonzero(composed.buffer == _NEWLINE)
    return Source(
        composed.buffer,
        *(np.concatenate([[0], ends[:-1] + 1]), ends, source.chars[which], source.flags[which]),
        restore=lambda offsets: gathered.restored(composed.restored(offsets)),
        whole=True,
    )


def _head_ends(buffer: Bytes, start: Offsets, end: Offsets) -> Offsets:
    """Return where the starts of lines end, between two characters."""
    ends = np.minimum(end, start + HEAD_BYTES)
    for _ in range(3):  # back to the first byte of a character
        cut = np.flatnonzero(ends < end)
        ends[cut] -= (buffer[ends[cut]] & 0xC0) == 0x80
    return ends
