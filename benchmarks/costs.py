"""Where the time of `delint check` goes: by stage, by rule, and by the patterns of each rule."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lint.batch import Batch
from lint.cache import Cache
from lint.corpus import find_sources, read_chunks
from lint.engine import Engine, patterns_of
from lint.packs import load_rules
from lint.patterns import Scanner
from lint.view import View

SAMPLE_MB = 40
T = TypeVar("T")


@dataclass(slots=True)
class Clock:
    """CPU seconds of this thread by name, and how often something was found."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def time(self, name: str, work: Callable[[], T]) -> T:
        """Do `work` and add its time to `name`."""
        start = time.thread_time()
        result = work()
        self.seconds[name] += time.thread_time() - start
        return result

    def print(self, megabytes: float) -> None:
        """Print one row a name, the slowest first."""
        for name, seconds in sorted(self.seconds.items(), key=lambda item: -item[1]):
            speed = megabytes / seconds if seconds else float("inf")
            found = self.found.get(name, "")
            print(
                f"  {name:40} {seconds * 1000 / megabytes:8.2f} ms/MB {speed:9.0f} MB/s {found:>8}"
            )


def print_costs(file: Path) -> None:
    """Print the costs over a sample of `file`, one thread, CPU time."""
    rules = [rule for rule in load_rules() if rule.family != "DUP"]
    clock = Clock()
    engine = clock.time("compile all patterns", lambda: Engine(rules, 1))
    print(f"all patterns compiled in {clock.seconds.pop('compile all patterns'):.1f} s CPU")
    batches = list(sample(file, clock))
    megabytes = sum(batch.size_bytes for batch in batches) / 1e6
    for batch in batches:
        inspect(engine, batch, clock)
    print(f"\nstages and checks, {megabytes:.0f} MB of text")
    clock.print(megabytes)
    print("\npatterns of each rule alone")
    for row in alone(engine, batches, megabytes):
        print(row)


def sample(file: Path, clock: Clock) -> Iterator[Batch]:
    """Yield batches from all over `file`, of about `SAMPLE_MB` together."""
    chunks = list(read_chunks(find_sources([str(file)]).sources))
    step = max(1, file.stat().st_size // (SAMPLE_MB * 1_000_000))
    for chunk in chunks[::step]:
        yield clock.time("read", chunk.load)


def inspect(engine: Engine, batch: Batch, clock: Clock) -> None:
    """Do what the engine does with a batch, and time each part."""
    view = View(batch, engine.scanner)
    clock.time("lines and hashes", lambda: view.lines)
    clock.time("patterns", lambda: view.found)
    clock.time("what several checks share", lambda: (view.document_of_line, view.rank))
    for index, bound in enumerate(engine.bound):
        if bound.survey is None:
            name = f"{bound.rule.code} {bound.rule.check}"
            hits = clock.time(name, lambda b=bound, i=index: list(b.find(view, i, b.params)))
            clock.found[name] += len(hits)


def alone(engine: Engine, batches: Sequence[Batch], megabytes: float) -> Iterator[str]:
    """Yield a row for each rule with patterns: compiled and scanned without the others."""
    patterns = list(patterns_of(engine.bound))
    for index, bound in enumerate(engine.bound):
        own = [pattern for pattern in patterns if pattern.key[0] == index]
        if not own:
            continue
        clock = Clock()
        scanner = clock.time("compile", lambda own=own: Scanner(own, Cache(None)))
        views = [View(batch, Scanner([], Cache(None))) for batch in batches]
        matches = sum(clock.time("scan", lambda s=scanner, v=v: matches_in(s, v)) for v in views)
        compiled, scanned = clock.seconds["compile"], clock.seconds["scan"] * 1000 / megabytes
        yield (
            f"  {bound.rule.code} {len(own):4} patterns: compiled in {compiled:6.2f} s, "
            f"scanned at {scanned:6.2f} ms/MB, {matches / megabytes:8.1f} matches/MB"
        )


def matches_in(scanner: Scanner, view: View) -> int:
    """Return how many matches `scanner` finds in the lines of `view`."""
    return sum(map(len, scanner.scan(view.buffer, view.lines).values()))
