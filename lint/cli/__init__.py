"""The command line: arguments in, exit code out, one module a command."""

from collections.abc import Callable, Mapping, Sequence

import typer

from lint.cli import config
from lint.cli.check import check
from lint.cli.command import command
from lint.cli.console import NAME, use_utf8
from lint.cli.dedup import dedup
from lint.cli.fix import fix
from lint.cli.init import init
from lint.cli.restore import restore
from lint.cli.rule import rule
from lint.cli.rule_tests import rule_tests
from lint.cli.version import version

_COMMANDS: dict[str, Callable[..., int]] = {
    "check": check,
    "fix": fix,
    "dedup": dedup,
    "restore": restore,
    "rule": rule,
    "test-rules": rule_tests,
    "init": init,
    "version": version,
}
_CONFIG_COMMANDS: dict[str, Callable[..., int]] = {"show": config.show, "path": config.path}


def _group(text: str, commands: Mapping[str, Callable[..., int]]) -> typer.Typer:
    """Return `commands` by name under the help `text`; help and errors are plain text."""
    group = typer.Typer(
        help=text,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for name, function in commands.items():
        group.command(name)(command(function))
    return group


app = _group("The linter for text corpora: finds, explains, removes, can restore.", _COMMANDS)
app.add_typer(_group("Show which configuration is in force.", _CONFIG_COMMANDS), name="config")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv`, by default that of the process; return the exit code."""
    use_utf8()
    try:
        app(args=None if argv is None else list(argv), prog_name=NAME)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return 0
