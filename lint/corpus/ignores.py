"""What walking passes over: .gitignore and .ignore files, and the globs of the configuration.

Patterns are git's (gitignore(5)), matched by pathspec. The nearest file's last pattern decides;
.ignore counts after .gitignore, as in ripgrep and ruff.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lint.errors import ConfigError
from lint.light import dataclass

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_FILES = (".git/info/exclude", ".gitignore", ".ignore")  # the last one decides


@dataclass(frozen=True, slots=True)
class Ignores:
    """The ignore files that count in one folder: (folder with a slash, patterns), nearest last."""

    levels: "tuple[tuple[str, GitIgnoreSpec], ...]" = ()

    @classmethod
    def above(cls, folder: str) -> "Ignores":
        """Return what the folders above `folder` say, up to the root of its git repository.

        A folder that they ignore was asked for by name, so it is read as if they were not there.
        """
        above = list(Path(folder).parents)
        roots = [i for i, parent in enumerate(above) if (parent / ".git").exists()]
        if (Path(folder) / ".git").exists() or not roots:
            return cls()
        found = cls()
        for parent in reversed(above[: roots[0] + 1]):
            found = found.below(str(parent))
        return cls() if found.ignores(folder, is_folder=True) else found

    def below(self, folder: str) -> "Ignores":
        """Return these with the ignore files that stand in `folder`."""
        lines: list[str] = []
        for name in _FILES:
            lines += _lines(f"{folder}/{name}")
        spec = _lenient(lines) if lines else None
        return self if spec is None else Ignores((*self.levels, (folder.rstrip("/") + "/", spec)))

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Return whether the absolute `path`, with forward slashes, is ignored."""
        for base, spec in reversed(self.levels):
            verdict = spec.check_file(path[len(base) :] + "/" * is_folder).include
            if verdict is not None:
                return verdict
        return False


def absolute(path: str | Path) -> str:
    """Return `path` from the root with forward slashes, without "..", with its links kept."""
    return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100 - resolve() follows links


class Globs:
    """Gitignore-style patterns of an option, relative to a folder."""

    def __init__(self, option: str, patterns: Sequence[str], root: Path) -> None:
        """Compile `patterns`; raises ConfigError that names `option` for one that is not valid."""
        self._root = absolute(root).rstrip("/") + "/"
        self._spec = _strict(option, patterns) if patterns else None

    def match(self, path: str, *, is_folder: bool = False) -> bool:
        """Return whether the absolute `path` matches; outside the root its full path counts."""
        if self._spec is None:
            return False
        relative = path.removeprefix(self._root).lstrip("/")
        return self._spec.match_file(relative + "/" * is_folder)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8-sig", "replace").splitlines()
    except OSError:
        return []


def _spec(lines: Iterable[str]) -> "GitIgnoreSpec":
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _strict(option: str, patterns: Sequence[str]) -> "GitIgnoreSpec":
    for pattern in patterns:
        try:
            _spec([pattern])
        except ValueError as error:
            raise ConfigError(f"{option}: {pattern!r} is not a valid pattern ({error})") from error
    return _spec(patterns)


def _lenient(lines: list[str]) -> "GitIgnoreSpec":
    """Return the patterns of an ignore file; like git, pass over those that are not valid."""
    try:
        return _spec(lines)
    except ValueError:
        return _spec([line for line in lines if _valid(line)])


def _valid(line: str) -> bool:
    try:
        _spec([line])
    except ValueError:
        return False
    return True
