"""Documents to show, a few for each rule, drawn from the whole corpus in bounded memory.

A bottom-k sketch (Cohen and Kaplan 2007): the documents whose content hashes lowest stay, so that
the choice is even over the corpus and does not depend on threads or on the order of files. All
rules share the hash, so that one document often shows several.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heappush, heappushpop

from lint.output.html.document import Document

EACH = 20
"""So many documents of each rule are kept."""


class Sample:
    """At most `each` documents for every rule."""

    def __init__(self, each: int = EACH) -> None:
        self._each = each
        self._heaps: dict[int, list[int]] = {}
        self._kept: dict[int, Document] = {}
        self._uses: Counter[int] = Counter()

    def wanted_by(self, rank: int, rules: Iterable[int]) -> list[int]:
        """Return the rules that keep a document of this rank; the same content is kept once."""
        if rank in self._kept:
            return []
        return [rule for rule in rules if self._takes(rank, self._heaps.get(rule, ()))]

    def add(self, rank: int, rules: Iterable[int], document: Document) -> None:
        """Keep `document` for `rules`, which `wanted_by` returned."""
        self._kept[rank] = document
        for rule in rules:
            heap = self._heaps.setdefault(rule, [])
            self._uses[rank] += 1
            if len(heap) < self._each:
                heappush(heap, -rank)  # the highest rank is on top
            else:
                self._release(-heappushpop(heap, -rank))

    def of_rule(self, rule: int) -> list[Document]:
        """Return the documents kept for `rule`, by rank."""
        return [self._kept[-rank] for rank in sorted(self._heaps.get(rule, ()), reverse=True)]

    def _takes(self, rank: int, heap: Sequence[int]) -> bool:
        return len(heap) < self._each or rank < -heap[0]

    def _release(self, rank: int) -> None:
        self._uses[rank] -= 1
        if not self._uses[rank]:
            del self._kept[rank], self._uses[rank]
