"""The inspecting side of a fixing run: what counts, what will be left, how far it is."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import groupby
from operator import attrgetter
from threading import Lock
from typing import TYPE_CHECKING

from lint.batch import Batch
from lint.cli.progress import Progress, waiting
from lint.cli.session import Session, open_engine
from lint.cli.sources import chunks_of, speak_of_a_corpus
from lint.engine import Engine
from lint.finding import Action, Hit, Level
from lint.fix.chunk import Change, Chunk, Dropped, FixedChunk
from lint.fix.edits import Policy
from lint.fix.run import Fixing
from lint.fix.settle import Selected
from lint.light import dataclass
from lint.output.fixed import Left
from lint.suppress import Suppressions

if TYPE_CHECKING:
    from lint.corpus import Source


@dataclass(slots=True)
class Work:
    """One run. `left` counts the findings that are not fixed, `crashes` the rules that failed."""

    session: Session
    engine: Engine
    accepted: Suppressions
    policy: Policy
    left: Left = field(default_factory=Left)
    crashes: dict[str, None] = field(default_factory=dict)
    drops: dict[tuple[str, int | None], Dropped] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _progress: Progress = field(default_factory=Progress)

    @classmethod
    def of(cls, session: Session) -> "Work":
        """Return the work that `session` asks for."""
        level = Level.UNSAFE if session.settings.unsafe_fixes else Level.SAFE
        policy = Policy(session.rules, level)
        return cls(session, open_engine(session), session.suppressions(), policy)

    def prepare(self, sources: Sequence["Source"]) -> None:
        """Read the corpus for the rules that compare documents: what is boilerplate, what goes."""
        engine, session = self.engine, self.session
        if not engine.corpus_rules or not speak_of_a_corpus(sources, session):
            return
        from lint.near.rules import related, relations_of

        with waiting("reading what documents share"):
            engine.survey(chunks_of(session, sources))
        relations = relations_of(engine)
        if relations is None or self.policy.minimum is not Level.UNSAFE:
            return
        with waiting("comparing documents"):
            for _ in engine.run(chunks_of(session, sources), relations):
                pass
        for told in related(engine, relations, chunks_of(session, sources)):
            self._drop(told.batch, self.accepted.keep(told.batch, told.hits))

    def fixing(self, on_change: Callable[[Change], None] | None = None) -> Fixing:
        """Return how to fix; `on_change` is told each document that changes."""
        share = self.session.settings.max_removed
        return Fixing(self._inspect, self.policy, share, self._in_order, on_change, self.drops)

    def _inspect(self, batch: Batch) -> Sequence[Hit]:
        """Return the hits that count; runs on several threads."""
        inspected = self.engine.inspect(batch)
        hits = self.accepted.keep(batch, inspected.hits)
        with self._lock:
            self._drop(batch, hits)
            self.crashes.update(dict.fromkeys(map(str, inspected.crashes)))
            if not isinstance(batch.origin, Selected):  # the text as it was read
                self.left.add(list(self._staying(batch, hits)), self.policy)
        return hits

    def _drop(self, batch: Batch, hits: Sequence[Hit]) -> None:
        """Note the documents that `hits` let go as a whole."""
        for hit in hits if self.policy.minimum is Level.UNSAFE else ():
            if hit.action is Action.DROP and self.policy.rules[hit.rule].fix >= Level.UNSAFE:
                place = batch.origin.place(hit.document)
                self.drops.setdefault((place.path, place.record), Dropped(hit.rule, hit.detail))

    def _staying(self, batch: Batch, hits: Sequence[Hit]) -> Iterator[Hit]:
        """Yield those of `hits`, sorted by document, whose document does not go as a whole."""
        for document, group in groupby(hits, attrgetter("document")):
            place = batch.origin.place(document) if self.drops else None
            if place is None or (place.path, place.record) not in self.drops:
                yield from group

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
