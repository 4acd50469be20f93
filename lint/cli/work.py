"""The inspecting side of a fixing run: what counts, what will be left, how far it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock

from lint.batch import Batch
from lint.cli.progress import Progress
from lint.cli.session import Session, open_engine
from lint.engine import Engine
from lint.finding import Hit, Level
from lint.fix.chunk import Change, Chunk, FixedChunk
from lint.fix.edits import Policy
from lint.fix.run import Fixing
from lint.fix.settle import Selected
from lint.output.fixed import Left
from lint.suppress import Suppressions


@dataclass(slots=True)
class Work:
    """One run. `left` counts the findings that are not fixed, `crashes` the rules that failed."""

    session: Session
    engine: Engine
    accepted: Suppressions
    policy: Policy
    left: Left = field(default_factory=Left)
    crashes: dict[str, None] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _progress: Progress = field(default_factory=Progress)

    @classmethod
    def of(cls, session: Session) -> "Work":
        """Return the work that `session` asks for."""
        level = Level.UNSAFE if session.settings.unsafe_fixes else Level.SAFE
        policy = Policy(session.rules, level)
        return cls(session, open_engine(session), session.suppressions(), policy)

    def fixing(self, on_change: Callable[[Change], None] | None = None) -> Fixing:
        """Return how to fix; `on_change` is told each document that changes."""
        share = self.session.settings.max_removed
        return Fixing(self._inspect, self.policy, share, self._in_order, on_change)

    def _inspect(self, batch: Batch) -> list[Hit]:
        """Return the hits that count; runs on several threads."""
        inspected = self.engine.inspect(batch)
        hits = self.accepted.keep(batch, inspected.hits)
        with self._lock:
            self.crashes.update(dict.fromkeys(map(str, inspected.crashes)))
            if not isinstance(batch.origin, Selected):  # the text as it was read
                self.left.add(hits, self.policy)
        return hits

    def _in_order(
        self, function: Callable[[Chunk], FixedChunk], chunks: Iterable[Chunk]
    ) -> Iterator[FixedChunk]:
        documents = problems = 0
        for fixed in self.engine.ordered_map(function, chunks):
            self._progress.clear()
            yield fixed
            documents += sum(part.tally.documents for part in fixed.parts)
            problems += sum(part.tally.edits for part in fixed.parts)
            self._progress.update(documents, problems)
        self._progress.clear()
