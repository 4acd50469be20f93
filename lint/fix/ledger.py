"""The ledger: what was taken out of which file, enough to put it back byte for byte.

Lines of JSON. Each run that wrote something is

    {"ledger": 1, "run": ID, "root": FOLDER}                   the files' folder, from the ledger's
    {"file": PATH}                                             below that folder
    {"at": N, "removed": S, "inserted": S, "rule": CODE, "why": TEXT}    one an edit, in order
    {"end": PATH, "original": DIGEST, "cleaned": DIGEST, ...}  of the file's bytes
    {"ready": ID}

`at` counts bytes of the original after unpacking; in Parquet and Arrow bytes of all its texts, each
with one more behind it. `removed64` and `inserted64` hold bytes that are no UTF-8, in Base64. A
file that cannot be made again from its edits (packed, Parquet, Arrow) has `kept` in its end line,
the original's name in the folder beside the ledger; a packed one also `text`, the digests of what
is unpacked.
`cleaned` is "absent" where the file went as a whole; `mode` then holds the permissions it had.
A run counts once its last line is on the disk; only then are files renamed.
"""

import json
import os
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from lint.errors import OutputError
from lint.fix.files import NewFile, copy_bytes, copy_file, sync_folder

VERSION = 1
# Python gives names that are no UTF-8 as strings with surrogates; here they are bytes again.
CODEC = ("utf-8", "surrogateescape")

ABSENT = "absent"
"""Stands for the digest of a file that is not there: its document was dropped."""

Span = tuple[int, int]


class Draft:
    """The entries of a run before it is known which of its files will be written."""

    def __init__(self, folder: Path) -> None:
        """Open a nameless file on the disk of `folder`."""
        self._file: BinaryIO = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close

    def write(self, entry: dict[str, object]) -> None:
        """Add one line."""
        self._file.write(_line(entry))

    def tell(self) -> int:
        """Return where the next line will stand."""
        return self._file.tell()

    def copy(self, span: Span, target: BinaryIO) -> None:
        """Copy the lines of `span` to `target`."""
        self._file.seek(span[0])
        copy_bytes(self._file, target, span[1] - span[0])

    def close(self) -> None:
        """Throw the draft away."""
        with suppress(OSError):
            self._file.close()


def edit_entry(at: int, removed: bytes, inserted: bytes, code: str, why: str) -> dict[str, object]:
    """Return the line of one edit."""
    return {
        "at": at,
        **_content("removed", removed),
        **_content("inserted", inserted),
        "rule": code,
        "why": why,
    }


def append_run(ledger: Path, root: Path, draft: Draft, spans: Iterable[Span]) -> None:
    """Add a run with the entries at `spans` and put it on the disk.

    Raises OSError, and OutputError for another file of that name; the ledger is as it was then.
    """
    run = token_hex(8)
    header = {"ledger": VERSION, "run": run, "root": os.path.relpath(root, ledger.parent)}
    size = ledger.stat().st_size if ledger.exists() else None
    if size and not opens_as_ledger(ledger):
        raise OutputError(f"{ledger}: exists and is no ledger; choose another file")
    try:
        with ledger.open("ab") as file:
            if size and not _ends_with_newline(ledger):
                file.write(b"\n")  # a run that was killed while writing broke off here
            file.write(_line(header))
            for span in spans:
                draft.copy(span, file)
            file.write(_line({"ready": run}))
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _take_back(ledger, size)
        raise
    sync_folder(ledger.parent)


def keep(original: Path, ledger: Path, name: str) -> None:
    """Keep the file `original` as `name` in the folder beside `ledger`; raises OSError."""
    folder = kept_folder(ledger)
    folder.mkdir(exist_ok=True)
    kept = folder / name
    if kept.exists():
        return
    try:
        os.link(original, kept)
    except OSError:  # another disk, or a file system without links
        new = NewFile(kept)
        try:
            copy_file(original, new)
            new.seal()
            new.replace()
        finally:
            new.discard()
    sync_folder(folder)


def kept_folder(ledger: Path) -> Path:
    """Return the folder for originals that cannot be made again from edits."""
    return ledger.with_name(ledger.name + ".d")


def opens_as_ledger(path: Path) -> bool:
    """Return whether `path` opens as a ledger does, or with less of that: a killed run's."""
    opening = b'{"ledger": '
    with path.open("rb") as file:
        line = file.readline(len(opening))
    head = line.rstrip(b"\n")
    return not line or (head != b"" and opening.startswith(head))


def _content(name: str, data: bytes) -> dict[str, str]:
    try:
        return {name: data.decode("utf-8")}
    except UnicodeDecodeError:
        return {f"{name}64": b64encode(data).decode("ascii")}


def _line(entry: dict[str, object]) -> bytes:
    return json.dumps(entry, ensure_ascii=False).encode(*CODEC) + b"\n"


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"


def _take_back(ledger: Path, size: int | None) -> None:
    with suppress(OSError):
        if size is None:
            ledger.unlink()
        else:
            os.truncate(ledger, size)
