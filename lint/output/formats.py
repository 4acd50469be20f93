"""The output formats, by name: each is a module here with a class `Writer`."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from lint.errors import ConfigError
from lint.finding import Finding, Hit
from lint.light import dataclass
from lint.output.sink import Sink
from lint.output.style import Style
from lint.output.tally import Tally
from lint.rule import Rule
from lint.rulefile import suggestion

if TYPE_CHECKING:
    from lint.batch import Batch

FORMATS: dict[str, str] = {
    "full": "each finding with its line, the reason and the fix; the default on a terminal",
    "concise": "one line a finding; the default elsewhere",
    "summary": "counts by rule and by file",
    "json": "one JSON object with all findings and a summary",
    "jsonl": "one JSON object a line and finding",
    "grouped": "the findings of each document under its name",
    "markdown": "a table of rules and the findings that matter most",
    "github": "annotations and a job summary, for GitHub Actions",
    "gitlab": "a Code Quality report, for GitLab",
    "sarif": "SARIF 2.1.0, for GitHub code scanning and editors",
    "junit": "test cases in XML, for CI servers",
    "rdjson": "the format of reviewdog, for comments on changes",
    "csv": "a table for spreadsheets",
    "parquet": "a table for data frames; needs pyarrow",
    "html": "a page to explore in a browser: charts, texts before and after, duplicates",
}
"""Each format with a word on what it is for."""

FOR_PEOPLE = frozenset({"full", "concise", "grouped"})
COUNTS = frozenset({"summary", "html"})
REPLAYED = frozenset(FORMATS) - COUNTS - {"github", "parquet"}
"""Text that depends on findings, look and project alone: it may be kept and written again."""

WIDTH = 100
"""The cells of a line in a file."""


def _say_nothing(_message: str) -> None:
    """Take a message for nobody."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a format that people read is drawn: colours, cells a line, findings a rule.

    `rules` are those that run; `tell` says on standard error what a format had to leave out.
    """

    style: Style = field(default_factory=Style)
    width: int = WIDTH
    quiet: bool = False
    unsafe: bool = False
    limit: int | None = None
    rules: Sequence[Rule] = ()
    tell: Callable[[str], None] = _say_nothing


class Format(Protocol):
    """What a run tells a format: each finding in order, then the end; before, it writes nothing."""

    def finding(self, finding: Finding) -> None:
        """Write one finding."""
        ...

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write what stands at the end; `hidden` counts by rule the findings that were left out."""
        ...


@runtime_checkable
class Reader(Format, Protocol):
    """A format that wants the documents, too: of each batch, before its findings."""

    def documents(
        self, batch: "Batch", hits: Sequence[Hit], rules: Sequence[Rule], *, is_new: bool
    ) -> None:
        """Take a batch and its hits, sorted by document.

        One that is not new holds a document that repeats another, and then that other one.
        """
        ...


def writer_of(name: str) -> Callable[[Sink, Look], Format]:
    """Return what makes the format `name`; raise ConfigError for an unknown one."""
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        hint = suggestion(name, FORMATS) or f"; the formats are {known}"
        raise ConfigError(f"there is no output format {name!r}{hint}")
    module = importlib.import_module(f"lint.output.{name}")
    return cast(Callable[[Sink, Look], Format], module.Writer)
