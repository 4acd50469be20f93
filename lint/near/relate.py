"""The third step of a run: which documents repeat which, for the rules that ask."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch
from lint.finding import Hit
from lint.light import dataclass
from lint.near.bands import optimal_bands
from lint.near.clusters import Anchors, Thresholds, find_anchors
from lint.near.groups import Ints
from lint.near.keep import Policy, order
from lint.near.matching import Index
from lint.near.met import ROW, Met, find_met
from lint.near.prints import Prints, Words, take_prints, take_words
from lint.near.samples import AllSamples, Samples, take_samples
from lint.near.store import Store
from lint.near.terms import Keep, Relation
from lint.rule import Rule
from lint.view import View

NEVER = 2.0
"""A threshold that no pair reaches."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the selected rules look for: a threshold each (None: not looked for), and the policy."""

    jaccard: float | None = None
    containment: float | None = None
    same_head: bool = False
    permutations: int = 128
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class Twin:
    """A document that repeats another one, its anchor; both are numbered in reading order.

    `size` counts the cluster with its anchor, `least` is the least Jaccard similarity in it.
    """

    document: int
    anchor: int
    relation: Relation
    jaccard: float
    containment: float
    size: int
    least: float


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """What is kept of a batch."""

    compared: Words | Prints
    samples: Samples | None
    keys: NDArray[np.uint64]
    met: NDArray[Any]


class Relations:
    """All documents of a run, to be compared with each other when all were seen.

    Those that one of `indexes` has already are not compared with the others.
    """

    def __init__(self, wanted: Wanted, indexes: Sequence[Index] = ()) -> None:
        self.wanted, self.indexes = wanted, indexes
        self._met: list[NDArray[Any]] = [np.zeros(0, ROW)]
        threshold = 1.0 if wanted.jaccard is None else wanted.jaccard
        every = wanted.containment is not None or wanted.same_head
        self._take = take_prints if every else take_words
        self._samples = None if wanted.containment is None else AllSamples()
        self.store = Store(
            optimal_bands(threshold, wanted.permutations),
            wanted.permutations,
            every=every,
            sites=wanted.policy.keep is Keep.PREFER,
            dates=wanted.policy.keep is Keep.NEWEST,
        )

    def take(self, view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Taken:
        """Return what to keep of a batch in which `hits` were found; may run on any thread.

        Raises UnusableIndexError.
        """
        compared = self._take(view, hits, rules)
        met = find_met(self.indexes, self._thresholds, view, hits, rules)
        if len(met):
            compared = compared.without(met["document"])
        samples = None
        if self._samples is not None and isinstance(compared, Prints):
            samples = take_samples(compared)
        return Taken(compared, samples, self.store.keys_of(compared), met)

    def add(self, batch: Batch, taken: Taken) -> None:
        """Keep what was taken of the next batch."""
        taken.met["document"] += len(self.store)
        self._met.append(taken.met)
        self.store.add(batch, taken.compared, taken.keys)
        if self._samples is not None and taken.samples is not None:
            self._samples.add(taken.samples)

    @property
    def _thresholds(self) -> Thresholds:
        near, inside = self.wanted.jaccard, self.wanted.containment
        return Thresholds(1.0 if near is None else near, NEVER if inside is None else inside)

    def matched(self, jobs: int = 1) -> "Matched":
        """Return each document's anchor; call once, when all were added."""
        near = self.store.near(jobs)
        prints = self.store.prints(near)
        ranked = order(prints, self.store, self.wanted.policy)
        samples = None if self._samples is None else self._samples.samples()
        anchors = find_anchors(prints, near, ranked, self._thresholds, samples)
        met = Met(np.concatenate(self._met), self.indexes)
        return Matched(prints, anchors, ranked, self.wanted, met)

    def close(self) -> None:
        """Give the disk space back."""
        self.store.close()
        if self._samples is not None:
            self._samples.close()


@dataclass(frozen=True, eq=False)
class Matched:
    """The outcome of a run: all prints, the anchors found among them, and what was met elsewhere.

    `order` are the documents, those that are to stay first.
    """

    prints: Prints
    anchors: Anchors
    order: Ints
    wanted: Wanted
    met: Met

    @cached_property
    def rank(self) -> Ints:
        """Return where each document stands in the order."""
        ranks = np.empty_like(self.order)
        ranks[self.order] = np.arange(len(self.order))
        return ranks

    @cached_property
    def leads(self) -> NDArray[np.bool_]:
        """Say of each document whether it is the anchor of a cluster."""
        leads = np.zeros(len(self.order), np.bool_)
        leads[self.anchors.anchor[self.anchors.anchor >= 0]] = True
        return leads

    @cached_property
    def leaves(self) -> NDArray[np.bool_]:
        """Say of each document whether it repeats another one, here or in an index."""
        leaves = self.anchors.anchor >= 0
        leaves[self.met.rows["document"]] = True
        return leaves

    def clusters(self) -> Iterator[tuple[int, list[int]]]:
        """Yield each anchor with its members: the order of files does not show in their order."""
        return self.anchors.clusters(self.rank)

    def relation(self, member: int) -> Relation | None:
        """Return how `member` repeats its anchor, None where nobody asked for it."""
        anchors, wanted = self.anchors, self.wanted
        if self.prints.content[member] == self.prints.content[anchors.anchor[member]]:
            return Relation.EXACT
        if wanted.jaccard is not None and anchors.jaccard[member] >= wanted.jaccard:
            return Relation.NEAR
        return None if wanted.containment is None else Relation.CONTAINED

    def twins(self) -> Iterator[Twin]:
        """Yield every document that repeats an anchor, by anchor; then those with the same head."""
        anchors = self.anchors
        for anchor, members in self.clusters():
            least = float(anchors.jaccard[members].min())
            for member in members:
                if relation := self.relation(member):
                    pair = float(anchors.jaccard[member]), float(anchors.containment[member])
                    yield Twin(member, anchor, relation, *pair, len(members) + 1, least)
        if self.wanted.same_head:
            yield from _same_heads(self.prints, anchors)


def _same_heads(prints: Prints, anchors: Anchors) -> Iterator[Twin]:
    """Yield documents outside of clusters that share title and lead, each with another one."""
    has = (prints.title != 0) & (prints.lead != 0) & (anchors.anchor < 0)
    groups: dict[tuple[int, int], list[int]] = {}
    for document in np.flatnonzero(has).tolist():
        head = int(prints.title[document]), int(prints.lead[document])
        groups.setdefault(head, []).append(document)
    for group in groups.values():
        for document, other in zip(group, [*group[1:2], *[group[0]] * len(group)], strict=False):
            if other != document:
                yield Twin(document, other, Relation.HEAD, 0.0, 0.0, len(group), 0.0)
