"""Colour on a terminal: whether, and the few that are used."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TextIO

from lint.finding import Severity
from lint.light import dataclass


class Color(StrEnum):
    """When to write colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wants_color(choice: Color, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether `stream` gets colours; what was asked for goes before the environment.

    NO_COLOR is the convention of no-color.org, FORCE_COLOR and CLICOLOR_FORCE its counterparts.
    """
    if choice is not Color.AUTO:
        return choice is Color.ALWAYS
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


@dataclass(frozen=True, slots=True)
class Style:
    """Wraps text in ANSI sequences, or leaves it as it is."""

    on: bool = False

    def bold(self, text: str) -> str:
        """Return `text` for what the eye should find first."""
        return self._wrap("1", text)

    def dim(self, text: str) -> str:
        """Return `text` for what may be passed over."""
        return self._wrap("2", text)

    def mark(self, severity: Severity, text: str) -> str:
        """Return `text` in the colour of `severity`."""
        codes = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
        return self._wrap(codes[severity], text)

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text
