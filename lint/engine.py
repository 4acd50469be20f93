"""The engine: batches in, hits out, in order, on threads.

Kernel, Hyperscan and NumPy release the interpreter's lock, so that batches run beside each other.
What comes out does not depend on the number of threads, nor on where the batches were cut.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import numpy as np

from lint import kernels
from lint.batch import Batch
from lint.cache import Cache
from lint.checks import Bound, bind
from lint.finding import Hit
from lint.patterns import Database, Pattern
from lint.rule import Rule
from lint.view import Key, View, marked_ranges

T = TypeVar("T")
R = TypeVar("R")


class Chunk(Protocol):
    """A part of a source, not yet read into a batch."""

    def load(self) -> Batch:
        """Return the documents of this part; may run on any thread."""
        ...


@dataclass(frozen=True, slots=True)
class Crash:
    """A rule that failed on a batch: a defect of the rule, told and survived."""

    rule: Rule
    reason: str

    def __str__(self) -> str:
        return f"rule {self.rule.code} {self.rule.name} failed: {self.reason}"


@dataclass(frozen=True, eq=False)
class Inspected:
    """A batch with its hits, sorted by document, start, end and rule."""

    batch: Batch
    hits: list[Hit]
    crashes: list[Crash] = field(default_factory=list)


class Engine:
    """A selection of rules, compiled, that inspects batches."""

    def __init__(self, rules: Sequence[Rule], jobs: int = 0, cache: Cache | None = None) -> None:
        """Compile `rules`; `jobs` threads, 0 for as many as this process may use.

        Raises RuleError for an unknown check, a wrong parameter or a pattern that does not compile.
        """
        self.rules = tuple(rules)
        self.jobs = jobs or usable_cpus()
        self._bound = [bind(rule) for rule in rules]
        self._keys, patterns = _patterns(self._bound)
        self._database = Database(patterns, cache or Cache(None))

    def inspect(self, batch: Batch) -> Inspected:
        """Return every fault that the rules find in `batch`."""
        text = batch.text
        lines = kernels.scan_lines(text.buffer, text.starts, text.ends)
        view = View(batch, lines, self._scan(batch, lines))
        hits: list[Hit] = []
        crashes: list[Crash] = []
        for index, bound in enumerate(self._bound):
            try:
                hits += bound.find(view, index, bound.params)
            except Exception as error:  # noqa: BLE001 - one broken rule must not stop the others
                crashes.append(Crash(bound.rule, f"{type(error).__name__}: {error}"))
        hits.sort()
        return Inspected(batch, hits, crashes)

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Inspected]:
        """Yield each chunk's batch with its hits, in the order of `chunks`."""
        return self.ordered_map(lambda chunk: self.inspect(chunk.load()), chunks)

    def ordered_map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield `function` of each item in order; a few are worked on at once, never all."""
        if self.jobs == 1:
            yield from map(function, items)
            return
        waiting: deque[Future[R]] = deque()
        with ThreadPoolExecutor(self.jobs, "delint") as pool:
            try:
                for item in items:
                    waiting.append(pool.submit(function, item))
                    if len(waiting) > self.jobs + 1:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _scan(self, batch: Batch, lines: kernels.Lines) -> dict[Key, np.ndarray]:
        found = self._database.scan(batch.text.buffer, marked_ranges(batch, lines))
        order = np.argsort(found[:, 0], kind="stable")
        found = found[order]
        numbers, firsts = np.unique(found[:, 0], return_index=True)
        parts = np.split(found[:, 1:], firsts[1:]) if len(numbers) else []
        by_key: dict[Key, list[np.ndarray]] = {}
        for number, part in zip(numbers.tolist(), parts, strict=True):
            by_key.setdefault(self._keys[number], []).append(part)
        return {key: np.concatenate(parts) for key, parts in by_key.items()}


def usable_cpus() -> int:
    """Return how many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _patterns(bound: Sequence[Bound]) -> tuple[list[Key], list[Pattern]]:
    keys: list[Key] = []
    patterns: list[Pattern] = []
    for index, item in enumerate(bound):
        for parameter, mode in item.patterns.items():
            for number, source in enumerate(getattr(item.params, parameter)):
                keys.append((index, parameter))
                where = f"{item.rule.path}: {parameter}[{number}]"
                patterns.append(Pattern(source, mode, where))
    return keys, patterns
