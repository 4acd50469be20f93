"""Documents of a run that an index has already: they leave before the others are compared."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.finding import Hit
from lint.light import dataclass
from lint.near.clusters import Thresholds
from lint.near.matching import Index, Ints, verified
from lint.near.prints import Prints
from lint.near.samples import LEAST_CONTAINED
from lint.near.terms import Relation
from lint.rule import Rule
from lint.view import View

ROW = np.dtype(
    [
        ("document", "<i8"),
        ("index", "<i4"),
        ("other", "<u8"),
        ("relation", "<i4"),
        ("jaccard", "<f8"),
        ("containment", "<f8"),
    ]
)
_RELATIONS = (Relation.EXACT, Relation.NEAR, Relation.CONTAINED)
Rows = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """Which documents stand in one of `indexes`, as rows of ROW, rising by document.

    `other` is the number of the document there that is nearest, `relation` that of _RELATIONS.
    """

    rows: Rows
    indexes: Sequence[Index] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def relation(self, row: int) -> Relation:
        """Return how the document of a row repeats the one in the index."""
        return _RELATIONS[self.rows["relation"][row]]

    def other(self, row: int) -> tuple[str, str]:
        """Return the name of the index of a row, and the id of the document there."""
        index = self.indexes[self.rows["index"][row]]
        [own] = index.ids(self.rows["other"][row : row + 1])
        return index.name, own

    def row_of(self, document: int) -> int:
        """Return the row of a document, -1 where there is none."""
        row = int(np.searchsorted(self.rows["document"], document))
        return row if row < len(self) and self.rows["document"][row] == document else -1

    def clusters(self, rank: Ints) -> Iterator[list[int]]:
        """Yield the rows of each document that was met, the nearest first, ties by `rank`."""
        rows = self.rows
        keys = rank[rows["document"]], -rows["jaccard"], rows["other"], rows["index"]
        order = np.lexsort(keys)
        here = rows[order]
        cuts = (np.diff(here["index"]) != 0) | (np.diff(here["other"]) != 0)
        for group in np.split(order, np.flatnonzero(cuts) + 1) if len(order) else ():
            yield group.tolist()


def find_met(
    indexes: Sequence[Index],
    thresholds: Thresholds,
    view: View,
    hits: Sequence[Hit],
    rules: Sequence[Rule],
) -> Rows:
    """Return a row for each document of a batch that one of `indexes` has, of the first that has.

    `hits` were found in the batch by `rules`; may run on any thread. Raises UnusableIndexError.
    """
    found = [np.zeros(0, ROW)]
    for number, index in enumerate(indexes):
        prints = index.profile.prints(view, hits, rules)
        left = ~np.isin(np.arange(len(prints)), np.concatenate(found)["document"])
        met = _nearest(_pairs(index, prints.only(left), thresholds))
        met["document"], met["index"] = np.flatnonzero(left)[met["document"]], number
        found.append(met)
    joined = np.concatenate(found)
    return joined[np.argsort(joined["document"])]


def _pairs(index: Index, prints: Prints, thresholds: Thresholds) -> Rows:
    """Return every pair of a document and one of the index that repeats it."""
    row, other = index.same_content(prints.content)
    worded = prints.content[row] != 0
    row, other = row[worded], other[worded]
    same = _rows(row, other, 0, np.ones(len(row)), np.ones(len(row)))
    pairs = verified(index, prints, thresholds.containment)
    inside = pairs.shared / pairs.own
    near = pairs.jaccard >= thresholds.jaccard
    held = (inside >= thresholds.containment) & (pairs.own >= LEAST_CONTAINED)
    held &= (pairs.own < pairs.other) & ~near
    parts = [
        _rows(pairs.row[kind], pairs.document[kind], number, pairs.jaccard[kind], inside[kind])
        for number, kind in ((1, near), (2, held))
    ]
    return np.concatenate([same, *parts])


def _rows(row: Ints, other: Rows, relation: int, jaccard: Rows, containment: Rows) -> Rows:
    rows = np.zeros(len(row), ROW)
    rows["document"], rows["other"], rows["relation"] = row, other, relation
    rows["jaccard"], rows["containment"] = jaccard, containment
    return rows


def _nearest(rows: Rows) -> Rows:
    """Return the best row of each document: by relation, then the share, then what was first."""
    contained = rows["relation"] == _RELATIONS.index(Relation.CONTAINED)
    share = np.where(contained, rows["containment"], rows["jaccard"])
    rows = rows[np.lexsort((rows["other"], -share, rows["relation"], rows["document"]))]
    return rows[np.unique(rows["document"], return_index=True)[1]]
