"""Which bytes go when whole lines go: the lines, and blank lines around them.

Where blank lines stood on both sides, those before stay and those after go; at the start of a
document those after go, at its end those before, too; a missing final newline stays missing.
Deleted lines with only blank lines between them count as one place, at which the first blank
lines stay.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from lint import kernels
from lint.batch import Offsets
from lint.kernels.tables import BLANK
from lint.light import dataclass


class LineRun(NamedTuple):
    """Consecutive lines, both ends included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class DocumentLines:
    """The lines of one document: bounds in bytes, and whether a line is blank."""

    start: Offsets
    end: Offsets
    next: Offsets
    blank: Sequence[bool]

    @classmethod
    def of(cls, text: bytes) -> "DocumentLines":
        """Return the lines of `text`."""
        buffer = np.frombuffer(text + b"\n", np.uint8)
        lines = kernels.scan_lines(buffer, np.array([0]), np.array([len(text)]))
        blank = (lines.flags & BLANK) != 0
        return cls(lines.start, lines.end, lines.next, blank.tolist())

    def __len__(self) -> int:
        return len(self.blank)

    def touched(self, start: int, end: int) -> LineRun:
        """Return the lines that the bytes `start` to `end` touch."""
        first = np.searchsorted(self.start, start, side="right") - 1
        last = np.searchsorted(self.start, max(end - 1, start), side="right") - 1
        return LineRun(int(first), int(last))

    def span(self, run: LineRun) -> tuple[int, int]:
        """Return the bytes of the lines of `run` with their terminators."""
        return int(self.start[run.first]), int(self.next[run.last])


def deletions(lines: DocumentLines, runs: Sequence[LineRun]) -> Iterator[tuple[int, int]]:
    """Yield the bytes that go with each of `runs`, which are in order and apart."""
    place: list[LineRun] = []
    for run in runs:
        if place and not all(lines.blank[place[-1].last + 1 : run.first]):
            yield from _place_deletions(lines, place)
            place = []
        place.append(run)
    if place:
        yield from _place_deletions(lines, place)


def _place_deletions(lines: DocumentLines, place: list[LineRun]) -> Iterator[tuple[int, int]]:
    """Yield what goes with each run of one place.

    `gaps` are the blank lines before the first run, between the runs, and after the last.
    """
    gaps = _gaps(lines, place)
    at_start, at_end = gaps[0].start == 0, gaps[-1].stop == len(lines)
    kept = next((i for i, gap in enumerate(gaps) if gap), -1)
    if at_end:
        kept = -1
    elif at_start:
        kept = 0
    for number, run in enumerate(place):
        first = gaps[0].start if number == 0 and kept != 0 else run.first
        last = run.last if kept == number + 1 else gaps[number + 1].stop - 1
        start, end = lines.span(LineRun(first, last))
        if number == 0 and at_end and first > 0 and lines.end[-1] == lines.next[-1]:
            start = int(lines.end[first - 1])  # a missing final newline stays missing
        yield start, end


def _gaps(lines: DocumentLines, place: list[LineRun]) -> list[range]:
    before, after = place[0].first, place[-1].last + 1
    while before > 0 and lines.blank[before - 1]:
        before -= 1
    while after < len(lines) and lines.blank[after]:
        after += 1
    stops = [run.first for run in place] + [after]
    starts = [before] + [run.last + 1 for run in place]
    return [range(start, stop) for start, stop in zip(starts, stops, strict=True)]
