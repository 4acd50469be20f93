"""Clusters of duplicates: counted all, and the largest kept with texts to compare."""

from collections import Counter
from dataclasses import field

import numpy as np

from lint.batch import Batch, Place
from lint.finding import Action, Evidence, Hit
from lint.light import dataclass
from lint.output.html.document import CLIP_BYTES, characters, title_of
from lint.output.html.histogram import SIZES, Histogram
from lint.rule import Rule

MOST_CLUSTERS = 100
MOST_MEMBERS = 12
PAIRS = 2
"""So many members of a cluster are compared with the anchor, the least similar ones."""

_HEAD = "same-head"


@dataclass(frozen=True, slots=True)
class Copy:
    """A document of a cluster; `text` is empty for a member that is not compared."""

    place: Place
    title: str
    code: str
    evidence: Evidence
    text: str

    @property
    def similarity(self) -> float:
        """Return the Jaccard similarity to the anchor, 0 where none was measured."""
        return self.evidence.jaccard or 0.0


@dataclass(slots=True)
class Cluster:
    """An anchor, the first members that repeat it, and those of them to compare with it."""

    anchor: Copy
    size: int
    members: list[Copy] = field(default_factory=list)
    pairs: list[Copy] = field(default_factory=list)

    def add(self, copy: Copy, text: str) -> None:
        """Take in a member; the least similar ones are kept with their text."""
        if len(self.members) < MOST_MEMBERS:
            self.members.append(copy)
        if copy.evidence.relation != "exact":
            whole = Copy(copy.place, copy.title, copy.code, copy.evidence, text)
            self.pairs = sorted([*self.pairs, whole], key=lambda c: c.similarity)[:PAIRS]


class Clusters:
    """All clusters of a run in counts, the largest in full."""

    def __init__(self, most: int = MOST_CLUSTERS) -> None:
        self._most = most
        self._kept: dict[Place, Cluster] = {}
        self._ranks: dict[Place, tuple[int, bool, int]] = {}
        self.sizes = Histogram(SIZES)
        self.relations: Counter[str] = Counter()
        self.goes = 0
        """The characters of all documents that would be dropped."""

    def add(self, batch: Batch, rule: Rule, hit: Hit) -> None:
        """Take in a document that repeats another: the first of `batch`, its anchor the second."""
        evidence = hit.evidence
        if evidence is None:
            return
        self.relations[evidence.relation] += 1
        size = evidence.size or 2
        if hit.action is Action.DROP:
            self.goes += characters(batch.text.bytes_at(0))
            self.sizes.add(np.array([size]), 1 / (size - 1))
        cluster = self._cluster(batch, rule, evidence, size)
        if cluster:
            copy = _copy(batch, 0, rule, evidence, "")
            cluster.add(copy, _clipped(batch, 0))

    @property
    def count(self) -> int:
        """Return how many clusters there are."""
        return sum(self.sizes.bins)

    @property
    def documents(self) -> int:
        """Return how many documents repeat another one."""
        return self.relations.total() - self.relations[_HEAD]

    def largest(self) -> list[Cluster]:
        """Return the clusters that were kept, the largest first."""
        ranked = sorted(self._kept, key=lambda place: self._ranks[place], reverse=True)
        return [self._kept[place] for place in ranked]

    def _cluster(self, batch: Batch, rule: Rule, evidence: Evidence, size: int) -> Cluster | None:
        """Return the cluster of an anchor, None where larger ones take all the room."""
        place = evidence.place
        if place not in self._kept:
            rank = (size, evidence.relation != "exact", -self.relations.total())
            if len(self._kept) >= self._most:
                least = min(self._ranks, key=self._ranks.__getitem__)
                if rank < self._ranks[least]:
                    return None
                del self._kept[least], self._ranks[least]
            self._kept[place] = Cluster(_copy(batch, 1, rule, evidence, _clipped(batch, 1)), size)
            self._ranks[place] = rank
        return self._kept[place]


def _copy(batch: Batch, index: int, rule: Rule, evidence: Evidence, text: str) -> Copy:
    title = title_of(batch, index)
    return Copy(batch.origin.place(index), title, rule.code, evidence, text)


def _clipped(batch: Batch, index: int) -> str:
    return batch.text.bytes_at(index)[:CLIP_BYTES].decode("utf-8", "ignore")
