"""TOML with places: tables read from files or options, and the line that an error means."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lint.errors import ConfigError
from lint.light import dataclass

Key = str | int
"""A key of a table, or the index of a table in an array."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A value's place: its file (or option), the text there, and the keys that lead to it.

    Relative paths and patterns at this place start at `folder`.
    """

    file: str
    text: str
    folder: Path
    keys: tuple[Key, ...] = ()

    def below(self, *keys: Key) -> "Spot":
        """Return the place of `keys` in this table."""
        return Spot(self.file, self.text, self.folder, (*self.keys, *keys))

    def __str__(self) -> str:
        line = line_of(self.text, self.keys)
        return self.file if line is None else f"{self.file}:{line}"

    def error(self, message: str) -> ConfigError:
        """Return the error that names this place and says `message`."""
        return ConfigError(f"{self}: {message}")


def read_toml(path: Path) -> tuple[dict[str, Any], Spot]:
    """Return the table in the file `path` and its place; raise ConfigError where there is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}") from error
    return parse_toml(text, str(path)), Spot(str(path), text, path.parent)


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """Return the table `text`; raise ConfigError with the line and column of a mistake."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        if place := re.search(r" \(at line (\d+), column (\d+)\)$", message):
            name += f":{place[1]}:{place[2]}"
            message = message[: place.start()]
        raise ConfigError(f"{name}: {message}") from error


def line_of(text: str, keys: Sequence[Key]) -> int | None:
    """Return the 1-based line of `text` that opens the value at `keys`, or the nearest above it.

    A reading by eye, for messages: tables in brackets and keys at the start of lines.
    """
    best, found = 0, None
    table: tuple[Key, ...] = ()
    arrays: Counter[tuple[Key, ...]] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[\[?)([^\]]+)\]", line):
            here = table = _dotted(header[2])
            if header[1] == "[[":
                arrays[here] += 1
                here = table = (*here, arrays[here] - 1)
        elif key := re.match(r"""\s*([\w\-."' ]+?)\s*=""", line):
            here = table + _dotted(key[1])
        else:
            continue
        if len(here) > best and tuple(keys[: len(here)]) == here:
            best, found = len(here), number
    return found


def toml_value(value: object) -> str:
    """Return `value` as TOML on one line; a mapping is an inline table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Path):
        return toml_value(value.as_posix())
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{toml_value(k)} = {toml_value(v)}" for k, v in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return str(value)


def _dotted(key: str) -> tuple[Key, ...]:
    parts = re.findall(r'"([^"]*)"|\'([^\']*)\'|([^.\s"\']+)', key)
    return tuple("".join(part) for part in parts)
