"""A report: findings go to every format that was asked for, from one stream and one count."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lint.finding import Finding, Hit
from lint.output.formats import COUNTS, FOR_PEOPLE, WIDTH, Format, Look, Reader, writer_of
from lint.output.sink import FileSink, Sink, standard_output
from lint.output.style import Style
from lint.output.tally import Tally
from lint.output.tape import Tape, TapedSink, played
from lint.rule import Rule

if TYPE_CHECKING:
    from lint.batch import Batch


@dataclass(frozen=True, slots=True)
class _Output:
    sink: Sink
    format: Format
    limit: int | None
    is_count: bool = False
    hidden: Counter[str] = field(default_factory=Counter)

    def finding(self, finding: Finding, number: int) -> None:
        if self.limit is None or number <= self.limit:
            self.format.finding(finding)
        else:
            self.hidden[finding.code] += 1


class Report:
    """Writes a run's findings; files appear when the run ends well, and not at all when not."""

    def __init__(self, outputs: Sequence[str], screen: Look, limit: int | None = None) -> None:
        """Open `outputs`, each `FORMAT` or `FORMAT:FILE`.

        `screen` is how standard output is drawn, with a limit of its own for the formats that
        people read; `limit` is how many findings of one rule are written elsewhere. Raises
        ConfigError for an unknown format, OutputError for a file.
        """
        self.tally = Tally()
        self._outputs: list[_Output] = []
        try:
            for spec in outputs:
                self._outputs.append(_open(spec, screen, limit))
        except Exception:
            self._discard()
            raise
        formats = [output.format for output in self._outputs]
        self._readers = [format_ for format_ in formats if isinstance(format_, Reader)]

    def documents(
        self, batch: "Batch", hits: Sequence[Hit], rules: Sequence[Rule], *, is_new: bool
    ) -> None:
        """Give the documents of a batch to the outputs that want them; the others pay nothing."""
        for reader in self._readers:
            reader.documents(batch, hits, rules, is_new=is_new)

    def finding(self, finding: Finding) -> None:
        """Count `finding` and write it."""
        number = self.tally.add(finding)
        for output in self._outputs:
            output.finding(finding, number)

    @property
    def counts_only(self) -> bool:
        """Say whether no output shows findings, so that counting them is enough."""
        return all(output.is_count for output in self._outputs)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._discard()
            return
        try:
            self._finish()
        except BaseException:
            self._discard()
            raise

    def _finish(self) -> None:
        for output in self._outputs:
            output.format.finish(self.tally, output.hidden)
        for output in self._outputs:
            output.sink.commit()

    def _discard(self) -> None:
        for output in self._outputs:
            output.sink.discard()


def _open(spec: str, screen: Look, limit: int | None) -> _Output:
    name, _, path = spec.partition(":")
    writer = writer_of(name)  # a wrong name must not leave a file
    sink = FileSink(Path(path)) if path else standard_output()
    look = replace(screen, style=Style(), width=WIDTH, limit=limit) if path else screen
    shown = look.limit if name in FOR_PEOPLE else limit
    counts = name in COUNTS
    return _Output(sink, writer(sink, look), None if counts else shown, counts)
