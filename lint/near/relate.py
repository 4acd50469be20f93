"""The third step of a run: which documents repeat which, for the rules that ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch
from lint.finding import Hit
from lint.near.bands import optimal_bands
from lint.near.clusters import Anchors, Relation, Thresholds, find_anchors
from lint.near.keep import Keep, Policy, order
from lint.near.prints import Prints, take_prints
from lint.near.store import Store
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

    prints: Prints
    keys: NDArray[np.uint64]


class Relations:
    """All documents of a run, to be compared with each other when all were seen."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        threshold = 1.0 if wanted.jaccard is None else wanted.jaccard
        self.store = Store(
            optimal_bands(threshold, wanted.permutations),
            wanted.permutations,
            sites=wanted.policy.keep is Keep.PREFER,
            dates=wanted.policy.keep is Keep.NEWEST,
        )

    def take(self, view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Taken:
        """Return what to keep of a batch in which `hits` were found; may run on any thread."""
        prints = take_prints(view, hits, rules)
        return Taken(prints, self.store.keys_of(prints))

    def add(self, batch: Batch, taken: Taken) -> None:
        """Keep what was taken of the next batch."""
        self.store.add(batch, taken.prints, taken.keys)

    def matched(self) -> "Matched":
        """Return each document's anchor; call once, when all were added."""
        prints, wanted = self.store.prints(), self.wanted
        thresholds = Thresholds(
            1.0 if wanted.jaccard is None else wanted.jaccard,
            NEVER if wanted.containment is None else wanted.containment,
        )
        ranked = order(prints, self.store, wanted.policy)
        return Matched(prints, find_anchors(prints, self.store.keys(), ranked, thresholds), wanted)

    def close(self) -> None:
        """Give the disk space back."""
        self.store.close()


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """The outcome of a run: all prints, and the anchors found among them."""

    prints: Prints
    anchors: Anchors
    wanted: Wanted

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
        for anchor, members in anchors.clusters():
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
