"""`concise`: one line a finding, for editors, scripts and logs."""

from lint.finding import Finding
from lint.output.text import TextWriter
from lint.output.visible import visible


class Writer(TextWriter):
    """Writes `path:line:column CODE name: message`, then the evidence."""

    def finding(self, finding: Finding) -> None:
        """Write the line of `finding`."""
        self.sink.line(f"{self.header(finding)} {visible(finding.detail)}".rstrip())
