"""One fault, found by two rules: the one that gives way is silent where the other speaks."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.hits import Hits
from lint.rule import Rule

Indices = NDArray[np.int64]


class Overlaps:
    """Which rules of a run give way to which others, by index."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        pairs = ((i, _stronger(i, rules)) for i, rule in enumerate(rules) if rule.gives_way)
        self._stronger = [(index, others) for index, others in pairs if others.any()]

    def without(self, hits: Hits) -> Hits:
        """Return `hits` but for those inside a hit of a rule that theirs gives way to.

        A hit stays where the other would not be deleted as readily.
        """
        rules = hits.rules
        weak = [(rules == index, others) for index, others in self._stronger if index in rules]
        if not weak:
            return hits
        levels = hits.levels(self._rules)
        said = np.zeros(len(hits), np.bool_)
        for own, others in weak:
            for level in distinct(levels[own]):
                inner = np.flatnonzero(own & (levels == level))
                outer = np.flatnonzero(others[rules] & (levels >= level))
                said[inner] = _inside(hits, inner, outer)
        return hits.only(np.flatnonzero(~said))


def _inside(hits: Hits, inner: Indices, outer: Indices) -> NDArray[np.bool_]:
    """Say which of the `inner` hits stand inside one of the `outer`.

    Of those that begin no later, one reaches to the end if the one that reaches farthest does.
    """
    width = hits.ends.max() + 1
    bases = hits.documents * width
    starts, ends = bases + hits.starts, bases + hits.ends
    outer = outer[np.argsort(starts[outer])]
    farthest = np.concatenate([[-1], np.maximum.accumulate(ends[outer])])
    before = np.searchsorted(starts[outer], starts[inner], side="right")
    inside: NDArray[np.bool_] = farthest[before] >= ends[inner]
    return inside


def _stronger(index: int, rules: Sequence[Rule]) -> NDArray[np.bool_]:
    """Say which rules the one at `index` gives way to; of two that do so mutually, one does.

    Never itself.
    """
    says = (
        other != index
        and _gives_way(rules[index], rule)
        and not (other > index and _gives_way(rule, rules[index]))
        for other, rule in enumerate(rules)
    )
    return np.fromiter(says, np.bool_, len(rules))


def _gives_way(rule: Rule, other: Rule) -> bool:
    return other.code.startswith(rule.gives_way)
