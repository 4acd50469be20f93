"""What stands in the place of documents that cannot be read."""

from lint.batch import Batch, Problem, Strings
from lint.corpus.origin import FileOrigin, Part
from lint.corpus.source import Source
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class FailedChunk:
    """The rest of a table that cannot be read, or one passed over as binary."""

    source: Source
    problem: Problem | None

    def load(self) -> Batch:
        """Return no document, and the problem."""
        problems = [] if self.problem is None else [self.problem]
        parts = [Part(self.source, 0, b"", None, damaged=True)]
        origin = FileOrigin(parts, [0])
        return Batch(Strings.of([]), None, None, origin, problems, skipped=not problems)
