"""Find the sources: files named, and files with a known suffix in folders named."""

import os
from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from lint.corpus.folders import Walker, is_own
from lint.corpus.ignores import Globs, absolute
from lint.corpus.source import (
    STDIN,
    Kind,
    Source,
    format_of,
    kind_of_named,
    known_suffixes,
    standard_input,
)
from lint.errors import InputError
from lint.light import dataclass

if TYPE_CHECKING:  # files are found without NumPy
    from lint.batch import Problem


@dataclass(frozen=True, slots=True)
class Selection:
    """Which files below the paths count.

    `include` and `exclude` are gitignore-style patterns relative to `root`. `include` takes the
    place of the known suffixes in folders; `exclude` counts for files named, too. `never` are
    folders that are not entered, such as the one that output goes to.
    """

    root: Path = field(default_factory=Path)
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    respect_gitignore: bool = True
    allow_empty: bool = False
    max_file_size: int | None = None
    stdin_filename: str | None = None
    never: Sequence[Path] = ()


@dataclass(slots=True)
class Found:
    """What was found. `base` is the common folder of all paths: a folder itself, a file's own.

    `excluded` and `ignored` count the paths that patterns and .gitignore took out, a folder as one.
    """

    base: Path
    sources: list[Source] = field(default_factory=list)
    excluded: int = 0
    ignored: int = 0
    too_large: list[str] = field(default_factory=list)
    problems: "list[Problem]" = field(default_factory=list)


def find_sources(paths: Sequence[str], selection: Selection | None = None) -> Found:
    """Return the sources below `paths`, sorted by name, each file once; "-" is standard input.

    Raises InputError for a path that does not exist or is neither file nor folder, and for a folder
    without any source unless that is allowed; ConfigError for a pattern that is not valid.
    """
    search = _Search(paths, selection or Selection())
    for path in paths:
        search.add(path)
    return search.result()


class _Search:
    """One search: what was asked for, and what has been met so far."""

    def __init__(self, paths: Sequence[str], selection: Selection) -> None:
        never = frozenset(os.path.realpath(folder) for folder in selection.never)
        exclude = Globs("exclude", selection.exclude, selection.root)
        self.selection = selection
        self.status = {path: _status(path) for path in paths if path != STDIN}
        self.include = Globs("include", selection.include, selection.root)
        self.walker = Walker(exclude, selection.respect_gitignore, never)
        self.found = Found(_common_folder(paths))
        self.seen: set[str] = set()
        self.shards: dict[Path, frozenset[str] | None] = {}

    def result(self) -> Found:
        """Return what was found, in its order."""
        found, walker = self.found, self.walker
        found.sources.sort(key=lambda source: source.name)
        found.excluded, found.ignored = walker.excluded, walker.ignored
        found.problems = walker.problems
        return found

    def add(self, path: str) -> None:
        """Add what `path` names."""
        if path == STDIN:
            self.found.sources.append(standard_input(self.selection.stdin_filename))
            return
        status, full = self.status[path], Path(absolute(path))
        is_folder = S_ISDIR(status.st_mode)
        if is_own(full.name) or self.walker.exclude.match(full.as_posix(), is_folder=is_folder):
            self.walker.excluded += 1
        elif is_folder:
            self._add_folder(path)
        elif self._is_new(path, os.path.realpath(path), status.st_size):
            below = self._below_base(os.path.realpath(full.parent)) + full.name
            self._keep(Path(path), below, kind_of_named(path), status.st_size)

    def _add_folder(self, path: str) -> None:
        met, excluded, ignored = 0, self.walker.excluded, self.walker.ignored
        full, top = absolute(path), self._below_base(os.path.realpath(path))
        for entry in self.walker.files(path):
            kind = self._kind(entry.below, full)
            if kind is None:
                continue
            met += 1
            shown = Path(path, entry.below)
            if self._is_new(str(shown), entry.real, entry.size):
                self._keep(shown, top + entry.below, kind, entry.size, explicit=False)
        if not met and not self.selection.allow_empty:
            excluded, ignored = self.walker.excluded - excluded, self.walker.ignored - ignored
            raise InputError(self._nothing(path, excluded, ignored))

    def _kind(self, below: str, folder: str) -> Kind | None:
        kind = format_of(below)[0]
        if kind is Kind.ARROW and self._is_cache(Path(folder, below)):
            return None
        if not self.selection.include:
            return kind
        return kind_of_named(below) if self.include.match(f"{folder}/{below}") else None

    def _is_cache(self, path: Path) -> bool:
        """Return whether an Arrow file is no part of the saved dataset in its folder."""
        from lint.corpus.arrow import shards

        if path.parent not in self.shards:
            self.shards[path.parent] = shards(path.parent)
        known = self.shards[path.parent]
        return known is not None and path.name not in known

    def _is_new(self, name: str, real: str, size: int) -> bool:
        if real in self.seen:
            return False
        self.seen.add(real)
        limit = self.selection.max_file_size
        if limit is not None and size > limit:
            self.found.too_large.append(Path(name).as_posix())
            return False
        return True

    def _keep(
        self, path: Path, relative: str, kind: Kind, size: int, *, explicit: bool = True
    ) -> None:
        """Add a source; `relative` is its path below the common folder."""
        compression = format_of(path.name)[1]
        self.found.sources.append(
            Source(path, path.as_posix(), relative, kind, compression, explicit, size)
        )

    def _below_base(self, folder: str) -> str:
        """Return what stands before the names in `folder`, a path without links, from the base."""
        below = Path(folder).relative_to(self.found.base).as_posix()
        return "" if below == "." else f"{below}/"

    def _nothing(self, path: str, excluded: int, ignored: int) -> str:
        wanted = "the include patterns" if self.selection.include else known_suffixes()
        message = f"{path}: no text found; looked for {wanted}"
        if excluded:
            message += f"; {excluded} skipped by exclude"
        if ignored:
            message += f"; {ignored} skipped by .gitignore (--no-respect-gitignore)"
        return message


def _status(path: str) -> os.stat_result:
    try:
        status = Path(path).stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"no such file or folder: {path}") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise InputError(f"not a path: {path!r}") from error
    if not S_ISREG(status.st_mode) and not S_ISDIR(status.st_mode):
        # A corpus is read more than once; the second time a pipe is empty.
        raise InputError(f'{path}: a pipe or a device; give it as standard input, with "-"')
    return status


def _common_folder(paths: Sequence[str]) -> Path:
    given = [path for path in paths if path != STDIN]
    own = [path if Path(path).is_dir() else Path(absolute(path)).parent for path in given]
    folders = [os.path.realpath(folder) for folder in own]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path.cwd()
    except ValueError as error:
        raise InputError(f"the paths have no common folder: {', '.join(paths)}") from error
