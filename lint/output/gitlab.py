"""`gitlab`: a Code Quality report, which GitLab shows in merge requests.

GitLab tells new problems from known ones by their fingerprints and drops those that repeat, so
the second of two equal findings gets one of its own. Each entry is a whole issue of Code Climate's
format, of which GitLab reads a part.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lint.finding import Finding, Severity
from lint.identity import project_root, relative_path
from lint.output.best import BestWriter
from lint.output.keys import Keys
from lint.output.record import dumps
from lint.output.tally import Tally
from lint.output.words import count, file_line, lines_touched, said

LIMIT = 10_000
"""So many findings are reported, the worst first: they have to be held in memory."""

_CATEGORIES = {"DUP": "Duplication", "REP": "Duplication", "ENC": "Compatibility"}
"""Code Climate's words for what the families find; the others are told as "Clarity"."""

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


class Writer(BestWriter):
    """Keeps the best findings and writes one JSON array at the end."""

    most = LIMIT

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:  # noqa: ARG002 - protocol
        """Write the array, a line a finding."""
        root = project_root()
        keys, before = Keys(root), "["
        for finding in self._best:
            self._sink.write(f"{before}\n{dumps(_issue(finding, keys.of(finding), root))}")
            before = ","
        self._sink.line("\n]" if self._best.seen else "[]")
        if cut := tally.total - len(self._best):
            self._look.tell(f"gitlab: {count(cut, 'problem')} left out of the report")


def _issue(finding: Finding, key: str, root: Path) -> dict[str, Any]:
    begin = file_line(finding)
    lines = lines_touched(finding) if finding.place.record is None else 1
    return {
        "type": "issue",
        "description": f"{finding.code} {finding.name}: {said(finding)}",
        "check_name": finding.code,
        "categories": [_CATEGORIES.get(finding.code[:3], "Clarity")],
        "fingerprint": key,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": relative_path(finding.place.path, root),
            "lines": {"begin": begin, "end": begin + lines - 1},
        },
    }
