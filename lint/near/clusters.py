"""Clusters around anchors: every member is verified against the document that stays.

No transitive closure: that a is like b and b like c does not put c into a's cluster, which is how
other tools chain unrelated articles together.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.light import dataclass
from lint.near.groups import Groups, Ints
from lint.near.prints import Prints
from lint.near.samples import Samples

MOST_TITLES = 2
"""A text under more titles is no article: a failed extraction left the same of many."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least Jaccard similarity of near duplicates, least share of a contained one; 0 to 1."""

    jaccard: float
    containment: float


@dataclass(frozen=True, slots=True, eq=False)
class Anchors:
    """For each document its anchor (-1: none), and what was measured between the two.

    `jaccard` is |A ∩ B| / |A ∪ B| of the shingle sets, `containment` |A ∩ B| / |A| for the member
    A: both exact.
    """

    anchor: Ints
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]

    def clusters(self, rank: Ints) -> Iterator[tuple[int, list[int]]]:
        """Yield each anchor with its members, by anchor, members by similarity, ties by `rank`."""
        members = np.flatnonzero(self.anchor >= 0)
        keys = rank[members], -self.jaccard[members], self.anchor[members]
        by_anchor = members[np.lexsort(keys)]
        cuts = np.flatnonzero(np.diff(self.anchor[by_anchor])) + 1
        for group in np.split(by_anchor, cuts) if len(by_anchor) else []:
            yield int(self.anchor[group[0]]), group.tolist()


def find_anchors(
    prints: Prints, near: Groups, order: Ints, thresholds: Thresholds, samples: Samples | None
) -> Anchors:
    """Return every document's anchor: by similarity, then by containment in a longer anchor.

    `near` are the documents that share bands; `order` puts first what is to stay; without
    `samples` of the prints nothing is contained. An anchor may turn out to stand inside a longer
    document: then its members are compared with that one, and those that do not stand inside it
    are grouped anew among themselves.
    """
    anchor, overlap = _assign(prints, near, order, thresholds.jaccard)
    if samples is None:
        return _measured(prints, anchor, overlap)
    inside, common = _containers(prints, samples, anchor, thresholds.containment)
    moved = (inside >= 0) & ((anchor < 0) | (inside[anchor] >= 0))
    orphans = (anchor >= 0) & (inside[anchor] >= 0) & ~moved
    anchor, overlap = np.where(moved, inside, anchor), np.where(moved, common, overlap)
    if orphans.any():
        again, same = _assign(prints, _only(near, orphans), order, thresholds.jaccard)
        anchor, overlap = np.where(orphans, again, anchor), np.where(orphans, same, overlap)
    return _measured(prints, anchor, overlap)


def _assign(
    prints: Prints,
    groups: Groups,
    order: Ints,
    threshold: float,
    least_shared: Ints | None = None,
) -> tuple[Ints, Ints]:
    lists = groups.first, groups.group, groups.count
    return kernels.assign(order, lists, (prints.shingles, prints.first), threshold, least_shared)


def _containers(
    prints: Prints, samples: Samples, anchor: Ints, threshold: float
) -> tuple[Ints, Ints]:
    """Return for each document the longer anchor that it stands inside of (-1: none)."""
    sizes = np.diff(prints.first)
    order = np.lexsort((prints.content, -sizes, anchor >= 0)).astype(np.int64)
    expected = samples.counts * threshold  # all but one in a thousand share this less 3 sigma
    least = (expected - 3 * np.sqrt(expected * (1 - threshold))).astype(np.int64)
    inside, common = _assign(prints, samples.groups(), order, threshold, least)
    inside = np.where(_with_leftovers(prints, anchor), -1, inside)
    valid = (inside >= 0) & (anchor[inside] < 0) & (inside[inside] < 0)
    return np.where(valid, inside, -1), common


def _with_leftovers(prints: Prints, anchor: Ints) -> NDArray[np.bool_]:
    """Say of each document whether its cluster has a text that stands under many titles.

    Such a text is the note below many articles; it stands inside each that was extracted whole,
    and would put unrelated ones into one cluster.
    """
    titled = np.flatnonzero((prints.content != 0) & (prints.title != 0))
    content, title = prints.content[titled], prints.title[titled]
    order = np.lexsort((title, content))
    content, title = content[order], title[order]
    new = (np.diff(content) != 0) | (np.diff(title) != 0)
    texts, titles = np.unique(content[np.append(new, True)[: len(content)]], return_counts=True)
    left = np.isin(prints.content, texts[titles > MOST_TITLES])
    lead = np.where(anchor >= 0, anchor, np.arange(len(prints)))
    return np.isin(lead, lead[left])


def _only(groups: Groups, kept: NDArray[np.bool_]) -> Groups:
    """Return `groups` with the documents that are not `kept` taken out."""
    sizes = np.diff(groups.first)
    stays = np.repeat(kept, sizes)
    first = np.concatenate([[0], np.cumsum(np.where(kept, sizes, 0))])
    return Groups(first, groups.group[stays], groups.count)


def _measured(prints: Prints, anchor: Ints, overlap: Ints) -> Anchors:
    sizes = np.diff(prints.first)
    whole = sizes + sizes[anchor] - overlap
    found = anchor >= 0
    jaccard = np.divide(overlap, whole, out=np.zeros(len(prints)), where=found)
    containment = np.divide(overlap, sizes, out=np.zeros(len(prints)), where=found)
    return Anchors(anchor, jaccard, containment)
