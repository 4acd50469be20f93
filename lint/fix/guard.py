"""The guard against wiping out: which sources may be written, judged when all have been read."""

from dataclasses import field

from lint.batch import Problem
from lint.corpus.source import Kind, Source
from lint.fix.staged import Staged
from lint.fix.tally import Tally
from lint.light import dataclass

MIN_TEXT_FILES = 10
DEFAULT_MAX_REMOVED = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """A source after fixing; `staged` waits to be written, None where nothing does."""

    source: Source
    tally: Tally
    staged: Staged | None = None

    def is_current(self) -> bool:
        """Return whether the source is still what was read, as far as it will be written."""
        return self.staged is None or self.staged.is_current()


@dataclass(slots=True)
class Guard:
    """Judges sources when all have been seen.

    `max_removed` is the largest share (0 to 1) of the text, and of the documents, that may go.
    A table is judged alone. Text files are judged together, and only when they are many, since
    one article may well lose half of its text to a block of related stories; of a few, one that
    would be emptied is refused.
    """

    max_removed: float
    _outcomes: list[Outcome] = field(default_factory=list)
    _texts: Tally = field(default_factory=Tally)

    def add(self, outcome: Outcome) -> None:
        """Count a source; one without changes that is not written needs no judgement."""
        if outcome.source.kind is Kind.TEXT:
            self._texts.add(outcome.tally)
        if outcome.tally.changed or outcome.staged is not None:
            self._outcomes.append(outcome)

    def judge(self) -> tuple[list[Outcome], list[Problem]]:
        """Return the outcomes that may be written, and why the others may not."""
        many = self._texts.documents >= MIN_TEXT_FILES
        all_texts = self._refusal(self._texts) if many else None
        refused = [Problem("the text files", None, all_texts)] if all_texts else []
        accepted: list[Outcome] = []
        for outcome in self._outcomes:
            if outcome.source.kind is not Kind.TEXT:
                why = self._refusal(outcome.tally)
            else:
                why = all_texts if many else self._emptied(outcome.tally)
            if why is None:
                accepted.append(outcome)
            elif why is not all_texts:
                refused.append(Problem(outcome.source.name, None, why))
        return accepted, refused

    def _refusal(self, tally: Tally) -> str | None:
        for gone, of, what in (
            (tally.removed_bytes, tally.text_bytes, "text"),
            (tally.emptied + tally.dropped, tally.documents, "documents"),
        ):
            if of and gone / of > self.max_removed:
                return (
                    f"fixing would remove {_percent(gone / of)} of the {what}, more than "
                    f"{_percent(self.max_removed)}; nothing of it was written "
                    "(--max-removed raises the limit)"
                )
        return None

    def _emptied(self, tally: Tally) -> str | None:
        if not tally.emptied or self.max_removed >= 1:
            return None
        return "fixing would remove all of its text; it was not written (--max-removed 1 allows it)"


def _percent(share: float) -> str:
    return f"{100 * share:.3g}%"
