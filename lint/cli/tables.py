"""The files that dedup writes: all or nothing, each under another name until it is whole."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lint.errors import ConfigError
from lint.output.sink import is_stream

if TYPE_CHECKING:
    from lint.fix.files import NewFile

_TABLE = ".parquet"


def refuse_tables(**files: Path | None) -> None:
    """Raise ConfigError where one of `files`, by option, is named as a table but holds records."""
    for option, file in files.items():
        if file is not None and file.suffix == _TABLE:
            said = f"--{option} {file}: records are JSON lines; name a .jsonl file"
            raise ConfigError(said)


def write_clusters(path: Path | None, records: Iterable[Mapping[str, Any]]) -> None:
    """Write `records` to `path` as its name says, or to standard output.

    Raises OutputError.
    """
    if path is not None and path.suffix == _TABLE:
        from lint.near.parquet import ParquetWriter

        _write(path, lambda file: ParquetWriter(file).write(records))
    else:
        from lint.output.record import dumps

        write_lines(path, (dumps(record).encode() + b"\n" for record in records))


def write_lines(path: Path | None, lines: Iterable[bytes]) -> None:
    """Write `lines` to `path`, or to standard output; raises OutputError."""
    from lint.fix.files import output_errors

    if path is None:
        with output_errors("standard output"):
            sys.stdout.buffer.writelines(lines)
    elif is_stream(path):
        with output_errors(path), os.fdopen(os.open(path, os.O_WRONLY), "wb") as file:
            file.writelines(lines)
    else:
        _write(path, lambda file: _write_all(file, lines))


def _write_all(file: "NewFile", lines: Iterable[bytes]) -> None:
    for line in lines:
        file.write(line)


def _write(path: Path, write: Callable[["NewFile"], None]) -> None:
    from lint.fix.files import NewFile, output_errors

    with output_errors(path):
        # A link stays, and leads to the new file.
        file = NewFile(Path(os.path.realpath(path)) if path.is_symlink() else path)
    try:
        with output_errors(path):
            write(file)
            file.seal()
            file.replace()
    finally:
        file.discard()
