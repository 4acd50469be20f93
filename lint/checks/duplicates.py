"""Documents that repeat another one. The engine relates all documents; this names the parameters.

Each rule of this check stands for one relation: `exact`, `near`, `contained` or `same-head`.
"""

from collections.abc import Iterator

from lint.errors import RuleError
from lint.finding import Hit
from lint.light import dataclass
from lint.near.terms import Keep, Relation
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}
RELATES = True


@dataclass(frozen=True, slots=True)
class Params:
    """`threshold` is a Jaccard similarity for near, a containment for contained duplicates.

    `keep` says which document stays; with `prefer` that of the first site in the list.
    """

    relation: str
    threshold: float = 1.0
    permutations: int = 128
    keep: str = "longest"
    prefer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _one_of("relation", self.relation, [relation.value for relation in Relation])
        _one_of("keep", self.keep, [keep.value for keep in Keep])
        if not 0.0 < self.threshold <= 1.0:
            raise RuleError(f"'threshold' must be above 0 and at most 1, not {self.threshold}")
        if not 16 <= self.permutations <= 1024:
            raise RuleError(f"'permutations' must be from 16 to 1024, not {self.permutations}")


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:  # noqa: ARG001 - a check's form
    """Yield nothing: one batch says nothing of the others."""
    return iter(())


def _one_of(name: str, value: str, allowed: list[str]) -> None:
    if value not in allowed:
        raise RuleError(f"{name!r} must be one of {', '.join(allowed)}, not {value!r}")
