"""Rule packs: folders of TOML rule files, the bundled one and the user's own."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lint import rulefile
from lint.cache import Cache
from lint.errors import RuleError
from lint.finding import Level, Severity
from lint.light import dataclass
from lint.rule import Example, Rule, Status


def bundled(name: str) -> Path:
    """Return the shipped folder `name` ("rules" or "reports"), installed or in a checkout."""
    package = Path(__file__).parent
    installed = package / "_data" / name
    return installed if installed.is_dir() else package.parent / name


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule with the examples of its file."""

    rule: Rule
    valid: tuple[Example, ...]
    invalid: tuple[Example, ...]


def load_rules(folders: Iterable[Path] = (), cache: Cache | None = None) -> list[Rule]:
    """Return the bundled rules and those of `folders`, by code.

    The cache keeps the parsed files, since TOML of a hundred files costs a tenth of a second.
    Raises RuleError for a file that is not a rule, and for a code or name that stands twice.
    """
    paths = [path for folder in [bundled("rules"), *folders] for path in rule_paths(folder)]
    cache = cache or Cache(None)
    key = cache.key("rules", rulefile.VERSION, [_stamp(path) for path in paths])
    stored = cache.get(key)
    if stored is not None:
        return [_from_json(row) for row in json.loads(stored)]
    rules = sorted((read_rule(path).rule for path in paths), key=lambda rule: rule.code)
    _refuse_twins(rules)
    cache.put(key, json.dumps([asdict(rule) for rule in rules]).encode())
    return rules


def rule_paths(folder: Path) -> list[Path]:
    """Return the rule files of a pack in order; raise RuleError where there is none."""
    if not folder.is_dir():
        raise RuleError(f"{folder}: no such rule folder")
    paths = sorted(folder.rglob("*.toml"))
    if not paths and folder != bundled("rules"):
        raise RuleError(f"{folder}: no rule file (*.toml) in this folder")
    return paths


def read_rule(path: Path) -> RuleFile:
    """Read one rule file; raise RuleError that says what is wrong in it and where."""
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error
    try:
        return RuleFile(*rulefile.parse(table, path.as_posix()))
    except RuleError as error:
        raise RuleError(f"{path}: {error}") from error


def read_pack(folder: Path) -> Iterator[RuleFile]:
    """Yield every rule file of `folder` with its examples."""
    return (read_rule(path) for path in rule_paths(folder))


def _stamp(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return (path.as_posix(), status.st_size, status.st_mtime_ns)


def _from_json(row: Mapping[str, Any]) -> Rule:
    return Rule(
        **{
            **row,
            "severity": Severity(row["severity"]),
            "fix": Level(row["fix"]),
            "status": Status(row["status"]),
            "languages": tuple(row["languages"]),
            "gives_way": tuple(row["gives_way"]),
        }
    )


def _refuse_twins(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        for key in (rule.code, rule.name):
            if key in seen:
                raise RuleError(f"{rule.path}: {key} is already the rule in {seen[key].path}")
            seen[key] = rule
