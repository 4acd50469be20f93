"""Standard error and the state of the terminal: notices, widths, colours, streams."""

import os
import shutil
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from lint.light import dataclass
from lint.output.sink import standard_output
from lint.output.visible import visible

NAME = "delint"
MOST_RECORDS = 20
"""Of so many records of one source it is said why they cannot be used."""

_MAX_WIDTH = 120
_MIN_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Console:
    """Says what is not a finding, one line each, on standard error."""

    quiet: bool = False
    verbose: bool = False
    _records: Counter[str] = field(default_factory=Counter)

    def error(self, message: object) -> None:
        """Say what went wrong; always."""
        _say(f"error: {message}")

    def problem(self, problem: object) -> None:
        """Say what could not be used; of the records of one source the first ones."""
        told, path = 0, str(getattr(problem, "path", ""))
        if getattr(problem, "line", None):
            self._records[path] += 1
            told = self._records[path]
        if told <= MOST_RECORDS:
            self.error(problem)
        elif told == MOST_RECORDS + 1:
            self.error(f"{path}: more records cannot be used; delint check --output json lists all")

    def warn(self, message: object) -> None:
        """Say what looks wrong."""
        if not self.quiet:
            _say(f"warning: {message}")

    def note(self, message: object) -> None:
        """Say what may surprise."""
        if not self.quiet:
            _say(str(message))

    def detail(self, message: object) -> None:
        """Say what helps to understand a run; only with --verbose."""
        if self.verbose:
            _say(str(message))


def emit(text: str) -> None:
    """Write `text`, the result of a command, to standard output; raise OutputError."""
    standard_output().write(text)


def open_missing_streams() -> None:
    """Lead the standard streams that the process was started without to nowhere.

    A file that is opened later would get their numbers else, and what is said would go into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - open to the end
            setattr(sys, name, stream)


def use_utf8() -> None:
    """Make the streams take any text: UTF-8 whatever the locale, escapes for lone surrogates."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def width() -> int:
    """Return the cells of a line on the terminal, within what reads well."""
    return max(_MIN_WIDTH, min(shutil.get_terminal_size((100, 24)).columns, _MAX_WIDTH))


def silence_stdout() -> None:
    """Send what is still to be written nowhere, so that leaving does not fail once more."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _say(message: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"{NAME}: {visible(message)}\n")
        sys.stderr.flush()
