"""The settings of a run, and how those of several files and options become one."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from lint.config.values import Allow
from lint.finding import Severity
from lint.light import dataclass
from lint.selection import Choice

_ADDED = frozenset({"allow", "packs", "extend_exclude"})
"""The lists that a nearer file adds to; every other list takes the place of the one above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run does; `lint/config/keys.py` says what each key means.

    `choices` are the selectors, the weakest layer first, `files` the configuration files that
    were read. Paths are absolute or relative to the working directory, patterns to the root.
    """

    files: tuple[Path, ...] = ()
    choices: tuple[Choice, ...] = ()
    preview: bool = False
    packs: tuple[Path, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allow: tuple[Allow, ...] = ()
    baseline: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    max_file_size: int | None = None
    text_field: str | None = None
    id_field: str | None = None
    title_field: str | None = None
    url_field: str | None = None
    site_field: str | None = None
    date_field: str | None = None
    fail_on: Severity = Severity.WARNING
    min_severity: Severity = Severity.INFO
    unsafe_fixes: bool = False
    max_removed: float = 0.5
    output: tuple[str, ...] = ()
    max_per_rule: int | None = None
    corpus_rules: bool = True
    jobs: int = 0
    cache: bool = True
    cache_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """What one file, option or command line sets: values by field of `Settings`, and selectors."""

    given: Mapping[str, object]
    choice: Choice


def merged(layers: Sequence[Layer], files: Sequence[Path] = ()) -> Settings:
    """Return the settings of `layers`, the weakest first."""
    result: dict[str, Any] = {}
    for layer in layers:
        for name, value in layer.given.items():
            result[name] = _combined(name, result[name], value) if name in result else value
    choices = tuple(layer.choice for layer in layers)
    return Settings(files=tuple(files), choices=choices, **result)


def _combined(name: str, above: object, value: object) -> object:
    """Return what `value` makes of the value `above` it: tables join, lists and words replace."""
    if isinstance(above, dict) and isinstance(value, dict):
        inner = {key: _combined("", above[key], value[key]) for key in above.keys() & value.keys()}
        return {**above, **value, **inner}
    if name in _ADDED and isinstance(above, tuple) and isinstance(value, tuple):
        return above + value
    return value
