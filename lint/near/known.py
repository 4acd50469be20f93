"""Documents of a run that an index knows already: the same words, near, or one in the other.

A batch is compared in the thread that inspects it, and what is told does not depend on others.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch, Place
from lint.checks import Bound
from lint.checks.duplicates import Params
from lint.corpus.source import STDIN_NAME
from lint.finding import Action, Evidence, Hit
from lint.near.difference import first_line, percent
from lint.near.matching import Index, Ints, Pairs, verified
from lint.near.prints import Hashes
from lint.near.samples import LEAST_CONTAINED
from lint.near.terms import Relation
from lint.rule import Rule
from lint.view import View

LEAST_HELD = 9
"""An indexed document of fewer shingles is never told to stand in another.

Nine shingles are thirteen words, the longest run that is usual where evaluation sets are looked
for in training texts (Brown et al. 2020, appendix C).
"""

_NEVER = 2.0
Shares = NDArray[np.float64]


class Kind(Enum):
    """How a document is known: by which rule it is told, what becomes of it, what is said."""

    EXACT = Relation.EXACT, Action.DROP, "The same words as {name}."
    NEAR = (
        Relation.NEAR,
        Action.DROP,
        "{share} of the 5-word shingles are the same as those of {name}.",
    )
    INSIDE = Relation.CONTAINED, Action.DROP, "{share} of it stands in the longer {name}."
    HOLDS = Relation.CONTAINED, Action.NONE, "It holds {share} of {name}."

    def __init__(self, relation: Relation, action: Action, said: str) -> None:
        self.relation = relation
        self.action = action
        self.said = said


class Known:
    """An index, and what the selected rules look for in it."""

    def __init__(self, index: Index, bound: Iterable[Bound]) -> None:
        """Look for what those of `bound` look for that compare documents."""
        self.index = index
        self.rules: dict[Relation, tuple[int, float]] = {}
        for number, item in enumerate(bound):
            if isinstance(item.params, Params) and item.params.relation != Relation.HEAD:
                self.rules[Relation(item.params.relation)] = number, item.params.threshold

    def find(self, view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Iterator[Hit]:
        """Yield a hit for each document of a batch that the index knows, or that holds one of it.

        `hits` are the other findings in the batch: lines that they delete are not compared, if
        the index was made like that. Raises UnusableIndexError.
        """
        if not self.rules:
            return
        prints = self.index.profile.prints(view, hits, rules)
        done = prints.content == 0
        if Relation.EXACT in self.rules:
            for row, documents in _grouped(*self.index.same_content(prints.content)):
                names = self._others(view.batch, row, documents)
                if names:
                    done[row] = True
                    ids = [name for _, name in names]
                    yield self._hit(view.batch, row, Kind.EXACT, 1.0, ids)
        pairs = verified(self.index, prints.only(~done), self.least(Relation.CONTAINED))
        yield from self._told(view.batch, np.flatnonzero(~done), pairs)

    def _told(self, batch: Batch, rows: Ints, pairs: Pairs) -> Iterator[Hit]:
        """Yield what is nearest to each document, and every one that it holds."""
        kinds, shares = self._kinds(pairs)
        chosen = np.flatnonzero(kinds >= 0)
        for row, group in _grouped(rows[pairs.row[chosen]], chosen):
            found = [
                (kinds[group[i]], -shares[group[i]], name)
                for i, name in self._others(batch, row, pairs.document[group])
            ]
            for number, (kind, share, name) in enumerate(sorted(found)):
                if number == 0 or _KINDS[kind] is Kind.HOLDS:
                    yield self._hit(batch, row, _KINDS[kind], -share, [name])

    def _kinds(self, pairs: Pairs) -> tuple[Ints, Shares]:
        """Return for each pair an index of `_KINDS` (-1: nothing to tell), and the share."""
        least, own, other = self.least(Relation.CONTAINED), pairs.own, pairs.other
        inside, holds = pairs.shared / own, pairs.shared / np.maximum(other, 1)
        ways = [
            pairs.jaccard >= self.least(Relation.NEAR),
            (inside >= least) & (own >= LEAST_CONTAINED) & (own < other),
            (holds >= least) & (other >= LEAST_HELD) & (own > other),
        ]
        kinds = np.select(ways, [0, 1, 2], -1)
        return kinds, np.select(ways, [pairs.jaccard, inside, holds], 0.0)

    def least(self, relation: Relation) -> float:
        """Return the least share that is told, one that no pair has where nobody asks."""
        return self.rules[relation][1] if relation in self.rules else _NEVER

    def _others(self, batch: Batch, row: int, documents: Hashes) -> list[tuple[int, str]]:
        """Return the ids of `documents` by number, without the file that the row is itself."""
        place = batch.origin.place(row)
        is_file = place.record is None and place.path != STDIN_NAME
        own = place.id if is_file else None
        return [(i, id_) for i, id_ in enumerate(self.index.ids(documents)) if id_ != own]

    def _hit(self, batch: Batch, row: int, kind: Kind, share: float, names: Sequence[str]) -> Hit:
        start, end = first_line(batch.text.bytes_at(row))
        more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
        said = kind.said.format(share=percent(share), name=f"{names[0]}{more} in {self.index.name}")
        rule = self.rules[kind.relation][0]
        found = Evidence(
            relation="holds" if kind is Kind.HOLDS else kind.relation.value,
            place=Place(self.index.name, None, names[0]),
            jaccard=round(float(share), 4) if kind in (Kind.EXACT, Kind.NEAR) else None,
            containment=None if kind is Kind.NEAR else round(float(share), 4),
        )
        return Hit(row, start, end, rule, kind.action, detail=said, evidence=found)


_KINDS = (Kind.NEAR, Kind.INSIDE, Kind.HOLDS)


def _grouped(rows: Ints, values: NDArray[Any]) -> Iterator[tuple[int, NDArray[Any]]]:
    """Yield each of `rows` once, in order, with its values in order."""
    order = np.lexsort((values, rows))
    cuts = np.flatnonzero(np.diff(rows[order])) + 1
    for group in np.split(order, cuts) if len(rows) else ():
        yield int(rows[group[0]]), values[group]
