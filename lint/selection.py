"""Which rules run: selectors (ALL, a prefix of a code, a code, a name), the more specific wins.

The way of choosing is ruff's: the last layer that has `select` sets the base, and every layer from
there on adds and takes away. Rules in preview are on when named in full, or with `preview`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lint.errors import ConfigError
from lint.finding import Severity
from lint.light import dataclass
from lint.rule import Rule, Status
from lint.rulefile import suggestion

ALL = "ALL"
EXACT = 7
"""The specificity of a code or name in full; a prefix has its length, ALL has 0."""


Verdict = tuple[bool, str]
"""Whether a rule is on, and why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The selectors of one layer; `origin` names it: a file, or the command line."""

    origin: str
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()


DEFAULT = Choice("the default", select=(ALL,))


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that run, why each rule is on or off (by code), and what looked wrong."""

    rules: tuple[Rule, ...]
    reasons: Mapping[str, str]
    warnings: tuple[str, ...] = ()


def choose(
    rules: Sequence[Rule],
    choices: Iterable[Choice],
    *,
    preview: bool = False,
    min_severity: Severity = Severity.INFO,
) -> Selection:
    """Return the rules that `choices`, the weakest first, switch on.

    Raises ConfigError for a selector of `select` that no rule answers to; one of `ignore` is a
    warning.
    """
    warnings: list[str] = []
    verdicts: dict[str, Verdict] = {rule.code: (False, "not selected") for rule in rules}
    for choice in (DEFAULT, *choices):
        warnings += _check(choice, rules)
        if choice.select is not None:
            origin = choice.origin
            verdicts = {rule.code: (False, f"not selected by {origin}") for rule in rules}
        for rule in rules:
            verdicts[rule.code] = _verdict(rule, choice, verdicts[rule.code], preview=preview)
    for rule in rules:
        if rule.severity.rank < min_severity.rank:
            verdicts[rule.code] = (False, f"{rule.severity} is below min-severity")
    chosen = tuple(rule for rule in rules if verdicts[rule.code][0])
    warnings += [
        f"{rule.code} {rule.name} is deprecated"
        for rule in chosen
        if rule.status is Status.DEPRECATED
    ]
    return Selection(chosen, {code: why for code, (_, why) in verdicts.items()}, tuple(warnings))


def matches(selector: str, rule: Rule) -> bool:
    """Return whether `selector` means `rule`, among others or alone."""
    return selector in {ALL, rule.name} or (selector != "" and rule.code.startswith(selector))


def specificity(selector: str, rule: Rule) -> int:
    """Return how precisely `selector` means `rule`: 0 for ALL to `EXACT` for its code or name."""
    if selector in {rule.code, rule.name}:
        return EXACT
    return 0 if selector == ALL else len(selector)


def most_specific(selectors: Iterable[str], rule: Rule) -> str | None:
    """Return the selector that means `rule` most precisely, None where none does."""
    fitting = [selector for selector in selectors if matches(selector, rule)]
    return max(fitting, key=lambda selector: specificity(selector, rule), default=None)


def adjusted(
    rules: Iterable[Rule],
    severity: Mapping[str, Severity],
    params: Mapping[str, Mapping[str, Any]],
) -> list[Rule]:
    """Return `rules` with the severities and parameters that a configuration sets for them."""
    return [_adjusted(rule, severity, params) for rule in rules] if severity or params else [*rules]


def _adjusted(
    rule: Rule, severity: Mapping[str, Severity], params: Mapping[str, Mapping[str, Any]]
) -> Rule:
    selector = most_specific(severity, rule)
    own = {**params.get(rule.name, {}), **params.get(rule.code, {})}
    return replace(
        rule,
        severity=rule.severity if selector is None else severity[selector],
        params={**rule.params, **own} if own else rule.params,
    )


def unknown(selectors: Iterable[str], rules: Sequence[Rule]) -> Iterator[str]:
    """Yield a sentence for each selector that no rule answers to."""
    for selector in selectors:
        if not selector or not any(matches(selector, rule) for rule in rules):
            yield f"there is no rule {selector!r}{_nearest(selector, rules)}"


def unnamed(names: Iterable[str], rules: Sequence[Rule]) -> Iterator[str]:
    """Yield a sentence for each of `names` that is no rule's code or name in full."""
    known = {word for rule in rules for word in (rule.code, rule.name)}
    for name in names:
        if name not in known:
            yield f"there is no rule {name!r}{_nearest(name, rules)}"


def _nearest(selector: str, rules: Sequence[Rule]) -> str:
    codes = {word for rule in rules for word in (rule.code, rule.family)} | {ALL}
    return suggestion(selector.upper(), codes) or suggestion(
        selector.lower(), [rule.name for rule in rules]
    )


def _check(choice: Choice, rules: Sequence[Rule]) -> list[str]:
    wanted = {"select": choice.select or (), "extend-select": choice.extend_select}
    for key, selectors in wanted.items():
        for problem in unknown(selectors, rules):
            raise ConfigError(f"{choice.origin}: {key}: {problem}")
    unwanted = {"ignore": choice.ignore, "extend-ignore": choice.extend_ignore}
    return [
        f"{choice.origin}: {key}: {problem}"
        for key, selectors in unwanted.items()
        for problem in unknown(selectors, rules)
    ]


def _verdict(rule: Rule, choice: Choice, before: Verdict, *, preview: bool) -> Verdict:
    """Return whether `rule` is on after `choice`, and why."""
    on = most_specific((*(choice.select or ()), *choice.extend_select), rule)
    off = most_specific((*choice.ignore, *choice.extend_ignore), rule)
    if off and (not on or specificity(off, rule) >= specificity(on, rule)):
        return False, f"ignored by {off!r} of {choice.origin}"
    if not on:
        return before
    if specificity(on, rule) == EXACT or _by_group(rule, preview=preview):
        return True, f"selected by {on!r} of {choice.origin}"
    hint = " or use --preview" if rule.status is Status.PREVIEW else ""
    return before if before[0] else (False, f"{rule.status}: select it by code or name{hint}")


def _by_group(rule: Rule, *, preview: bool) -> bool:
    """Return whether a prefix or ALL may switch `rule` on."""
    return rule.status is Status.STABLE or (preview and rule.status is Status.PREVIEW)
