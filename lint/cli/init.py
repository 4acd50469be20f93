"""`delint init`: write a configuration to start from."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from lint.cli.command import CLEAN
from lint.cli.console import Console
from lint.config.load import NAMES
from lint.config.template import TEMPLATE
from lint.errors import OutputError

_Folder = Annotated[Path, Argument(metavar="[DIR]", help="Where to write it.")]
_Force = Annotated[bool, Option("--force", help="Write over a file that exists.")]


def init(folder: _Folder = Path(), force: _Force = False) -> int:
    """Write delint.toml with every key, its meaning and its default, all as comments."""
    path = folder / NAMES[0]
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE)
    except FileExistsError as error:
        raise OutputError(f"{path}: exists already; --force writes over it") from error
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error
    Console().note(f"wrote {path}")
    return CLEAN
