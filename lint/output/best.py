"""The findings that matter most, in memory that does not grow with the corpus."""

import heapq
from collections.abc import Iterator
from typing import ClassVar

from lint.finding import Finding
from lint.output.formats import Look
from lint.output.sink import Sink


class Best:
    """Keeps at most `limit` findings: by severity, then by how sure a fix is, then the first."""

    def __init__(self, limit: int) -> None:
        self.seen = 0
        self._limit = limit
        self._heap: list[tuple[int, int, int, Finding]] = []

    def add(self, finding: Finding) -> None:
        """Keep `finding` if it is among the best so far."""
        self.seen += 1
        entry = (finding.severity.rank, finding.level.value, -self.seen, finding)
        if len(self._heap) < self._limit:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heappushpop(self._heap, entry)

    def __len__(self) -> int:
        return len(self._heap)

    def __iter__(self) -> Iterator[Finding]:
        """Yield what was kept, the best first."""
        return (finding for *_, finding in sorted(self._heap, reverse=True))


class BestWriter:
    """What formats share that are written at the end, of the best findings; `most` of them."""

    most: ClassVar[int]

    def __init__(self, sink: Sink, look: Look) -> None:
        self._sink = sink
        self._look = look
        self._best = Best(self.most)

    def finding(self, finding: Finding) -> None:
        """Keep `finding` if it is among the best."""
        self._best.add(finding)
