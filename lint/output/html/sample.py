"""Documents to show, a few for each rule and site, drawn from the whole corpus in bounded memory.

A bottom-k sketch (Cohen and Kaplan 2007): the documents whose content hashes lowest stay, so that
the choice is even over the corpus and does not depend on threads or on the order of files. All
rules share the hash, so that one document often shows several.
"""

from collections import Counter
from collections.abc import Iterable
from heapq import heappush, heappushpop

from lint.output.html.document import Document

MOST_KEYS = 600
EACH = 20
"""So many documents of each rule are kept."""

EACH_SITE = 3

Key = int | str
"""A rule's index, or a site."""


class Sample:
    """At most `each` documents for every key, and no more than `most` keys."""

    def __init__(self, each: int = EACH, most: int = MOST_KEYS) -> None:
        self._each, self._most = each, most
        self._heaps: dict[Key, list[int]] = {}
        self._kept: dict[int, Document] = {}
        self._uses: Counter[int] = Counter()

    def wanted_by(self, rank: int, keys: Iterable[Key]) -> list[Key]:
        """Return the keys that keep a document of this rank; the same content is kept once."""
        return [] if rank in self._kept else [key for key in keys if self._takes(rank, key)]

    def add(self, rank: int, keys: Iterable[Key], document: Document) -> None:
        """Keep `document` for `keys`, which `wanted_by` returned."""
        for key in keys:
            self._kept[rank] = document
            self._uses[rank] += 1
            heap = self._heaps.setdefault(key, [])
            if len(heap) < self._each:
                heappush(heap, -rank)  # the highest rank is on top
            else:
                self._release(-heappushpop(heap, -rank))

    def of(self, key: Key) -> list[Document]:
        """Return the documents kept for `key`, by rank."""
        return [self._kept[-rank] for rank in sorted(self._heaps.get(key, ()), reverse=True)]

    def _takes(self, rank: int, key: Key) -> bool:
        heap = self._heaps.get(key)
        if heap is None:
            return len(self._heaps) < self._most
        return len(heap) < self._each or rank < -heap[0]

    def _release(self, rank: int) -> None:
        self._uses[rank] -= 1
        if not self._uses[rank]:
            del self._kept[rank], self._uses[rank]
