"""Score the rules on news pages whose article is known: precision and recall, by rule and in all.

    python benchmarks/quality.py             # a table
    python benchmarks/quality.py --write     # keep what was reached in quality.json
    python benchmarks/quality.py --gate      # exit with 1 where less is reached than was kept

A page is all its visible text, one block a line; `gold` is its article. A line that a rule finds is
right when it is no part of the article, else wrong: it is part when it equals a line of `gold`, or
stands inside `gold` and has 20 characters or more (white space and letter case do not count). Where
such a line stands more often on the page than in `gold`, the copies too many are no part of it.
Recall is the share of the lines outside of the article that are found. Edits inside a line, and
what is said of a page as a whole, are not scored. The pages lie beside the checkout; without them
nothing is scored and nothing fails.
"""

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import zstandard

from lint.batch import Batch, Strings
from lint.engine import Engine
from lint.examples import Memory
from lint.finding import Action, Hit, Level
from lint.packs import load_rules
from lint.rule import Rule, Status

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent / "../shared/corpora/pages"
KEPT = HERE / "quality.json"
Table = dict[str, dict[str, dict[str, float]]]
INSIDE_CHARS = 20
LOWER_PRECISION, LOWER_RECALL = 0.005, 0.01
"""What a rule, and all rules together, may lose before the gate closes."""


@dataclass(slots=True)
class Score:
    """Lines that were found, and how many of them are part of an article."""

    found: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        """Return the share of the lines found that are no article; 1 where none was found."""
        return 1 - self.wrong / self.found if self.found else 1.0


@dataclass(slots=True)
class Result:
    """Scores by rule, by level (each with the safer ones) and the lines outside of articles."""

    rules: dict[str, Score] = field(default_factory=dict)
    levels: dict[str, Score] = field(default_factory=dict)
    outside: int = 0

    def recall(self, level: str) -> float:
        """Return the share of the lines outside of articles that rules of `level` find."""
        score = self.levels[level]
        return (score.found - score.wrong) / self.outside if self.outside else 0.0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A batch that is there already."""

    batch: Batch

    def load(self) -> Batch:
        """Return it."""
        return self.batch


def main() -> int:
    """Score, and print, keep or compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="keep the scores in quality.json")
    parser.add_argument("--gate", action="store_true", help="exit with 1 where they got worse")
    options = parser.parse_args()
    if not PAGES.is_dir():
        print(f"skipped: the labelled pages are not in {PAGES}")
        return 0
    result = score_pages()
    table = as_table(result)
    print_table(table)
    if options.write:
        KEPT.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.gate:
        return gate(json.loads(KEPT.read_text(encoding="utf-8")), table)
    return 0


def score_pages() -> Result:
    """Run all stable rules over all pages and score every line that they find."""
    rules = [rule for rule in load_rules() if rule.status is Status.STABLE]
    engine = Engine(rules)
    result = Result()
    for path in sorted(PAGES.glob("*.jsonl.zst")):
        pages = list(read_pages(path))
        chunk = Chunk(batch_of(pages))
        engine.survey([chunk])
        for inspected in engine.run([chunk]):
            score(result, rules, pages, inspected.hits)
    return result


def read_pages(path: Path) -> Iterator[dict[str, str]]:
    """Yield the records of one packed file."""
    with path.open("rb") as file:
        stream = zstandard.ZstdDecompressor().stream_reader(file)
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            yield json.loads(line)


def batch_of(pages: Sequence[dict[str, str]]) -> Batch:
    """Return the pages as one batch."""
    titles = Strings.of(page.get("title") or "" for page in pages)
    urls = Strings.of(page.get("url") or "" for page in pages)
    return Batch(Strings.of(page["text"] for page in pages), titles, urls, Memory())


