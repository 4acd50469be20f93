"""The kinds of values that a configuration holds: checked, and turned into what the tool uses."""

import datetime
import os
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from lint.config.toml import Spot
from lint.errors import ConfigError
from lint.finding import Severity
from lint.light import dataclass
from lint.rulefile import suggestion

Word = TypeVar("Word", bound=StrEnum)
Kind = Callable[[object, Spot], object]
"""A check: a TOML value and its place in, the value as the tool uses it out, or ConfigError."""

ROOT = Path(Path.cwd().anchor)
"""The folder that all patterns of paths are relative to, once read."""


@dataclass(frozen=True, slots=True)
class Allow:
    """Findings that are accepted: of the rules that `rule` selects, with the same text.

    `paths` are gitignore-style patterns; without them every path counts, without `text` every text.
    After the day `until` the entry has no effect. `where` names the entry in messages.
    """

    rule: str
    text: str | None = None
    paths: tuple[str, ...] = ()
    reason: str = ""
    until: datetime.date | None = None
    where: str = ""


def text(value: object, spot: Spot) -> str:
    """Return a string that is not empty."""
    if not isinstance(value, str) or not value:
        raise _wrong(spot, "a string", value)
    return value


def texts(value: object, spot: Spot) -> tuple[str, ...]:
    """Return a list of strings."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong(spot, "a list of strings", value)
    return tuple(value)


def flag(value: object, spot: Spot) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise _wrong(spot, "true or false", value)
    return value


def number(value: object, spot: Spot) -> int:
    """Return a whole number from 0."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _wrong(spot, "a whole number, 0 or more", value)
    return value


def share(value: object, spot: Spot) -> float:
    """Return a part of the whole, 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise _wrong(spot, "a share from 0 to 1 (0.5 is half)", value)
    return float(value)


def path(value: object, spot: Spot) -> Path:
    """Return a path; a relative one starts at the folder of the file that names it."""
    return spot.folder / Path(text(value, spot)).expanduser()


def paths(value: object, spot: Spot) -> tuple[Path, ...]:
    """Return a list of paths."""
    return tuple(path(item, spot) for item in texts(value, spot))


def outputs(value: object, spot: Spot) -> tuple[str, ...]:
    """Return reports, each FORMAT or FORMAT:FILE; a relative file starts at the folder, too."""
    here = spot.folder == Path.cwd()
    return tuple(text if here else _moved(text, spot) for text in texts(value, spot))


def _moved(report: str, spot: Spot) -> str:
    name, colon, file = report.partition(":")
    return f"{name}:{spot.folder / file}" if colon else report


def path_or_paths(value: object, spot: Spot) -> tuple[Path, ...]:
    """Return one path or a list of them."""
    return paths([value] if isinstance(value, str) else value, spot)


def patterns(value: object, spot: Spot) -> tuple[str, ...]:
    """Return gitignore-style patterns, made relative to `ROOT`."""
    return tuple(_from_root(pattern, spot.folder) for pattern in texts(value, spot))


def severity(value: object, spot: Spot) -> Severity:
    """Return error, warning or info."""
    return choice(Severity)(value, spot)


def severities(value: object, spot: Spot) -> dict[str, Severity]:
    """Return a table of severities by selector."""
    return {key: severity(item, spot.below(key)) for key, item in _table(value, spot).items()}


def params(value: object, spot: Spot) -> dict[str, dict[str, Any]]:
    """Return a table of parameter tables by rule."""
    return {key: dict(_table(item, spot.below(key))) for key, item in _table(value, spot).items()}


def ignores(value: object, spot: Spot) -> dict[str, tuple[str, ...]]:
    """Return a table of selectors by pattern of paths."""
    return {
        _from_root(key, spot.folder): texts(item, spot.below(key))
        for key, item in _table(value, spot).items()
    }


def allows(value: object, spot: Spot) -> tuple[Allow, ...]:
    """Return the [[allow]] entries."""
    if not isinstance(value, list):
        raise _wrong(spot, "an array of tables: [[allow]]", value)
    return tuple(_allow(item, spot.below(index)) for index, item in enumerate(value))


def choice(kind: type[Word]) -> Callable[[object, Spot], Word]:
    """Return the check for one of the words of `kind`."""

    def check(value: object, spot: Spot) -> Word:
        if value not in list(kind):
            raise _wrong(spot, f"one of {', '.join(kind)}", value)
        return kind(str(value))

    return check


def _allow(value: object, spot: Spot) -> Allow:
    kinds: dict[str, Kind] = {
        "rule": text,
        "text": text,
        "paths": patterns,
        "reason": text,
        "until": _day,
    }
    entry = _table(value, spot)
    for key in entry:
        if key not in kinds:
            raise spot.below(key).error(f"unknown key {key!r} in [[allow]]{suggestion(key, kinds)}")
    if "rule" not in entry or not entry.keys() & {"text", "paths"}:
        raise spot.error("[[allow]] needs 'rule', and 'text' or 'paths' or both")
    checked: dict[str, Any] = {k: kinds[k](item, spot.below(k)) for k, item in entry.items()}
    return Allow(**checked, where=f"{spot}: [[allow]]")


def _day(value: object, spot: Spot) -> datetime.date:
    if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
        raise _wrong(spot, "a date such as 2030-12-31, without quotes", value)
    return value


def _table(value: object, spot: Spot) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(spot, "a table", value)
    return value


def _from_root(pattern: str, folder: Path) -> str:
    """Return a gitignore-style pattern of `folder` as one of the file system's root.

    A pattern without a slash before its end counts at any depth, so it stays as it is.
    """
    negation = "!" * pattern.startswith("!")
    body = pattern.removeprefix("!")
    if "/" not in body.rstrip("/"):
        return pattern
    base = Path(os.path.normpath(folder.absolute())).as_posix().removeprefix(ROOT.as_posix())
    quoted = re.sub(r"([\\*?\[\]])", r"\\\1", base)
    return f"{negation}/{quoted}/{body.lstrip('/')}"


def _wrong(spot: Spot, wanted: str, value: object) -> ConfigError:
    name = ".".join(str(key) for key in spot.keys if isinstance(key, str))
    return spot.error(f"{name} must be {wanted}, not {value!r}")
