"""`grouped`: the findings of each document under its name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lint.finding import Finding
from lint.output.formats import Look
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.output.text import TextWriter
from lint.output.visible import visible
from lint.output.words import document_label, fix_label

if TYPE_CHECKING:
    from lint.batch import Place

_POSITION = 8
"""So many cells does `line:column` take, so that codes stand below each other."""


class Writer(TextWriter):
    """Writes a document's name once, then a line a finding, indented, and a blank line."""

    def __init__(self, sink: Sink, look: Look) -> None:
        super().__init__(sink, look)
        self._place: Place | None = None

    def finding(self, finding: Finding) -> None:
        """Write the line of `finding`, under a new name where a new document begins."""
        if finding.place != self._place:
            self._close()
            self._place = finding.place
            self.sink.line(f"{self.look.style.bold(document_label(finding.place))}:")
        at = f"{finding.line}:{finding.column}"
        code = self.look.style.mark(finding.severity, finding.code)
        self.sink.line(f"  {at:{_POSITION}} {code} {finding.name}: {visible(finding.message)}")
        for note in filter(None, (visible(finding.detail), fix_label(finding))):
            self.sink.line(f"  {'':{_POSITION}} {self.look.style.dim('=')} {note}")

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write what was left out, and the count."""
        self._close()
        super().finish(tally, hidden)

    def _close(self) -> None:
        if self._place is not None:
            self.sink.line()
