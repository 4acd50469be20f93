"""Find and read the configuration: the nearest file, what it extends, then what was asked for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from lint.config import values
from lint.config.keys import EXTEND, checked
from lint.config.settings import Layer, Settings, merged
from lint.config.toml import Spot, parse_toml, read_toml
from lint.errors import ConfigError
from lint.light import dataclass

NAMES = ("delint.toml", ".delint.toml")
PYPROJECT = "pyproject.toml"
SECTION = ("tool", "delint")

_MAY_HAVE_SECTION = r"""tool["']?\s*(?:\.\s*["']?delint|[\]=])|\\[uU]"""
"""In any way to write its keys, which quotes and escapes may hide."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for beside the files.

    `config` holds paths of files and TOML such as "jobs=2"; `options`, by the names of keys, come
    from the command line and win over all; `isolated` reads no file that was not named.
    """

    config: Sequence[str] = ()
    isolated: bool = False
    options: Mapping[str, object] = field(default_factory=dict)


def load_settings(starts: Sequence[Path], wanted: Wanted | None = None) -> Settings:
    """Return the settings for a run; the file is looked for at each of `starts` and above.

    Raises ConfigError that names file and line.
    """
    wanted = wanted or Wanted()
    pairs = [text for text in wanted.config if _is_pair(text)]
    named = [Path(text) for text in wanted.config if not _is_pair(text)]
    if not named and not wanted.isolated:
        named = [path for path in [find_config(starts)] if path]
    read = [item for path in named for item in _read(path, ())]
    layers = [layer for _, layer in read]
    layers += [_pair(text) for text in pairs]
    layers.append(checked(wanted.options, Spot("the command line", "", Path.cwd())))
    return merged(layers, [path for path, _ in read])


def find_config(starts: Sequence[Path]) -> Path | None:
    """Return the nearest configuration at or above the first of `starts` that has one."""
    for start in starts:
        for folder in (start.absolute(), *start.absolute().parents):
            for name in NAMES:
                if (folder / name).is_file():
                    return folder / name
            if (folder / PYPROJECT).is_file() and _has_section(folder / PYPROJECT):
                return folder / PYPROJECT
    return None


def _has_section(path: Path) -> bool:
    """Return whether a pyproject.toml has our table; one that is not ours is not read closely.

    Most are not, and to parse one takes longer than a small text does to check.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    if not re.search(_MAY_HAVE_SECTION, text):
        return False
    try:
        return _section(*read_toml(path)) is not None
    except ConfigError:
        if "[tool.delint" in text:
            raise
        return False


def _section(table: Mapping[str, Any], spot: Spot) -> tuple[Mapping[str, Any], Spot] | None:
    for key in SECTION:
        inner = table.get(key)
        if not isinstance(inner, dict):
            return None
        table, spot = inner, spot.below(key)
    return table, spot


def _read(path: Path, above: tuple[Path, ...]) -> Iterator[tuple[Path, Layer]]:
    """Yield the files that `path` extends, then `path` itself, each with its layer."""
    if path.resolve() in above:
        chain = " extends ".join(str(p) for p in (*above, path.resolve()))
        raise ConfigError(f"a configuration extends itself: {chain}")
    table, spot = _own_table(path)
    if EXTEND in table:
        for base in values.path_or_paths(table[EXTEND], spot.below(EXTEND)):
            yield from _read(base, (*above, path.resolve()))
    yield path, checked({key: table[key] for key in table if key != EXTEND}, spot)


def _own_table(path: Path) -> tuple[Mapping[str, Any], Spot]:
    table, spot = read_toml(path)
    if path.name != PYPROJECT:
        return table, spot
    if section := _section(table, spot):
        return section
    raise ConfigError(f"{path}: there is no [tool.delint] in this file")


def _is_pair(text: str) -> bool:
    return "=" in text and not Path(text).is_file()


def _pair(text: str) -> Layer:
    name = f"--config {text!r}"
    return checked(parse_toml(text, name), Spot(name, "", Path.cwd()))
