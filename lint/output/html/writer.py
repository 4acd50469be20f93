"""The format that writes the report: it asks for documents, not for findings."""

from collections.abc import Mapping, Sequence

from lint.batch import Batch
from lint.finding import Finding, Hit
from lint.output.formats import Look
from lint.output.html.gather import Gathered
from lint.output.html.page import page
from lint.output.html.sample import EACH
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.rule import Rule


class Writer:
    """Gathers a run's documents and writes one page at its end."""

    def __init__(self, sink: Sink, look: Look) -> None:
        """Show at most `look.limit` examples of each rule, where it is set."""
        self._sink = sink
        self._gathered = Gathered(min(look.limit or EACH, EACH))

    def documents(
        self, batch: Batch, hits: Sequence[Hit], rules: Sequence[Rule], *, is_new: bool
    ) -> None:
        """Take in a batch and its hits; one that is not new is a duplicate and its anchor."""
        if is_new:
            self._gathered.add(batch, hits, rules)
        elif hits:
            self._gathered.add_twins(batch, hits)

    def finding(self, finding: Finding) -> None:
        """Write nothing: the examples are chosen among the documents."""

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:  # noqa: ARG002 - protocol
        """Write the page."""
        self._sink.write(page(self._gathered, tally))
