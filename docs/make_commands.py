"""Write docs/commands.md, the reference of all commands and options, from their help.

python docs/make_commands.py            writes the page
python docs/make_commands.py --check    writes nothing; exits with 1 when it is not current
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from lint.cli.app import build

PAGE = Path(__file__).parent / "commands.md"
HEAD = """\
# Commands

<!-- Written by docs/make_commands.py from the help of the commands. -->

The [guide](guide.md) shows what they are for. Options that may be given several times add up.
"""


def text() -> str:
    """Return the page as it should be now."""
    return HEAD + "".join(_section(name, found) for name, found in commands())


def commands() -> Iterator[tuple[str, Any]]:
    """Yield the name of each command, "config show" among them, and Typer's object for it."""
    for name, found in get_command(build()).commands.items():  # type: ignore[attr-defined]
        for inner, below in getattr(found, "commands", {"": found}).items():
            yield f"{name} {inner}".strip(), below


def _section(name: str, command: Any) -> str:  # noqa: ANN401 - Typer keeps its classes to itself
    rows = "".join(map(_row, sorted(command.params, key=_is_option)))
    table = f"\n| | |\n|---|---|\n{rows}" if rows else ""
    return f"\n## delint {name}\n\n{inspect.cleandoc(command.help)}\n{table}"


def _is_option(parameter: Any) -> bool:  # noqa: ANN401
    return bool(parameter.opts[0].startswith("-"))


def _row(parameter: Any) -> str:  # noqa: ANN401
    metavar = (parameter.metavar or parameter.name.upper()).replace("|", "\\|")
    if not _is_option(parameter):
        return f"| `{metavar}` | {parameter.help} |\n"
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    value = "" if parameter.is_flag or parameter.metavar is None else f" `{metavar}`"
    return f"| {names}{value} | {parameter.help} |\n"


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text(), encoding="utf-8", newline="\n")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text():
        sys.exit("not current, run python docs/make_commands.py: docs/commands.md")
