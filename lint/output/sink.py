"""Where a format writes: standard output, or a file that is replaced when all is well."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from lint.errors import OutputError


class Sink:
    """A text stream whose failures say what could not be written. A closed pipe passes through."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self.stream = stream
        self._name = name

    def write(self, text: str) -> None:
        """Write `text`; raise OutputError where it cannot be."""
        with self._failures():
            self.stream.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Write `data` after all text so far; raise OutputError where it cannot be."""
        with self._failures():
            self.stream.flush()
            self.stream.buffer.write(data)

    def line(self, text: str = "") -> None:
        """Write `text` and a line end."""
        self.write(f"{text}\n")

    def commit(self) -> None:
        """Let everything that was written stand."""
        with self._failures():
            self.stream.flush()

    def discard(self) -> None:
        """Take back what can be: nothing on a stream that others read already."""

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"{self._name}: cannot be written: {error.strerror}") from error


class FileSink(Sink):
    """Writes beside `path` and renames, so that the file is old or new, never half."""

    def __init__(self, path: Path) -> None:
        """Open the new file; raise OutputError where that is not possible."""
        self._path = path
        self._name = str(path)
        with self._failures():
            self._temporary = self._open_beside()

    def commit(self) -> None:
        """Put the new file in the place of the old one."""
        with self._failures():
            self.stream.close()
            if self._temporary:
                self._temporary.replace(self._path)

    def discard(self) -> None:
        """Remove the new file; the old one stays."""
        with suppress(OSError):
            self.stream.close()
        if self._temporary:
            self._temporary.unlink(missing_ok=True)

    def _open_beside(self) -> Path | None:
        if is_stream(self._path):
            self.stream = _text(os.open(self._path, os.O_WRONLY))
            return None
        self._path = Path(os.path.realpath(self._path))  # a link stays, and leads to the new file
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        self.stream = _text(handle)
        _copy_mode(self._path, handle)
        return Path(name)


def is_stream(path: Path) -> bool:
    """Say whether `path` is written to, never replaced: a device, a pipe, an open file in /dev."""
    return path.exists() and (not path.is_file() or str(path.parent) in {"/dev", "/dev/fd"})


def standard_output() -> Sink:
    """Return the sink of sys.stdout as it is now."""
    return Sink(sys.stdout, "standard output")


def _text(handle: int) -> TextIO:
    return os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n")


def _copy_mode(path: Path, handle: int) -> None:
    """Give the new file the mode of the old one, or what the umask leaves of 0666."""
    if not hasattr(os, "fchmod"):
        return
    mask = os.umask(0)
    os.umask(mask)
    os.fchmod(handle, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~mask)
