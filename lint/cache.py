"""A folder of derived data that can be thrown away: each entry is checked before it is believed."""

import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_DIGEST_BYTES = 20


@dataclass(frozen=True, slots=True)
class Cache:
    """Bytes by key in `folder`; None keeps nothing. A damaged entry is as good as none."""

    folder: Path | None

    @staticmethod
    def key(kind: str, *parts: object) -> str:
        """Return a file name made from all that the entry depends on."""
        return f"{kind}-{hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()}"

    def has(self, key: str) -> bool:
        """Say whether there is an entry, sound or not."""
        return self.folder is not None and (self.folder / key).exists()

    def get(self, key: str) -> bytes | None:
        """Return the entry, or None where there is none or it is damaged."""
        if self.folder is None:
            return None
        try:
            stored = (self.folder / key).read_bytes()
        except OSError:
            return None
        digest, value = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        return value if digest == _digest(value) else None

    def put(self, key: str, value: bytes) -> None:
        """Keep `value`, all or nothing; a folder that cannot be written is no reason to stop."""
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                file.write(_digest(value) + value)
            Path(temporary).replace(self.folder / key)
        except OSError:
            return


def default_folder() -> Path:
    """Return where the platform keeps caches, or what DELINT_CACHE_DIR says."""
    if given := os.environ.get("DELINT_CACHE_DIR"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "delint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "delint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "delint"


def _digest(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_DIGEST_BYTES).digest()
