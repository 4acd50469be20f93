"""What the formats for people share: the line that names a finding, and the end."""

from collections.abc import Mapping

from lint.finding import Finding
from lint.output.formats import Look
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.output.visible import visible
from lint.output.words import closing, left_out, place_label


class TextWriter:
    """Writes for people; a format adds how it shows one finding."""

    def __init__(self, sink: Sink, look: Look) -> None:
        self.sink = sink
        self.look = look

    def header(self, finding: Finding) -> str:
        """Return where `finding` stands, its rule and what is wrong."""
        place = self.look.style.bold(place_label(finding.place, finding.line, finding.column))
        code = self.look.style.mark(finding.severity, finding.code)
        return f"{place} {code} {finding.name}: {visible(finding.message)}"

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write what was left out, and the count."""
        for line in left_out(hidden, tally):
            self.sink.line(line)
        if not self.look.quiet:
            self.sink.line(closing(tally, unsafe=self.look.unsafe))
