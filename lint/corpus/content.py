"""Open a source, and make sure that what is scanned is UTF-8."""

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from lint import kernels
from lint.batch import Problem, Strings
from lint.corpus.source import Source, Stamp, stamp_of
from lint.errors import InputError

UTF8_MARK = codecs.BOM_UTF8
HEAD_BYTES = 8192
"""So much of a source tells whether it is text."""
# UTF-32 first: its little-endian mark opens with that of UTF-16.
_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class BinaryFileError(InputError):
    """A file that holds no text."""


@contextmanager
def opened(source: Source) -> Iterator[tuple[BinaryIO, Stamp | None]]:
    """Open the packed bytes of `source`; raises OSError."""
    if source.path is None:
        yield sys.stdin.buffer, None
        return
    with source.path.open("rb") as file:
        yield file, stamp_of(os.fstat(file.fileno()))


def check_content(raw: bytes) -> None:
    """Raise InputError when a source that opens with `raw` is UTF-16 or UTF-32, or no text.

    A zero byte near the start tells binary files from text, as in git.
    """
    for mark, name in _WIDE.items():
        if raw.startswith(mark):
            raise InputError(f"{name} text; convert it with iconv -f {name} -t UTF-8")
    if b"\0" in raw[:HEAD_BYTES]:
        raise BinaryFileError("binary file")


def unreadable(source: Source, error: Exception) -> Problem | None:
    """Return the problem of a source that `error` kept from being read.

    A binary file that was only met in a folder is none.
    """
    if isinstance(error, BinaryFileError) and not source.explicit:
        return None
    if isinstance(error, OSError):
        return Problem(source.name, None, f"cannot be read: {error.strerror}")
    return Problem(source.name, None, str(error))


def repaired(column: Strings) -> Strings:
    """Return `column` with 0x1A for every byte that is not UTF-8; lengths stay."""
    buffer = column.buffer if column.buffer.flags.writeable else column.buffer.copy()
    kernels.repair_utf8(buffer)
    return Strings(buffer, column.starts, column.ends)
