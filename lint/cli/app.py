"""The application of all commands, or of the one that is called.

Typer prepares every option of every command that it knows, which takes longer than checking a
file. So a command that is called by name is the only one that is loaded and made known.
"""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence

import typer

from lint.cli.command import FAILED, command
from lint.cli.console import NAME, Console, open_missing_streams, silence_stdout, use_utf8
from lint.cli.plain import Command, Group

_COMMANDS = {
    "check": "check:check",
    "fix": "fix:fix",
    "dedup": "dedup:dedup",
    "restore": "restore:restore",
    "rule": "rule:rule",
    "test-rules": "rule_tests:rule_tests",
    "init": "init:init",
    "clean": "clean:clean",
    "version": "version:version",
}
"""Each command's module and function in this package."""

_GROUPS = {
    "baseline": (
        "Accept the problems that are there, so that only new ones fail.",
        {"write": "baseline:write", "status": "baseline:status", "prune": "baseline:prune"},
    ),
    "index": (
        "Keep an index of documents, and find them again with delint check --against.",
        {"build": "index:build", "add": "index:add", "info": "index:info"},
    ),
    "config": (
        "Show which configuration is in force.",
        {"show": "config:show", "path": "config:path"},
    ),
}
_HELP = "The linter for text corpora: finds, explains, removes, can restore."


def build(only: str | None = None) -> typer.Typer:
    """Return the application with all commands, or with the one command or group `only`."""
    names = _COMMANDS.keys() | _GROUPS.keys() if only is None else {only}
    app = _group(_HELP, {name: at for name, at in _COMMANDS.items() if name in names})
    app.callback(help=_HELP)(_nothing)  # so that a single command keeps its name
    for name, (text, commands) in _GROUPS.items():
        if name in names:
            app.add_typer(_group(text, commands), name=name)
    return app


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv`, by default that of the process; return the exit code."""
    open_missing_streams()
    use_utf8()
    args = list(sys.argv[1:] if argv is None else argv)
    args = ["version"] if args in (["--version"], ["-V"]) else args
    known = bool(args) and args[0] in _COMMANDS.keys() | _GROUPS.keys()
    try:
        build(args[0] if known else None)(args=args, prog_name=NAME)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except OSError as error:  # Typer writes help by itself
        Console().error(f"standard output: cannot be written: {error.strerror}")
        silence_stdout()
        return FAILED
    return 0


def _group(text: str, commands: Mapping[str, str]) -> typer.Typer:
    """Return `commands` by name under the help `text`; help and errors are plain text."""
    group = typer.Typer(
        cls=Group,
        help=text,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name, at in commands.items():
        group.command(name, cls=Command)(command(_loaded(at)))
    return group


def _loaded(at: str) -> Callable[..., int]:
    module, function = at.split(":")
    loaded: Callable[..., int] = getattr(importlib.import_module(f"lint.cli.{module}"), function)
    return loaded


def _nothing() -> None:
    """Stand for the options that all commands share: there are none."""
