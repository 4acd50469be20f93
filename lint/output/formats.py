"""The output formats, by name: each is a module here with a class `Writer`."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from lint.errors import ConfigError
from lint.finding import Finding
from lint.output.sink import Sink
from lint.output.style import Style
from lint.output.tally import Tally
from lint.rulefile import suggestion

FORMATS: dict[str, str] = {
    "full": "each finding with its line, the reason and the fix; the default on a terminal",
    "concise": "one line a finding; the default elsewhere",
    "summary": "counts by rule and by file",
    "json": "one JSON object with all findings and a summary",
    "jsonl": "one JSON object a line and finding",
}
"""Each format with a word on what it is for."""

FOR_PEOPLE = frozenset({"full", "concise"})
COUNTS = frozenset({"summary"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a format that people read is drawn: colours, cells a line, findings a rule."""

    style: Style = field(default_factory=Style)
    width: int = 100
    quiet: bool = False
    unsafe: bool = False
    limit: int | None = None


class Format(Protocol):
    """What a run tells a format: each finding in order, then the end."""

    def finding(self, finding: Finding) -> None:
        """Write one finding."""
        ...

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write what stands at the end; `hidden` counts by rule the findings that were left out."""
        ...


def writer_of(name: str) -> Callable[[Sink, Look], Format]:
    """Return what makes the format `name`; raise ConfigError for an unknown one."""
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        hint = suggestion(name, FORMATS) or f"; the formats are {known}"
        raise ConfigError(f"there is no output format {name!r}{hint}")
    module = importlib.import_module(f"lint.output.{name}")
    return cast(Callable[[Sink, Look], Format], module.Writer)
