"""Write files so that each is old or new, never half: beside the target, then renamed."""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, TypeVar

from lint.errors import OutputError

BLOCK_BYTES = 1 << 20
PERMISSIONS = 0o777
"""Who may read, write and run a file: no other bit of a mode is taken from a ledger."""

T = TypeVar("T")
R = TypeVar("R")
_WAITING = 8
_numbers = count()
_LEFT_OVER = re.compile(r"\.delint-(\d+)-\d+\.tmp")


@contextmanager
def output_errors(path: Path | str) -> Iterator[None]:
    """Turn an operating system's error in writing `path` into one clear line."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from error


class NewFile:
    """The next content of `target`, in a hidden file beside it until `replace`."""

    def __init__(
        self, target: Path, like: os.stat_result | None = None, mode: int | None = None
    ) -> None:
        """Open the file, with the owner and permissions of `like`, else the permissions `mode`.

        Raises OSError, for a target too that is no file: a device must never be replaced.
        """
        if target.exists() and not target.is_file():
            raise OSError("not a regular file")
        self.target = target
        self.path = target.parent / f".delint-{os.getpid()}-{next(_numbers)}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        private = like is not None or mode is not None
        self._file = os.fdopen(os.open(self.path, flags, 0o600 if private else 0o666), "wb")
        if like is not None:
            self._take_after(like)
        elif mode is not None:
            self.path.chmod(mode)

    @property
    def mode(self) -> int:
        """Return the permissions of the file; raises OSError."""
        return self.path.stat().st_mode & PERMISSIONS

    def write(self, data: bytes) -> None:
        """Add `data`."""
        self._file.write(data)

    def close(self) -> None:
        """End the writing."""
        self._file.close()

    def seal(self) -> None:
        """End the writing, and put all of it on the disk."""
        self.close()
        self.sync()

    def sync(self) -> None:
        """Put all that was written on the disk, after `close`; may run on any thread."""
        sync_path(self.path)

    def replace(self) -> None:
        """Take the place of the target."""
        self.path.replace(self.target)

    def _take_after(self, like: os.stat_result) -> None:
        if hasattr(os, "chown"):
            with suppress(OSError):  # only root may give files away
                os.chown(self.path, like.st_uid, like.st_gid)
        self.path.chmod(stat.S_IMODE(like.st_mode))

    def discard(self) -> None:
        """Remove the file, if it still stands beside its target; never raises."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def copy_file(source: Path, new: NewFile) -> None:
    """Write the content of `source` into `new`."""
    with source.open("rb") as file:
        copy_bytes(file, new)


def file_digest(path: Path) -> str:
    """Return the BLAKE2b digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, new_digest).hexdigest()


def new_digest() -> hashlib.blake2b:
    """Return the digest that a ledger knows contents by: BLAKE2b of 256 bits (RFC 7693)."""
    return hashlib.blake2b(digest_size=32)


def copy_bytes(source: BinaryIO, target: NewFile | BinaryIO, size: int = sys.maxsize) -> None:
    """Copy `size` bytes, fewer where `source` ends."""
    while size > 0 and (block := source.read(min(size, BLOCK_BYTES))):
        target.write(block)
        size -= len(block)


def sync_path(path: Path) -> None:
    """Put the content of a file or folder on the disk."""
    handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Put a folder's entries on the disk, where the system can."""
    with suppress(OSError):
        sync_path(folder)


def at_once(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """Return `work` of each item, in order; several at a time, since each waits for the disk."""
    with ThreadPoolExecutor(_WAITING) as pool:
        return list(pool.map(work, items))


def failures(work: Callable[[T], None], items: Sequence[T]) -> list[tuple[T, OSError]]:
    """Do `work` with all of `items`, and return those that it failed with, and why."""

    def attempt(item: T) -> OSError | None:
        try:
            work(item)
        except OSError as error:
            return error
        return None

    results = zip(items, at_once(attempt, items), strict=True)
    return [(item, error) for item, error in results if error is not None]


def sweep(folder: Path) -> None:
    """Remove what runs that were killed left in `folder`."""
    if os.name != "posix":  # elsewhere no signal only asks whether a process lives
        return
    with suppress(OSError):
        for path in folder.iterdir():
            found = _LEFT_OVER.fullmatch(path.name)
            if found and not _is_alive(int(found[1])):
                path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