def score(
    result: Result, rules: Sequence[Rule], pages: Sequence[dict[str, str]], hits: Sequence[Hit]
) -> None:
    """Add the hits in `pages` to `result`."""
    by_page: dict[int, list[Hit]] = {}
    for hit in hits:
        by_page.setdefault(hit.document, []).append(hit)
    for number, page in enumerate(pages):
        lines = [fold(line) for line in page["text"].split("\n")]
        spare = spare_copies(lines, page["gold"])
        result.outside += sum(spare[line] for line in set(lines) if line)
        best: dict[int, Level] = {}
        by_rule: dict[str, set[int]] = {}
        for hit in by_page.get(number, []):
            level = level_of(hit, rules[hit.rule])
            touched = {n for n in lines_of(page["text"], hit) if lines[n]}
            by_rule.setdefault(rules[hit.rule].code, set()).update(touched)
            for line in touched:
                best[line] = max(best.get(line, level), level)
        for code, touched in by_rule.items():
            add(result.rules.setdefault(code, Score()), [lines[n] for n in touched], spare)
        for level in Level:
            reached = [lines[n] for n, found in best.items() if found >= level]
            add(result.levels.setdefault(level.name.lower(), Score()), reached, spare)


def fold(line: str) -> str:
    """Return `line` as it is compared."""
    return " ".join(line.split()).casefold()


def spare_copies(lines: Sequence[str], gold: str) -> dict[str, int]:
    """Return for each line of a page how many of its copies are no part of the article."""
    whole, own = fold(gold), Counter(map(fold, gold.split("\n")))
    spare = {}
    for line, count in Counter(lines).items():
        inside = len(line) >= INSIDE_CHARS and line in whole
        spare[line] = max(0, count - max(own[line], int(inside)))
    return spare


def level_of(hit: Hit, rule: Rule) -> Level:
    """Return how far the hit's edit may be trusted; one without an edit is for display."""
    if hit.action is not Action.LINES:
        return Level.DISPLAY
    return rule.fix if hit.level is None else hit.level


def lines_of(text: str, hit: Hit) -> range:
    """Return the numbers of the whole lines that `hit` finds: none for a part, or for all."""
    raw = text.encode()
    first = raw.count(b"\n", 0, hit.start)
    last = first + raw.count(b"\n", hit.start, hit.end)
    start = raw.rfind(b"\n", 0, hit.start) + 1
    end = raw.find(b"\n", hit.end)
    whole = raw[start : end if end >= 0 else len(raw)].strip()
    is_whole = len(raw[hit.start : hit.end].strip()) >= len(whole) < len(raw.strip())
    return range(first, last + 1) if is_whole and hit.action is not Action.REPLACE else range(0)


def add(total: Score, lines: Sequence[str], spare: dict[str, int]) -> None:
    """Count `lines`, the copies of one that are more than can be spared as wrong."""
    total.found += len(lines)
    total.wrong += sum(max(0, count - spare[line]) for line, count in Counter(lines).items())


def as_table(result: Result) -> Table:
    """Return the scores as JSON holds them."""
    rules = {
        code: {"found": s.found, "wrong": s.wrong, "precision": round(s.precision, 4)}
        for code, s in sorted(result.rules.items())
        if s.found
    }
    levels = {
        name: {
            "found": s.found,
            "wrong": s.wrong,
            "precision": round(s.precision, 4),
            "recall": round(result.recall(name), 4),
        }
        for name, s in result.levels.items()
    }
    return {"rules": rules, "levels": levels}


def print_table(table: Table) -> None:
    """Print the scores, those of the levels last."""
    print(f"{'rule':10} {'lines':>7} {'wrong':>6} {'precision':>10} {'recall':>7}")
    for part in ("rules", "levels"):
        for name, row in table[part].items():
            recall = f"{row['recall']:>7.1%}" if "recall" in row else ""
            counts = f"{row['found']:>7,} {row['wrong']:>6,}"
            print(f"{name:10} {counts} {row['precision']:>10.2%} {recall}")


def gate(
    kept: dict[str, dict[str, dict[str, float]]], now: dict[str, dict[str, dict[str, float]]]
) -> int:
    """Return 1 and say what got worse, or 0."""
    worse: Counter[str] = Counter()
    for part in ("rules", "levels"):
        for name, before in kept[part].items():
            after = now[part].get(name, {"precision": 1.0, "recall": 0.0, "found": 0})
            if after["precision"] < before["precision"] - LOWER_PRECISION:
                worse[
                    f"{name}: precision {after['precision']:.2%}, was {before['precision']:.2%}"
                ] += 1
            if after.get("recall", 1.0) < before.get("recall", 0.0) - LOWER_RECALL:
                worse[f"{name}: recall {after['recall']:.1%}, was {before['recall']:.1%}"] += 1
    for line in worse:
        print(f"worse: {line}", file=sys.stderr)
    return int(bool(worse))


if __name__ == "__main__":
    sys.exit(main())
