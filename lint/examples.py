"""Run the examples of a rule file: what must be found, what must not, and the cleaned text."""

from collections.abc import Callable, Iterator, Sequence

from lint.batch import Batch
from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.errors import LintError
from lint.finding import Hit, Level
from lint.light import dataclass
from lint.packs import RuleFile
from lint.rule import Example

MIN_EXAMPLES = 3

Clean = Callable[[Batch, Callable[[Batch], Sequence[Hit]], Level], list[bytes]]


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not come out as its rule file says."""

    code: str
    example: str
    reason: str

    def __str__(self) -> str:
        return f"{self.code} {self.example}: {self.reason}"


def run_examples(file: RuleFile, clean: Clean) -> Iterator[Failure]:
    """Yield the examples of `file` that fail, and a failure where there are too few."""
    if min(len(file.valid), len(file.invalid)) < MIN_EXAMPLES:
        yield Failure(file.rule.code, "examples", f"needs {MIN_EXAMPLES} [[valid]] and [[invalid]]")
    try:
        engine = Engine([file.rule], jobs=1)
    except LintError as error:
        yield Failure(file.rule.code, "rule", str(error))
        return
    for kind, examples in (("valid", file.valid), ("invalid", file.invalid)):
        for number, example in enumerate(examples, 1):
            if reason := _wrong(engine, example, clean):
                yield Failure(file.rule.code, f"{kind}[{number}]", reason)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A batch that is there already."""

    batch: Batch

    def load(self) -> Batch:
        return self.batch


def _wrong(engine: Engine, example: Example, clean: Clean) -> str:
    titles = None if example.title is None else [*[""] * len(example.others), example.title]
    batch = text_batch([*example.others, example.text], titles)
    crash, hits = _found(engine, batch)
    if crash:
        return crash
    found = _lines_of(example.text.encode(), hits)
    if found != list(example.lines):
        return f"finds lines {found}, not {list(example.lines)}"
    if example.fixed is None:
        return ""
    fixed = clean(batch, lambda part: engine.inspect(part).hits, Level.UNSAFE)[-1].decode()
    return "" if fixed == example.fixed else f"is fixed to {fixed!r}, not {example.fixed!r}"


def _found(engine: Engine, batch: Batch) -> tuple[str, list[Hit]]:
    """Return what went wrong, else the hits in the last document of the corpus `batch`."""
    from lint.near.rules import related, relations_of

    chunks = [_Chunk(batch)]
    engine.survey(chunks)
    relations = relations_of(engine)
    inspected = list(engine.run(chunks, relations))
    last = len(batch) - 1
    hits = [hit for hit in inspected[0].hits if hit.document == last]
    for told in related(engine, relations, chunks) if relations else []:
        if told.batch.origin.place(0) == batch.origin.place(last):
            hits += told.hits
    return "".join(map(str, inspected[0].crashes[:1])), hits


def _lines_of(text: bytes, hits: list[Hit]) -> list[int]:
    lines: set[int] = set()
    for hit in hits:
        first = text.count(b"\n", 0, hit.start) + 1
        lines.update(range(first, first + text[hit.start : hit.end].count(b"\n") + 1))
    return sorted(lines)
