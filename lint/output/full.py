"""`full`: each finding with its line, a marker under the fault, the reason and the fix."""

from lint.finding import Finding
from lint.output.marker import marked_lines
from lint.output.text import TextWriter
from lint.output.visible import visible
from lint.output.words import fix_label


class Writer(TextWriter):
    """Writes a paragraph a finding."""

    def finding(self, finding: Finding) -> None:
        """Write the paragraph of `finding`."""
        dim, gutter = self.look.style.dim, len(str(finding.end_line))
        self.sink.line(self.header(finding))
        for label, text in marked_lines(finding, self.look.width - gutter - 3):
            self.sink.line(f"{dim(f'{label:>{gutter}} |')} {text}")
        for note in filter(None, (visible(finding.detail), fix_label(finding))):
            self.sink.line(f"{'':{gutter}} {dim('=')} {note}")
        self.sink.line()
