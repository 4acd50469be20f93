"""Where matches begin and end: in lines that are known to hold one, the leftmost longest spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from lint.batch import Bytes
from lint.cache import Cache
from lint.errors import RuleError
from lint.patterns.backward import backward
from lint.patterns.composed import Composed
from lint.patterns.database import Database, Mode, Pattern
from lint.patterns.syntax import in_line

Span = tuple[int, int]


class Spans:
    """The span patterns of one rule, compiled for single lines."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache) -> None:
        """Turn `patterns` round; raise RuleError for one that cannot be."""
        self._begin = Database([_turned(pattern) for pattern in patterns], cache)
        self._go_on = Database([replace(p, mode=Mode.HEAD) for p in patterns], cache)

    @property
    def databases(self) -> tuple[Database, Database]:
        """Return what is scanned with."""
        return self._begin, self._go_on

    def find(self, line: bytes) -> list[Span]:
        """Return the spans of `line`, as it is and composed: the leftmost, then the longest."""
        found = list(self._spans(line))
        composed = Composed.of(_array(line)) if _may_have_marks(line) else None
        if composed and len(composed.ends):
            rows = np.array(list(self._spans(composed.buffer.tobytes())), np.int64)
            starts, ends = composed.restored(rows.ravel()).reshape(-1, 2).T.tolist()
            found += zip(starts, ends, strict=True)
        return without_overlaps(found)

    def _spans(self, text: bytes) -> Iterator[Span]:
        reached = 0
        for start, patterns in sorted(self._starts(text).items()):
            size = self._longest(text[start:], patterns) if start >= reached else 0
            if size:
                reached = start + size
                yield start, reached

    def _starts(self, text: bytes) -> dict[int, set[int]]:
        """Return where matches begin, and of which patterns."""
        turned = text.decode("utf-8", "replace")[::-1].encode()
        starts: dict[int, set[int]] = {}
        for pattern, end in self._begin.scan(_array(turned)).tolist():
            starts.setdefault(len(text) - end, set()).add(pattern)
        return starts

    def _longest(self, text: bytes, patterns: set[int]) -> int:
        """Return the size of the longest match of `patterns` at the start of `text`."""
        found = self._go_on.scan(_array(text)).tolist()
        return max((end for pattern, end in found if pattern in patterns), default=0)


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in order; of those that overlap, the leftmost, then the longest."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _may_have_marks(line: bytes) -> bool:
    return b"\xcc" in line or b"\xcd" in line  # the first bytes of U+0300 to U+036F


def _array(text: bytes) -> Bytes:
    return np.frombuffer(text, np.uint8)


def _turned(pattern: Pattern) -> Pattern:
    try:
        source = backward(in_line(pattern.source))
    except RuleError as error:
        raise RuleError(f"{pattern.where}: {error}") from error
    return replace(pattern, source=source, mode=Mode.SEARCH)
