"""Hold what is found and cleaned in the two seed articles against the list of their faults."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from lint.batch import Batch
from lint.cache import Cache, default_folder
from lint.corpus import find_sources, read_chunks
from lint.engine import Engine
from lint.finding import Action, Level
from lint.fix.edits import Policy
from lint.fix.settle import cleaned_texts
from lint.packs import load_rules

SEEDS = Path(__file__).resolve().parents[1] / "../shared/corpora/seeds"
Fault = tuple[str, str, tuple[int, ...], str]
"""File, family, 1-based lines, level."""


def score_seeds() -> dict[str, int]:
    """Return how many faults are expected, found and found besides, and files cleaned as wanted."""
    rules = [rule for rule in load_rules() if rule.family != "DUP"]
    engine = Engine(rules, 1, Cache(default_folder()))
    expected = {
        (fault["file"], fault["family"], tuple(fault["lines"]), fault["fix"])
        for fault in tomllib.loads((SEEDS / "expected.toml").read_text())["fault"]
    }
    batches = [read(name) for name in ("a.txt", "b.txt")]
    found = {fault for batch in batches for fault in faults(batch, engine)}
    cleaned = sum(
        cleaned_as_wanted(batch, engine, level) for batch in batches for level in ("safe", "unsafe")
    )
    return {
        "expected": len(expected),
        "found": len(expected & found),
        "besides": len(found - expected),
        "cleaned as wanted": cleaned,
    }


def read(name: str) -> Batch:
    """Return one seed as a batch."""
    return next(read_chunks(find_sources([str(SEEDS / name)]).sources)).load()


def faults(batch: Batch, engine: Engine) -> Iterator[Fault]:
    """Yield what is found, and can be fixed, in a batch of one document."""
    text = batch.text.bytes_at(0)
    for hit in engine.inspect(batch).hits:
        rule = engine.rules[hit.rule]
        level = rule.fix if hit.level is None else hit.level
        if hit.action is Action.NONE or level is Level.DISPLAY:
            continue
        first = text.count(b"\n", 0, hit.start) + 1
        lines = range(first, first + text.count(b"\n", hit.start, hit.end) + 1)
        content = [n for n in lines if text.split(b"\n")[n - 1].strip()]
        yield Path(batch.origin.place(0).path).name, rule.family, tuple(content), level.name.lower()


def cleaned_as_wanted(batch: Batch, engine: Engine, level: str) -> bool:
    """Say whether fixing at `level` gives the file that people cleaned."""
    policy = Policy(engine.rules, Level[level.upper()])
    text = cleaned_texts(batch, lambda part: engine.inspect(part).hits, policy)[0]
    return text == (SEEDS / level / Path(batch.origin.place(0).path).name).read_bytes()
