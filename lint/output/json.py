"""`json`: one object with all findings, what could not be read, and a summary."""

from collections.abc import Mapping
from typing import Any

from lint.finding import Finding, Level
from lint.output.formats import Look
from lint.output.record import VERSION, dumps, record
from lint.output.sink import Sink
from lint.output.tally import Tally


class Writer:
    """Writes findings as they come, one a line inside the array, so that memory stays small."""

    def __init__(self, sink: Sink, _look: Look) -> None:
        self._sink = sink
        self._before = f'{{"version": {VERSION}, "tool": "delint", "results": [\n'

    def finding(self, finding: Finding) -> None:
        """Write the object of `finding`."""
        self._sink.write(self._before + dumps(record(finding)))
        self._before = ",\n"

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Close the array and write the rest."""
        opening = "" if tally.total else self._before
        errors, summary = dumps(tally.problems), dumps(_summary(tally, hidden))
        self._sink.line(f'{opening}\n], "errors": {errors}, "summary": {summary}}}')


def _summary(tally: Tally, hidden: Mapping[str, int]) -> dict[str, Any]:
    return {
        "documents": tally.documents,
        "documents_with_findings": tally.flawed,
        "findings": tally.total,
        "not_shown": sum(hidden.values()),
        "safe_fixes": tally.fixable(Level.SAFE),
        "unsafe_fixes": tally.fixable(Level.UNSAFE),
        "rules": {code: rule.total for code, rule in sorted(tally.rules.items())},
    }
