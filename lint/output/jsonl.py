"""`jsonl`: one JSON object a line and finding, for programs that read as it runs."""

from collections.abc import Mapping

from lint.finding import Finding
from lint.output.formats import Look
from lint.output.record import VERSION, dumps, record
from lint.output.sink import Sink
from lint.output.tally import Tally


class Writer:
    """Writes each finding as it comes."""

    def __init__(self, sink: Sink, _look: Look) -> None:
        self._sink = sink

    def finding(self, finding: Finding) -> None:
        """Write the object of `finding`."""
        self._sink.line(dumps({"version": VERSION, **record(finding)}))

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write nothing: each line stands for itself."""
