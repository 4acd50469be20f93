"""Where cleaned sources go: over their originals, or below another folder."""

import os
from functools import cached_property
from pathlib import Path
from typing import Protocol

from lint.corpus.source import Source
from lint.errors import OutputError
from lint.fix.files import output_errors
from lint.light import dataclass

LEDGER_NAME = "delint.ledger"
_STDIN = "standard input goes to standard output only"


class TargetError(OutputError):
    """A source that may not be written where it would go; the others may."""


class Destination(Protocol):
    """A place for cleaned sources; a ledger names them by their paths below `root`."""

    @property
    def root(self) -> Path:
        """Return the folder that holds all that is written."""
        ...

    @property
    def ledger(self) -> Path:
        """Return the ledger's path."""
        ...

    @property
    def copies(self) -> bool:
        """Whether sources without any edit are written, too."""
        ...

    def target(self, source: Source) -> Path:
        """Return the file to write, below `root`; raises OutputError where that must not be."""
        ...


@dataclass(frozen=True)
class InPlace:
    """Over the originals, which all stand below `base`, the common folder of the sources."""

    base: Path
    ledger_file: Path | None = None
    copies: bool = False

    @cached_property
    def root(self) -> Path:
        """Return the common folder, without links."""
        return Path(os.path.realpath(self.base))

    @property
    def ledger(self) -> Path:
        """Return the ledger's path: given, or in the common folder."""
        return self.ledger_file or self.root / LEDGER_NAME

    def target(self, source: Source) -> Path:
        """Return the file that `source` is, where a link leads to one that one."""
        if source.path is None:
            raise TargetError(_STDIN)
        target = Path(os.path.realpath(source.path))
        if not target.is_relative_to(self.root):
            raise TargetError(f"a link to {target}, outside {self.root}; name that file itself")
        if not target.is_file():
            raise TargetError("not a regular file; nothing can take its place")
        return target


@dataclass(frozen=True)
class IntoFolder:
    """Below `folder`, at the paths that the sources have below their common folder."""

    folder: Path
    ledger_file: Path | None = None
    copies: bool = True

    @cached_property
    def root(self) -> Path:
        """Return the folder, without links."""
        return Path(os.path.realpath(self.folder))

    @property
    def ledger(self) -> Path:
        """Return the ledger's path: given, or in the folder."""
        return self.ledger_file or self.root / LEDGER_NAME

    def target(self, source: Source) -> Path:
        """Return the file below the folder, whose own folders are made where they are missing."""
        if source.path is None:
            raise TargetError(_STDIN)
        target = self.root / source.relative
        folder = Path(os.path.realpath(target.parent))
        if not folder.is_relative_to(self.root):
            raise TargetError(f"{target.parent} leads outside {self.root}")
        if target.exists() and target.samefile(source.path):
            raise TargetError(f"{target} is the source itself; use --in-place to write over it")
        with output_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)  # the root with it
        return folder / target.name
