"""One fault, found by two rules: the one that gives way is silent where the other speaks."""

from collections import defaultdict
from collections.abc import Sequence

from lint.finding import Hit, Level
from lint.rule import Rule


class Overlaps:
    """Which rules of a run give way to which others, by index."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        pairs = {i: _stronger(i, rules) for i, rule in enumerate(rules) if rule.gives_way}
        self._stronger = {index: others for index, others in pairs.items() if others}
        self._covering = frozenset().union(*self._stronger.values())

    def without(self, hits: list[Hit]) -> list[Hit]:
        """Return `hits` but for those inside a hit of a rule that theirs gives way to.

        A hit stays where the other would not be deleted as readily.
        """
        if not any(hit.rule in self._stronger for hit in hits):
            return hits
        covers = defaultdict(list)
        for hit in hits:
            if hit.rule in self._covering:
                covers[hit.document].append(hit)
        return [hit for hit in hits if not self._is_said(hit, covers)]

    def _is_said(self, hit: Hit, covers: dict[int, list[Hit]]) -> bool:
        stronger = self._stronger.get(hit.rule)
        return stronger is not None and any(
            cover.rule in stronger
            and cover.start <= hit.start
            and hit.end <= cover.end
            and self._level(cover) >= self._level(hit)
            for cover in covers.get(hit.document, ())
        )

    def _level(self, hit: Hit) -> Level:
        return self._rules[hit.rule].level_of(hit)


def _stronger(index: int, rules: Sequence[Rule]) -> frozenset[int]:
    """Return the rules that the one at `index` gives way to; of two that do so mutually, one does.

    Never itself.
    """
    return frozenset(
        other
        for other, rule in enumerate(rules)
        if other != index
        and _gives_way(rules[index], rule)
        and not (other > index and _gives_way(rule, rules[index]))
    )


def _gives_way(rule: Rule, other: Rule) -> bool:
    return other.code.startswith(rule.gives_way)
