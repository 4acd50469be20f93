"""The findings that matter most, in memory that does not grow with the corpus."""

import heapq
from collections.abc import Iterator

from lint.finding import Finding


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
