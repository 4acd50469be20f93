"""`rdjson`: Reviewdog Diagnostic Format, from which reviewdog makes comments on a change.

Its columns count bytes of UTF-8. Where the excerpt does not hold enough of the lines to tell
them, as in a very long line, or where the text is that of a record, a range is told by lines.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lint.finding import Finding, Severity
from lint.identity import project_root, relative_path
from lint.output.edit import Edit, edit_of
from lint.output.formats import Look
from lint.output.record import dumps
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.output.words import file_line, lines_touched, said

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_BEGINNING = '{"source": {"name": "delint"}, "diagnostics": ['


class Writer:
    """Writes findings as they come, one a line inside the array, so that memory stays small."""

    def __init__(self, sink: Sink, _look: Look) -> None:
        self._sink = sink
        self._root = project_root()
        self._before = _BEGINNING

    def finding(self, finding: Finding) -> None:
        """Write the diagnostic of `finding`."""
        self._sink.write(f"{self._before}\n{dumps(_diagnostic(finding, self._root))}")
        self._before = ","

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:  # noqa: ARG002 - protocol
        """Close the array."""
        self._sink.line("\n]}" if self._before == "," else f"{_BEGINNING}]}}")


def _diagnostic(finding: Finding, root: Path) -> dict[str, Any]:
    at = {"path": relative_path(finding.place.path, root), "range": _range(finding)}
    edit = edit_of(finding)
    suggestion = _suggestion(finding, edit) if edit else None
    return {
        "message": f"{finding.name}: {said(finding)}",
        "location": at,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
        **({"suggestions": [suggestion]} if suggestion else {}),
    }


def _range(finding: Finding) -> dict[str, Any]:
    if finding.place.record is not None:
        return {"start": {"line": file_line(finding)}}
    columns = _byte_columns(finding)
    if columns is None:
        last = finding.line + lines_touched(finding) - 1
        return {"start": {"line": finding.line}, "end": {"line": last}}
    return _between(finding.line, columns[0], finding.end_line, columns[1])


def _suggestion(finding: Finding, edit: Edit) -> dict[str, Any] | None:
    """Return the edit with columns in bytes; whole lines begin and end at the first."""
    if edit.column == edit.end_column == 1:
        columns: tuple[int, int] | None = (1, 1)
    else:
        columns = _byte_columns(finding)
    if columns is None:
        return None
    return {"range": _between(edit.line, columns[0], edit.end_line, columns[1]), "text": edit.text}


def _byte_columns(finding: Finding) -> tuple[int, int] | None:
    """Return both columns of the span in bytes, None where the excerpt was cut before them."""
    before, found = finding.excerpt.before, finding.excerpt.found
    if finding.column - 1 != len(before) or finding.end_char - finding.start_char != len(found):
        return None
    start = 1 + len(before.encode())
    last = found.rpartition("\n")[2].encode()
    return start, len(last) + (start if finding.end_line == finding.line else 1)


def _between(line: int, column: int, end_line: int, end_column: int) -> dict[str, Any]:
    end = {"line": end_line, "column": end_column}
    return {"start": {"line": line, "column": column}, "end": end}
