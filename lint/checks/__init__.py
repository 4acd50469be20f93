"""Checks: one module an algorithm, found by name; rules give them their parameters.

A document check is a module with three public names:

* `Params`, a frozen dataclass: the parameters that a rule file may set, with their defaults;
* `PATTERNS`, which of those parameters are patterns, and how each kind has to match;
* `find(view, rule, params)`, which yields a `Hit` for each fault in the batch that `view` shows, or
  returns them as columns, `Hits`.

A corpus check also has `survey(view)`, which returns what one batch says, `Facts` for one; what all
batches say comes as the last argument of its `find(view, rule, params, facts)`. Checks with the
same function share one survey. Parts are put together by a `Census`, or by what the check names
`GATHERING`. A check that says `ALONE = True` also runs without facts; None comes in their place.

A check that says `RELATES = True` names parameters for `lint.near`, which compares documents with
each other.
"""

import dataclasses
import importlib
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from lint.errors import RuleError
from lint.finding import Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.rule import Rule
from lint.rulefile import suggestion
from lint.survey import Census

if typing.TYPE_CHECKING:
    from lint.view import View

ENTRY_POINTS = "delint.checks"


Find = Callable[["View", int, Any], Iterable[Hit]]
"""The one function of a check: (view, rule's index, its `Params`) to the faults in the batch."""


Survey = Callable[["View"], Any]
"""The other function of a corpus check: what one batch says; may run on any thread."""


class Gathering(Protocol):
    """What the batches of a corpus say, put together; the order and the cuts must not show."""

    def add(self, part: Any) -> None:  # noqa: ANN401 - what the check's survey returned
        """Take in what the next batch says."""
        ...

    def facts(self) -> Any:  # noqa: ANN401 - what the check's `find` takes
        """Return what all batches say; called once, at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule with its check and its parameters, ready to run."""

    rule: Rule
    find: Find
    params: object
    patterns: Mapping[str, Mode]
    survey: Survey | None = None
    gathering: Callable[[], Gathering] = Census
    alone: bool = False
    relates: bool = False

    @property
    def of_corpus(self) -> bool:
        """Say whether the rule can only speak when the whole corpus was seen."""
        return self.relates or (self.survey is not None and not self.alone)


def bind(rule: Rule) -> Bound:
    """Return `rule` with its check; raise RuleError for an unknown check or parameter."""
    module = _module(rule)
    return Bound(
        rule,
        module.find,
        _params(rule, module.Params),
        module.PATTERNS,
        survey=getattr(module, "survey", None),
        gathering=getattr(module, "GATHERING", Census),
        alone=getattr(module, "ALONE", False),
        relates=getattr(module, "RELATES", False),
    )


@lru_cache(maxsize=1)
def names() -> Sequence[str]:
    """Return the names of the bundled checks."""
    stems = (path.stem for path in Path(__file__).parent.glob("[!_]*.py"))
    return sorted(stem.replace("_", "-") for stem in stems)


def _module(rule: Rule) -> ModuleType:
    if rule.check in names():
        return importlib.import_module(f"lint.checks.{rule.check.replace('-', '_')}")
    from importlib.metadata import entry_points

    for entry in entry_points(group=ENTRY_POINTS, name=rule.check):
        return typing.cast(ModuleType, entry.load())
    hint = suggestion(rule.check, names())
    raise RuleError(f"{rule.path}: there is no check {rule.check!r}{hint}")


def _params(rule: Rule, kind: type) -> object:
    """Return `kind` filled from the rule's parameters; lists become tuples."""
    hints = _hints(kind)
    values = {}
    for key, value in rule.params.items():
        name = key.replace("-", "_")
        if name not in hints:
            hint = suggestion(name, hints)
            raise RuleError(f"{rule.path}: {rule.check} has no parameter {key!r}{hint}")
        values[name] = _typed(rule, key, value, hints[name])
    required = {f.name for f in dataclasses.fields(kind) if _is_required(f)}
    if missing := sorted(required - values.keys()):
        raise RuleError(f"{rule.path}: {rule.check} needs the parameter {missing[0]!r}")
    try:
        return kind(**values)
    except RuleError as error:
        raise RuleError(f"{rule.path}: {error}") from error


@lru_cache(maxsize=64)
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _is_required(field: "dataclasses.Field[Any]") -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _typed(rule: Rule, key: str, value: object, hint: type) -> object:
    if typing.get_origin(hint) is tuple:
        return _list(rule, key, value, typing.get_args(hint)[0])
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise RuleError(f"{rule.path}: {key!r} must be a {hint.__name__}, not {value!r}")
    return value


def _list(rule: Rule, key: str, value: object, kind: type) -> tuple[object, ...]:
    allowed = {int, float} if kind is float else {kind}
    if isinstance(value, list | tuple) and {*map(type, value)} <= allowed:
        return tuple(map(float, value)) if kind is float else tuple(value)
    raise RuleError(f"{rule.path}: {key!r} must be a list of {kind.__name__}")
