"""Walk folders: every visible file that no pattern passes over, in a fixed order."""

import os
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lint.corpus.ignores import Globs, Ignores, absolute
from lint.light import dataclass

if TYPE_CHECKING:  # folders are walked without NumPy
    from lint.batch import Problem

_OWN_PREFIX = "delint.ledger"
_OWN_CONFIG = "delint.toml"


class Entry(NamedTuple):
    """A file met in a folder: its path below that folder, its real path, its size in bytes."""

    below: str
    real: str
    size: int


@dataclass(slots=True)
class Walker:
    """A walk with its filters, and what it passed over so far (a folder counts as one)."""

    exclude: Globs
    respect_gitignore: bool
    never: frozenset[str]
    excluded: int = 0
    ignored: int = 0
    problems: "list[Problem]" = field(default_factory=list)

    def files(self, top: str) -> Iterator[Entry]:
        """Yield the files below the folder `top`; links are followed, loops are not."""
        visited = set(self.never)
        ignores = Ignores.above(absolute(top)) if self.respect_gitignore else Ignores()
        waiting = [("", ignores)]
        while waiting:
            below, above = waiting.pop()
            folder = f"{top}/{below}"
            real = os.path.realpath(folder)
            if real in visited:
                continue
            visited.add(real)
            here = above.below(absolute(folder)) if self.respect_gitignore else above
            deeper: list[tuple[str, Ignores]] = []
            for item in self._kept(folder, here):
                path = below + item.name
                if _is_folder(item):
                    deeper.append((path + "/", here))
                elif (size := _file_size(item)) is not None:
                    yield Entry(path, _real(item, real), size)
            waiting += reversed(deeper)

    def _kept(self, folder: str, ignores: Ignores) -> Iterator[os.DirEntry[str]]:
        prefix = absolute(folder).rstrip("/") + "/"
        for item in self._visible(folder):
            path, is_folder = prefix + item.name, _is_folder(item)
            if ignores.ignores(path, is_folder=is_folder):
                self.ignored += 1
            elif self.exclude.match(path, is_folder=is_folder):
                self.excluded += 1
            else:
                yield item

    def _visible(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as items:
                visible = [item for item in items if not item.name.startswith(".")]
        except OSError as error:
            from lint.batch import Problem

            name = Path(folder).as_posix()
            self.problems.append(Problem(name, None, f"cannot be read: {error.strerror}"))
            return []
        # A real folder before a link to it, so that its files keep their own names.
        visible.sort(key=lambda item: (item.is_symlink(), item.name))
        return [item for item in visible if not is_own(item.name)]


def is_own(name: str) -> bool:
    """Return whether delint itself wrote a file of this name."""
    return name.startswith(_OWN_PREFIX) or name == _OWN_CONFIG


def _real(item: os.DirEntry[str], folder: str) -> str:
    return os.path.realpath(item.path) if item.is_symlink() else f"{folder}/{item.name}"


def _is_folder(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _file_size(item: os.DirEntry[str]) -> int | None:
    try:
        return item.stat().st_size if item.is_file() else None
    except OSError:
        return None
