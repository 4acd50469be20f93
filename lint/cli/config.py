"""`delint config`: which configuration is in force."""

from typing import Annotated

from typer import Argument, Option

from lint.cli.command import CLEAN
from lint.cli.console import Console, emit
from lint.cli.options import Configuring
from lint.cli.session import read_settings
from lint.config.template import shown
from lint.output.visible import visible

_Where = Annotated[str, Argument(metavar="[PATH]", help="As seen from this file or folder.")]
_NoDefaults = Annotated[bool, Option("--no-defaults", help="Leave out what is as by default.")]


def show(configuring: Configuring, where: _Where = ".", no_defaults: _NoDefaults = False) -> int:
    """Show the settings in force, as TOML, and where they come from."""
    settings = read_settings([where], configuring)
    emit(shown(settings, defaults=not no_defaults))
    return CLEAN


def path(configuring: Configuring, where: _Where = ".") -> int:
    """Show the configuration files that are read, the nearest last."""
    files = read_settings([where], configuring).files
    emit("".join(f"{visible(str(file))}\n" for file in files))
    if not files:
        Console().note("no configuration file")
    return CLEAN
