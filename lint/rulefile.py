"""What a rule file may hold: each key, its type, and what is said when it is wrong."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lint.errors import RuleError
from lint.finding import Level, Severity
from lint.rule import Example, Rule, Status

VERSION = 2
"""Raised when the meaning of a key changes, so that no cache keeps the old one."""

CODE = r"[A-Z]{3}\d{3}"
NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
REQUIRED: dict[str, type] = {
    "code": str,
    "name": str,
    "check": str,
    "severity": str,
    "fix": str,
    "summary": str,
    "why": str,
}
OPTIONAL: dict[str, type] = {
    "gives_way": list,
    "languages": list,
    "status": str,
    "since": str,
    "params": dict,
    "valid": list,
    "invalid": list,
}
EXAMPLE: dict[str, type] = {"text": str, "lines": list, "fixed": str, "title": str, "others": list}
ITEMS: dict[str, type] = {"gives_way": str, "languages": str, "lines": int, "others": str}
"""What the lists hold; those of examples are tables."""


def parse(
    table: Mapping[str, Any], path: str
) -> tuple[Rule, tuple[Example, ...], tuple[Example, ...]]:
    """Return the rule of a parsed TOML file and its valid and invalid examples.

    Raises RuleError for a missing, unknown or ill-typed key.
    """
    _check_keys(table, REQUIRED | OPTIONAL)
    if missing := [key for key in REQUIRED if key not in table]:
        raise RuleError(f"the key {missing[0]!r} is missing")
    rule = Rule(
        code=_match(table, "code", CODE, "three capital letters and three digits"),
        name=_match(table, "name", NAME, "lower-case words joined by hyphens"),
        check=table["check"],
        severity=Severity(_choice(table, "severity", [s.value for s in Severity])),
        fix=Level[_choice(table, "fix", [level.name.lower() for level in Level]).upper()],
        summary=table["summary"].strip(),
        why=table["why"].strip(),
        path=path,
        gives_way=tuple(table.get("gives_way", [])),
        languages=tuple(table.get("languages", ["*"])),
        status=Status(_choice(table, "status", [s.value for s in Status], "stable")),
        since=table.get("since", "0.1.0"),
        params=table.get("params", {}),
    )
    return rule, _examples(table, "valid"), _examples(table, "invalid")


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?" for the known word nearest to `word`, or nothing."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {near[0]!r}?" if near else ""


def _check_keys(table: Mapping[str, Any], known: Mapping[str, type]) -> None:
    for key, value in table.items():
        if key not in known:
            raise RuleError(f"unknown key {key!r}{suggestion(key, known)}")
        if not isinstance(value, known[key]):
            wanted = known[key].__name__
            raise RuleError(f"{key!r} must be a {wanted}, not a {type(value).__name__}")
        if key in ITEMS and not _holds(value, ITEMS[key]):
            raise RuleError(f"{key!r} must be a list of {ITEMS[key].__name__}, not {value!r}")


def _holds(items: Any, kind: type) -> bool:  # noqa: ANN401 - what TOML gives
    return all(type(item) is kind for item in items)


def _match(table: Mapping[str, Any], key: str, pattern: str, wanted: str) -> str:
    value = str(table[key])
    if not re.fullmatch(pattern, value):
        raise RuleError(f"{key!r} must be {wanted}, not {value!r}")
    return value


def _choice(
    table: Mapping[str, Any], key: str, allowed: list[str], default: str | None = None
) -> str:
    value = table.get(key, default)
    if value not in allowed:
        raise RuleError(f"{key!r} must be one of {', '.join(allowed)}, not {value!r}")
    return str(value)


def _examples(table: Mapping[str, Any], key: str) -> tuple[Example, ...]:
    examples = []
    for number, row in enumerate(table.get(key, []), 1):
        if not isinstance(row, dict) or "text" not in row:
            raise RuleError(f"[[{key}]] {number} needs the key 'text'")
        _check_keys(row, EXAMPLE)
        if (key == "invalid") != ("lines" in row):
            raise RuleError(
                f"[[{key}]] {number}: 'lines' belongs to every [[invalid]], and only there"
            )
        examples.append(
            Example(
                row["text"],
                tuple(row.get("lines", ())),
                row.get("fixed"),
                row.get("title"),
                tuple(row.get("others", ())),
            )
        )
    return tuple(examples)
