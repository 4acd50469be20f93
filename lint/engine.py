"""The engine: batches in, hits out, in order, on threads.

Kernel, Hyperscan and NumPy release the interpreter's lock, so that batches run beside each other.
What comes out does not depend on the number of threads, nor on where the batches were cut.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from lint.batch import Batch
from lint.cache import Cache
from lint.checks import Bound, Survey, bind
from lint.finding import Hit
from lint.hits import Hits
from lint.inspected import Crash, Inspected
from lint.overlap import Overlaps
from lint.patterns import Mode, Pattern, Scanner
from lint.patterns.passes import REACHES
from lint.processes import usable_cpus
from lint.rule import Rule
from lint.view import View
from lint.workers import forked, threaded

if TYPE_CHECKING:
    from lint.near.known import Known

T = TypeVar("T")
R = TypeVar("R")


class Chunk(Protocol):
    """A part of a source, not yet read into a batch."""

    def load(self) -> Batch:
        """Return the documents of this part; may run on any thread."""
        ...


class Taker(Protocol):
    """What gathers a part of every batch of a run; duplicates are found in what it has."""

    def take(self, view: View, hits: Sequence[Hit], rules: Sequence[Rule]) -> Any:  # noqa: ANN401
        """Return what to keep of a batch in which `hits` were found; may run on any thread."""
        ...

    def add(self, batch: Batch, taken: Any) -> None:  # noqa: ANN401 - what its `take` returned
        """Keep what was taken of the next batch."""
        ...


class Engine:
    """A selection of rules, compiled, that inspects batches.

    Documents are looked for in the indexes `known`, too.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        jobs: int = 0,
        cache: Cache | None = None,
        *,
        corpus_rules: bool = True,
    ) -> None:
        """Compile `rules`; `jobs` threads, 0 for as many as this process may use.

        Without `corpus_rules`, those that need the whole corpus find nothing.

        Raises RuleError for an unknown check, a wrong parameter or a pattern that does not compile.
        """
        self.rules = tuple(rules)
        self.jobs = jobs or usable_cpus()
        self.bound = [bind(rule) for rule in rules]
        self.corpus_rules = corpus_rules and any(bound.of_corpus for bound in self.bound)
        self.known: Sequence[Known] = ()
        self.forks = False
        self.counts_only = False
        self._facts: dict[Survey, Any] = {}
        self._overlaps = Overlaps(self.rules)
        self.scanner = Scanner(list(patterns_of(self.bound)), cache or Cache(None), self.jobs)

    def inspect(self, batch: Batch, relations: Taker | None = None) -> Inspected:
        """Return every fault that the rules find in `batch`, and what `relations` take of it.

        Raises UnusableIndexError where one of `known` is damaged or does not answer.
        """
        view = View(batch, self.scanner)
        parts: list[Hits] = []
        crashes: list[Crash] = []
        for index, bound in enumerate(self.bound):
            facts = [self._facts.get(bound.survey)] if bound.survey else []
            if facts == [None] and not bound.alone:
                continue
            try:
                parts.append(Hits.of(bound.find(view, index, bound.params, *facts)))
            except Exception as error:  # noqa: BLE001 - one broken rule must not stop the others
                crashes.append(Crash(bound.rule, f"{type(error).__name__}: {error}"))
        hits = Hits.joined(parts)
        for known in self.known:
            hits = Hits.joined([hits, Hits.of(known.find(view, hits, self.rules))])
        hits = self._overlaps.without(hits).in_order()
        taken = relations.take(view, hits, self.rules) if relations else None
        return Inspected(batch, hits, crashes, taken)

    def wanted(self, done: Inspected) -> Inspected:
        """Return `done`, without its text where hits are only counted, so that it is not sent."""
        if not (self.counts_only and self.forks):
            return done
        return Inspected(done.batch.without_text(), done.hits, done.crashes, done.taken)

    def survey(self, chunks: Iterable[Chunk]) -> None:
        """Read a corpus once and keep what rules need to know of it; nothing where none does."""
        of_corpus = [bound for bound in self.bound if bound.survey and self.corpus_rules]
        gathered = {b.survey: b.gathering() for b in of_corpus if b.survey}
        if not gathered:
            return
        for parts in self.spread(lambda chunk: _said(chunk.load(), gathered), chunks):
            for survey, part in parts.items():
                gathered[survey].add(part)
        self._facts = {survey: whole.facts() for survey, whole in gathered.items()}

    def run(self, chunks: Iterable[Chunk], relations: Taker | None = None) -> Iterator[Inspected]:
        """Yield each chunk's batch with its hits, in the order of `chunks`.

        With `relations`, each batch is added to them too, to be compared when all were seen.
        """
        for done in self.spread(lambda c: self.wanted(self.inspect(c.load(), relations)), chunks):
            if relations:
                relations.add(done.batch, done.taken)
            yield done

    def ordered_map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield `function` of each item in order; a few are worked on at once, never all."""
        return threaded(function, items, self.jobs)

    def spread(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield the same, by processes where `forks` says so; `function` must change nothing."""
        if self.forks and self.jobs > 1:
            return forked(function, items, min(self.jobs, usable_cpus()))  # more would only wait
        return self.ordered_map(function, items)


def _said(batch: Batch, surveys: Iterable[Survey]) -> dict[Survey, Any]:
    """Return what `batch` says to each of `surveys`."""
    view = View(batch, Scanner([], Cache(None)))  # lines alone, no pattern
    return {survey: survey(view) for survey in surveys}


def patterns_of(bound: Sequence[Bound]) -> Iterator[Pattern]:
    """Yield the patterns of all rules."""
    for index, item in enumerate(bound):
        for parameter, mode in item.patterns.items():
            # Where a check sets no limit, a pattern for a whole line is for a short one.
            default = REACHES[-1] if mode is Mode.LINE else 0
            reach = getattr(item.params, "max_chars", default)
            apart = getattr(item.params, "apart", False)
            flags = getattr(item.params, "line_flags", 0)
            for number, source in enumerate(getattr(item.params, parameter)):
                where = f"{item.rule.path}: {parameter}[{number}]"
                yield Pattern(source, mode, where, (index, parameter), reach, apart, flags)
