"""Undo what runs of fixing did: every file back to its original, byte for byte.

A file is only touched when it is exactly what a run left behind, and what takes its place is
checked first. The runs over one file are undone from the newest to the oldest.
"""

import os
import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from lint.batch import Problem
from lint.errors import InputError, LintError
from lint.fix.files import (
    NewFile,
    at_once,
    copy_bytes,
    copy_file,
    file_digest,
    output_errors,
    sweep,
    sync_folder,
)
from lint.fix.history import Cleaning, Removal, Run, edits_of, read_runs
from lint.fix.ledger import ABSENT, kept_folder
from lint.light import dataclass

_KEPT_NAME = re.compile(r"[0-9a-f]{64}\.(gz|zst|parquet|arrow)")


@dataclass(frozen=True, slots=True)
class Restored:
    """The files that are their originals again, how many were already, and what went wrong."""

    files: list[str]
    unchanged: int
    problems: list[Problem]


def restore(ledger: Path, root: Path | None = None) -> Restored:
    """Restore every file that `ledger` names, below `root` (None: the ledger's folder).

    Raises InputError for a ledger that cannot be used. A file that cannot be restored is a
    problem and stays as it is; the others are restored.
    """
    runs = _runs_below(ledger, read_runs(ledger), root)
    folder = Path(os.path.realpath(ledger.parent if root is None else root))
    paths = sorted(_by_path(runs).items())
    results = at_once(lambda path: _restored(ledger, folder, *path), paths)
    for parent in {target.parent for target, _, _ in results if target is not None}:
        sweep(parent)
        sync_folder(parent)
    return Restored(
        [path for (path, _), (_, changed, _) in zip(paths, results, strict=True) if changed],
        sum(not changed and problem is None for _, changed, problem in results),
        [problem for _, _, problem in results if problem is not None],
    )


def _restored(
    ledger: Path, root: Path, path: str, cleanings: Sequence[Cleaning]
) -> tuple[Path | None, bool, Problem | None]:
    """Return the file that `path` is, whether it was changed, and what went wrong."""
    target = None
    try:
        target = _target(root, path)
        return target, _undo(ledger, target, cleanings), None
    except LintError as error:
        return target, False, Problem(path, None, str(error))


def _runs_below(ledger: Path, runs: Sequence[Run], root: Path | None) -> Sequence[Run]:
    """Return the runs whose files are to be restored; of several folders those of `root`."""
    roots = sorted({run.root for run in runs})
    if root is None:
        if elsewhere := [name for name in roots if name != "."]:
            where = os.path.normpath(ledger.parent / elsewhere[0])
            raise InputError(f"{ledger}: its files stood in {where}; name their folder (--root)")
        return runs
    if len(roots) <= 1:
        return runs  # also when the folder was moved
    real = os.path.realpath(root)
    return [run for run in runs if os.path.realpath(ledger.parent / run.root) == real]


def _by_path(runs: Iterable[Run]) -> dict[str, list[Cleaning]]:
    """Return what was done to each file, the newest first."""
    cleanings: dict[str, list[Cleaning]] = {}
    for run in runs:
        for cleaning in run.files:
            cleanings.setdefault(cleaning.path, []).insert(0, cleaning)
    return cleanings


def _target(root: Path, path: str) -> Path:
    """Return the file that a ledger calls `path`; raises InputError where it leaves `root`."""
    posix, windows = PurePosixPath(path), PureWindowsPath(path)
    leaves = posix.is_absolute() or windows.anchor or ".." in (*posix.parts, *windows.parts)
    if leaves or "\0" in path or not posix.parts:
        raise InputError("a path that leads out of the ledger's folder; nothing was done")
    target = Path(os.path.realpath(root / path))
    if not target.is_relative_to(root):
        raise InputError("a link that leads out of the ledger's folder; nothing was done")
    return target


def _undo(ledger: Path, target: Path, cleanings: Sequence[Cleaning]) -> bool:
    """Bring `target` back through `cleanings`, newest first; return whether it was changed."""
    known = changed = False
    digest = _digest(target)
    for cleaning in cleanings:
        if digest == cleaning.original:
            known = True
        elif digest == cleaning.cleaned:
            _put_back(ledger, target, cleaning)
            known, changed, digest = True, True, cleaning.original
        elif known:
            break  # the file came from elsewhere between these runs
    if not known and digest == ABSENT:
        raise InputError("cannot be read: No such file or directory")
    if not known:
        raise InputError("neither what delint left nor the original; it was not touched")
    return changed


def _digest(target: Path) -> str:
    if not target.exists():
        return ABSENT
    try:
        return file_digest(target)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}") from error


def _put_back(ledger: Path, target: Path, cleaning: Cleaning) -> None:
    with output_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        new = NewFile(target, target.stat() if target.exists() else None, cleaning.mode)
        try:
            if cleaning.kept is not None:
                copy_file(_kept(ledger, cleaning.kept), new)
            else:
                with target.open("rb") if target.exists() else BytesIO() as file:
                    _splice(file, edits_of(ledger, cleaning), new)
            new.seal()
            if file_digest(new.path) != cleaning.original:
                raise InputError("the ledger does not lead back to the original; not touched")
            new.replace()
        finally:
            new.discard()


def _kept(ledger: Path, name: str) -> Path:
    kept = kept_folder(ledger) / name
    if not _KEPT_NAME.fullmatch(name) or not kept.is_file():
        raise InputError(f"its original {kept} is missing; it was not touched")
    return kept


def _splice(cleaned: BinaryIO, edits: Iterable[Removal], new: NewFile) -> None:
    """Write `cleaned` with its edits undone."""
    position = 0
    for at, removed, inserted in edits:
        copy_bytes(cleaned, new, at - position)
        if at < position or cleaned.read(len(inserted)) != inserted:
            raise InputError("the ledger does not fit the file; it was not touched")
        new.write(removed)
        position = at + len(removed)
    copy_bytes(cleaned, new)
