"""A report: findings go to every format that was asked for, from one stream and one count."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lint.finding import Finding, Hit
from lint.light import dataclass
from lint.output.formats import (
    COUNTS,
    FOR_PEOPLE,
    REPLAYED,
    WIDTH,
    Format,
    Look,
    Reader,
    writer_of,
)
from lint.output.sink import FileSink, Sink, standard_output
from lint.output.style import Style
from lint.output.tally import Tally
from lint.output.tape import Tape
from lint.rule import Rule

if TYPE_CHECKING:
    from lint.batch import Batch


_NOT_DRAWN = {"rules", "tell"}


@dataclass(frozen=True, slots=True)
class _Output:
    sink: Sink
    format: Format
    limit: int | None
    is_count: bool = False
    tape: Tape | None = None
    mark: str = ""
    hidden: Counter[str] = field(default_factory=Counter)

    def finding(self, finding: Finding, number: int) -> None:
        if self.limit is None or number <= self.limit:
            self.format.finding(finding)
        else:
            self.hidden[finding.code] += 1


class Report:
    """Writes a run's findings; files appear when the run ends well, and not at all when not."""

    def __init__(
        self,
        outputs: Sequence[str],
        screen: Look,
        limit: int | None = None,
        *,
        taped: bool = False,
    ) -> None:
        """Open `outputs`, each `FORMAT` or `FORMAT:FILE`.

        `screen` is how standard output is drawn, with a limit of its own for the formats that
        people read; `limit` is how many findings of one rule are written elsewhere. When `taped`,
        what is written can be had as `tapes` at the end. Raises ConfigError for an unknown format,
        OutputError for a file.
        """
        self.tally = Tally()
        self._replayed = False
        self._outputs: list[_Output] = []
        try:
            for spec in outputs:
                self._outputs.append(_open(spec, screen, limit, taped=taped))
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

    @property
    def wants_text(self) -> bool:
        """Say whether some output shows what stands in documents."""
        return bool(self._readers) or not self.counts_only

    @property
    def marks(self) -> set[str] | None:
        """Return the marks of the tapes that `replay` needs, None where some output cannot."""
        if self._readers or any(not (o.is_count or o.tape) for o in self._outputs):
            return None
        return {output.mark for output in self._outputs if output.tape}

    def replay(self, tally: Tally, tapes: Mapping[str, bytes]) -> None:
        """Write what was written before: `tapes` by mark, and counts from `tally`."""
        self.tally, self._replayed = tally, True
        for output in self._outputs:
            if output.tape:
                output.tape.play(tapes[output.mark])

    def tapes(self) -> Iterator[tuple[str, bytes]]:
        """Yield the mark and the tape of each output that has one, once all is written."""
        for output in self._outputs:
            if output.tape and not self._replayed and (value := output.tape.value()):
                yield output.mark, value

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
            if output.is_count or not self._replayed:
                output.format.finish(self.tally, output.hidden)
        for output in self._outputs:
            output.sink.commit()

    def _discard(self) -> None:
        for output in self._outputs:
            output.sink.discard()


def _open(spec: str, screen: Look, limit: int | None, *, taped: bool) -> _Output:
    name, _, path = spec.partition(":")
    writer = writer_of(name)  # a wrong name must not leave a file
    sink = FileSink(Path(path)) if path else standard_output()
    look = replace(screen, style=Style(), width=WIDTH, limit=limit) if path else screen
    shown = look.limit if name in FOR_PEOPLE else limit
    counts = name in COUNTS
    if not taped or name not in REPLAYED:
        return _Output(sink, _made(writer, sink, look), None if counts else shown, counts)
    tape = Tape(sink, look.tell)
    format_ = _made(writer, tape, replace(look, tell=tape.tell))
    return _Output(tape, format_, shown, tape=tape, mark=_mark(name, shown, look))


def _made(writer: Callable[[Sink, Look], Format], sink: Sink, look: Look) -> Format:
    """Return the format; where it cannot write there, `sink` leaves no file."""
    try:
        return writer(sink, look)
    except Exception:
        sink.discard()
        raise


def _mark(name: str, limit: int | None, look: Look) -> str:
    """Return all that the text of an output depends on beside the findings and their rules."""
    drawn = [getattr(look, item.name) for item in fields(look) if item.name not in _NOT_DRAWN]
    return repr((name, limit, drawn))
