"""A folder of derived data that can be thrown away: each entry is checked before it is believed."""

import hashlib
import os
import re
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lint.light import dataclass

RESULTS, DOCUMENTS = "results", "documents"
"""The kinds of entries that grow in number with what is checked."""

MOST_RESULTS_BYTES = 256 << 20
_CHECK_BYTES = 4
_TEMPORARY = ".delint-"
_OWN = re.compile(rf"[a-z]+-[0-9a-f]{{32}}|{re.escape(_TEMPORARY)}\w+")


class DamagedEntryError(Exception):
    """An entry that is not as it was written."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Bytes by key in `folder`; None keeps nothing. A damaged entry is as good as none."""

    folder: Path | None

    @staticmethod
    def key(kind: str, *parts: object) -> str:
        """Return a file name made from all that the entry depends on."""
        return f"{kind}-{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"

    def has(self, key: str) -> bool:
        """Say whether there is an entry that can be read, sound or not."""
        return self.folder is not None and os.access(self.folder / key, os.R_OK)

    def get(self, key: str) -> bytes | None:
        """Return the entry, or None where there is none or it is damaged."""
        try:
            return self.sound(key)
        except DamagedEntryError:
            return None

    def sound(self, key: str) -> bytes | None:
        """Return the entry, None where there is none; raises DamagedEntryError."""
        if self.folder is None:
            return None
        try:
            with (self.folder / key).open("rb") as file:
                check, value = file.read(_CHECK_BYTES), file.read()
        except OSError:
            return None
        if check != _check(value):
            raise DamagedEntryError(str(self.folder / key))
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep `value`, all or nothing; a folder that cannot be written is no reason to stop."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=_TEMPORARY)
            with os.fdopen(handle, "wb") as file:
                file.write(_check(value))
                file.write(value)
            Path(temporary).replace(self.folder / key)
        except OSError:
            return

    def touch(self, key: str) -> None:
        """Note that the entry was of use, so that `trim` takes others first."""
        if self.folder is not None:
            with suppress(OSError):
                os.utime(self.folder / key)

    def trim(self, most_bytes: int = MOST_RESULTS_BYTES) -> None:
        """Remove the results that were not of use for longest, until `most_bytes` are left."""
        kinds = (f"{RESULTS}-", f"{DOCUMENTS}-", _TEMPORARY)  # killed runs leave the last
        with suppress(OSError):
            found = [entry for entry in self._own() if entry.name.startswith(kinds)]
            total = 0
            for status, path in sorted(_aged(found), key=lambda item: -item[0].st_mtime_ns):
                total += status.st_size
                if total > most_bytes:
                    path.unlink(missing_ok=True)

    def clear(self) -> tuple[int, int]:
        """Remove all entries and what killed runs left; return how many, and their bytes."""
        number = size = 0
        for status, path in _aged(self._own()):
            path.unlink()
            number, size = number + 1, size + status.st_size
        return number, size

    def _own(self) -> list[Path]:
        """Return the files that this cache made; the folder may hold others."""
        if self.folder is None or not self.folder.is_dir():
            return []
        return [path for path in self.folder.iterdir() if _OWN.fullmatch(path.name)]


def default_folder() -> Path | None:
    """Return where the platform keeps caches, or what DELINT_CACHE_DIR says.

    None for a user without a home, as in a container that runs under a number.
    """
    if given := os.environ.get("DELINT_CACHE_DIR"):
        return Path(given)
    with suppress(RuntimeError):
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "delint" / "cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "delint"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "delint"
    return None


def _aged(paths: list[Path]) -> Iterator[tuple[os.stat_result, Path]]:
    """Yield each of `paths` that is still there with its status."""
    for path in paths:
        with suppress(FileNotFoundError):
            yield path.stat(), path


def _check(value: bytes) -> bytes:
    """Return the CRC-32 of `value`: against damage, not malice, and ten times as fast as a hash."""
    return zlib.crc32(value).to_bytes(_CHECK_BYTES)
