"""`github`: workflow commands of GitHub Actions, which become annotations, and a job summary.

GitHub shows ten annotations of each severity a step and drops the rest without a word, so the
best ten are written and the others counted. Where GITHUB_STEP_SUMMARY names a file, the page of
`markdown` is added to it, in what is left of its 1 MiB.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from lint.errors import OutputError
from lint.finding import Finding, Severity
from lint.identity import project_root, relative_path
from lint.output import markdown
from lint.output.best import Best
from lint.output.formats import Look
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.output.visible import visible
from lint.output.words import count, file_line, fix_label, lines_touched, said

SHOWN = 10
"""Annotations of one severity that GitHub shows of a step."""

SUMMARY = "GITHUB_STEP_SUMMARY"
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MESSAGE_CHARS = 2000


class Writer:
    """Keeps the best findings and writes the commands at the end, errors first."""

    def __init__(self, sink: Sink, look: Look) -> None:
        self._sink = sink
        self._look = look
        self._best = {severity: Best(SHOWN) for severity in _COMMANDS}
        self._page = Best(markdown.LIMIT if SUMMARY in os.environ else 0)

    def finding(self, finding: Finding) -> None:
        """Keep `finding` if it is among the best."""
        self._best[finding.severity].add(finding)
        self._page.add(finding)

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write the commands, then what they leave out, then the job summary."""
        root = project_root()
        for best in self._best.values():
            for finding in best:
                self._sink.line(command(finding, root))
        if more := tally.total - sum(map(len, self._best.values())):
            self._sink.line(f"{count(more, 'more problem')} not shown as annotations.")
        if path := os.environ.get(SUMMARY):
            self._summarise(Path(path), tally, hidden)

    def _summarise(self, path: Path, tally: Tally, hidden: Mapping[str, int]) -> None:
        try:
            room = markdown.BYTES - (path.stat().st_size if path.exists() else 0)
            page = markdown.page(self._page, tally, hidden, unsafe=self._look.unsafe, room=room)
            encoded = page.encode("utf-8", "backslashreplace")
            if len(encoded) > room:
                self._look.tell(f"{path}: no room for a job summary")
                return
            with path.open("ab") as file:
                file.write(encoded)
        except OSError as error:
            raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def command(finding: Finding, root: Path) -> str:
    """Return the workflow command of `finding`, its file told from `root`.

    Columns are told where they are those of the file and the fault stands on one line.
    """
    line, of_file = file_line(finding), finding.place.record is None
    last = line + (lines_touched(finding) - 1 if of_file else 0)
    path = relative_path(finding.place.path, root)
    properties: dict[str, object] = {"file": path, "line": line, "endLine": last}
    if of_file and finding.end_line == finding.line:
        properties |= {"col": finding.column, "endColumn": finding.end_column}
    properties["title"] = f"{finding.code} {finding.name}"
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = said(finding)[:_MESSAGE_CHARS], fix_label(finding)
    lines_told = "%0A".join(map(_data, filter(None, message)))
    return f"::{_COMMANDS[finding.severity]} {told}::{lines_told}"


def _data(text: str) -> str:
    """Return `text` on one line, as the runner takes it for a message."""
    return visible(text).replace("%", "%25")


def _property(value: object) -> str:
    """Return `value` as the runner takes it between commas."""
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
