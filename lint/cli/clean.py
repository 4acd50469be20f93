"""`delint clean`: empty the cache."""

from typing import Annotated

from typer import Option

from lint.cache import Cache, default_folder
from lint.cli.command import CLEAN
from lint.cli.console import emit
from lint.cli.options import Configuring
from lint.cli.session import read_settings
from lint.errors import ConfigError
from lint.light import dataclass
from lint.output.visible import visible
from lint.output.words import count


@dataclass(frozen=True, slots=True)
class Place:
    """Which cache."""

    cache_dir: Annotated[
        str | None, Option(metavar="DIR", help="The folder, if not the usual one.")
    ] = None


def clean(*, configuring: Configuring, place: Place) -> int:
    """Remove all that is kept between runs: compiled rules, and results of checks.

    What else is in the folder stays. Nothing is lost but time. Exits with 0.
    """
    cache = Cache(read_settings([], configuring, place).cache_dir or default_folder())
    if cache.folder is None:
        raise ConfigError("no home folder is known; say where the cache is with --cache-dir")
    number, size = cache.clear()
    removed = f"{count(number, 'file')} ({size / 1e6:,.1f} MB)"
    emit(f"Removed {removed} from {visible(str(cache.folder))}.\n")
    return CLEAN
