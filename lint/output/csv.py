"""`csv`: a table for spreadsheets, a line a finding.

A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV
Injection"). Control characters stand as escapes, line ends too; `json` and `parquet` hold the
text as it is.
"""

import csv
from collections.abc import Mapping

from lint.finding import Finding
from lint.output.columns import COLUMNS, Cell, row
from lint.output.formats import Look
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.output.visible import visible

FORMULA = tuple("=+-@＝＋－＠")


class Writer:
    """Writes the names of the columns, then each finding as it comes."""

    def __init__(self, sink: Sink, _look: Look) -> None:
        self._rows = csv.writer(sink, lineterminator="\n")
        self._begun = False

    def finding(self, finding: Finding) -> None:
        """Write the line of `finding`."""
        self._begin()
        self._rows.writerow(map(safe, row(finding)))

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:  # noqa: ARG002 - protocol
        """Write the names of the columns where no line followed."""
        self._begin()

    def _begin(self) -> None:
        if not self._begun:
            self._rows.writerow(COLUMNS)
            self._begun = True


def safe(cell: Cell) -> Cell:
    """Return `cell` as a spreadsheet may have it: one line, no formula."""
    if not isinstance(cell, str):
        return cell
    shown = visible(cell)
    return f"'{shown}" if shown.lstrip().startswith(FORMULA) else shown
