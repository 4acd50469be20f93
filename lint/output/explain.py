"""A rule explained: as text for the terminal, as Markdown for the reference, as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lint.finding import Level
from lint.output.visible import cells, visible
from lint.packs import RuleFile
from lint.rule import FAMILIES, Example, Rule

VERSION = 1
FIXES = {
    Level.SAFE: "safe: made by `delint fix`",
    Level.UNSAFE: "unsafe: made with `--unsafe-fixes`",
    Level.DISPLAY: "none: shown only",
}
_FENCE = "````"


def listed(rules: Sequence[Rule], reasons: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each rule; `reasons`, by code, stand in place of the summaries."""
    width = max((cells(rule.name) for rule in rules), default=0)
    for rule in rules:
        facts = f"{rule.severity:7} {rule.fix.name.lower():7} {rule.status:10}"
        about = visible(reasons.get(rule.code, rule.summary))
        yield f"{rule.code} {rule.name:{width}} {facts} {about}"


def as_text(file: RuleFile, reason: str) -> str:
    """Return what `delint rule CODE` shows; `reason` says why the rule runs or not."""
    rule = file.rule
    facts = {**_facts(rule), "here": reason}
    lines = [f"{rule.code} {rule.name}", visible(rule.summary), ""]
    lines += [f"  {key:10} {visible(value)}" for key, value in facts.items()]
    lines += ["", *map(visible, rule.why.splitlines())]
    for title, text in _samples(file):
        lines += ["", f"{title}:", *(f"  {visible(line)}" for line in text.splitlines())]
    return "\n".join(lines) + "\n"


def as_markdown(file: RuleFile) -> str:
    """Return the page of the rule in the reference."""
    rule = file.rule
    lines = [f"# {rule.code} {rule.name}", "", rule.summary, "", "| | |", "|---|---|"]
    lines += [f"| {key} | {value} |" for key, value in _facts(rule).items()]
    lines += ["", "## Why", "", rule.why]
    for title, text in _samples(file):
        lines += ["", f"## {title}", "", f"{_FENCE}text", text.removesuffix("\n"), _FENCE]
    return "\n".join(lines) + "\n"


def as_json(file: RuleFile, reason: str) -> dict[str, Any]:
    """Return the rule as JSON types."""
    rule = file.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "family": FAMILIES.get(rule.family, rule.family),
        "summary": rule.summary,
        "why": rule.why,
        "severity": rule.severity.value,
        "fix": rule.fix.name.lower(),
        "status": rule.status.value,
        "since": rule.since,
        "languages": list(rule.languages),
        "check": rule.check,
        "params": dict(rule.params),
        "reason": reason,
        "invalid": [_example(example) for example in file.invalid],
        "valid": [_example(example) for example in file.valid],
    }


def _facts(rule: Rule) -> dict[str, str]:
    return {
        "family": FAMILIES.get(rule.family, rule.family),
        "severity": rule.severity.value,
        "fix": FIXES[rule.fix],
        "status": f"{rule.status}, since {rule.since}",
        "languages": "all" if "*" in rule.languages else ", ".join(rule.languages),
        "check": rule.check,
    }


def _samples(file: RuleFile) -> Iterator[tuple[str, str]]:
    """Yield a few examples with their titles: found, then cleaned, then what is none."""
    for example in file.invalid[:1]:
        yield f"Found on line {', '.join(map(str, example.lines))}", example.text
        if example.fixed is not None:
            yield "After fixing", example.fixed
    for example in file.valid[:1]:
        yield "Not found", example.text


def _example(example: Example) -> dict[str, Any]:
    return {
        "text": example.text,
        "title": example.title,
        "lines": list(example.lines),
        "fixed": example.fixed,
    }
