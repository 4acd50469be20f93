"""Run the rules over the labelled pages and hold each line found against the marked article."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import zstandard
from gold import Gold, Words
from numpy.typing import NDArray
from score import LEVELS, Scores, Tally

from lint.cache import Cache, default_folder
from lint.corpus import Fields, find_sources, read_chunks
from lint.corpus.reader import Reading
from lint.engine import Engine
from lint.finding import Action, Hit, Level
from lint.packs import load_rules
from lint.rule import Rule, Status

PAGES = Path(__file__).resolve().parents[1] / "../shared/corpora/pages"
CLASSES = ("related", "comments", "supplemental")


@dataclass(frozen=True, slots=True)
class Found:
    """A line that a rule points at, by its index."""

    line: int
    code: str
    level: str


def score_pages(shown: str | None = None) -> Scores:
    """Return the scores over all files of pages, each read with and without alternative texts.

    The lines that the rule `shown` wrongly finds are printed.
    """
    scores = Scores(shown=shown)
    rules = [r for r in load_rules() if r.family != "DUP" and r.status is Status.STABLE]
    for file in sorted(PAGES.glob("*.jsonl.zst")):
        records = read_records(file)
        for name in ("text", "text_alt"):
            if any(name in record for record in records.values()):
                score_file(file, name, rules, records, scores)
    return scores


def read_records(file: Path) -> dict[str, dict[str, object]]:
    """Return the records of a file by id."""
    with file.open("rb") as packed:
        lines = zstandard.ZstdDecompressor().stream_reader(packed).read().splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def score_file(
    file: Path,
    text_field: str,
    rules: list[Rule],
    records: Mapping[str, Mapping[str, object]],
    scores: Scores,
) -> None:
    """Survey and inspect one file and count what is found."""
    engine = Engine(rules, cache=Cache(default_folder()))
    reading = Reading(Fields(text=text_field))
    sources = find_sources([str(file)]).sources
    engine.survey(read_chunks(sources, reading))
    for inspected in engine.run(read_chunks(sources, reading)):
        if inspected.crashes:
            raise RuntimeError(str(inspected.crashes[0]))
        by_document: dict[int, list[Hit]] = {}
        for hit in inspected.hits:
            by_document.setdefault(hit.document, []).append(hit)
        for document in range(len(inspected.batch)):
            record = records[inspected.batch.origin.place(document).id]
            text = inspected.batch.text.bytes_at(document)
            score_page(text, by_document.get(document, []), record, engine.rules, scores)


def score_page(
    text: bytes,
    hits: list[Hit],
    record: Mapping[str, object],
    rules: Sequence[Rule],
    scores: Scores,
) -> None:
    """Count what is found in one page."""
    page = Page.of(text, Gold.of(str(record["gold"])))
    scores.inside += int((page.is_article & page.is_text).sum())
    scores.outside += int((~page.is_article & page.is_text).sum())
    found = [one for one in lines_found(text, hits, rules) if page.is_text[one.line]]
    for code, level in {(one.code, one.level) for one in found}:
        lines = {one.line for one in found if (one.code, one.level) == (code, level)}
        wrong = page.count(lines, scores.rule(code, level))
        if code == scores.shown:
            for line in wrong:
                print(f"{code} {level} {record['id']}:{line + 1}: {page.text(line)}")
    best = best_levels(found)
    for index, name in enumerate(LEVELS):
        lines = {line for line, level in best.items() if level <= index}
        page.count(lines, scores.levels[name])
    count_parts(text, hits, page.gold, rules, scores)
    labels = record.get("labels", {})
    assert isinstance(labels, dict)
    for name in CLASSES if labels else ():
        of_class = Gold.of(labels.get(name, [])).holds(page.words)
        for line in (of_class & ~page.is_article & page.is_text).nonzero()[0].tolist():
            scores.add_class(name, best.get(line))


@dataclass(frozen=True, eq=False)
class Page:
    """The lines of a page, and which of them are its article's."""

    words: Words
    gold: Gold
    is_article: NDArray[np.bool_]
    is_text: NDArray[np.bool_]
    lines: list[bytes]

    @classmethod
    def of(cls, text: bytes, gold: Gold) -> "Page":
        """Hold the lines of `text` against `gold`."""
        words = Words.of(text)
        return cls(words, gold, gold.holds(words), words.hashes != 0, text.split(b"\n"))

    def text(self, line: int) -> str:
        """Return a line."""
        return self.lines[line].decode("utf-8", "replace")

    def count(self, lines: set[int], tally: Tally) -> list[int]:
        """Count each of `lines` as right or wrong, when all of them go; return the wrong ones.

        As many copies of a line must stay as the article has.
        """
        wrong: list[int] = []
        gone: Counter[int] = Counter()
        for line in sorted(lines):
            same = self.words.hashes[line]
            gone[int(same)] += 1
            right = not self.is_article[line]
            if not right:
                standing = int((self.words.hashes == same).sum()) - gone[int(same)]
                right = standing >= self.gold.copies(self.words, line)
            tally.add(len(self.text(line)), right=right)
            wrong += [] if right else [line]
        return wrong


def lines_found(text: bytes, hits: Iterable[Hit], rules: Sequence[Rule]) -> Iterator[Found]:
    """Yield the lines that go, or that are shown for a person to judge.

    What speaks of a whole document is not counted here.
    """
    for hit in hits:
        whole = hit.start == 0 and not text[hit.end :].strip()
        if hit.action is Action.REPLACE or (hit.action is Action.NONE and whole):
            continue
        first = text.count(b"\n", 0, hit.start)
        for line in range(first, first + text.count(b"\n", hit.start, hit.end) + 1):
            yield Found(line, rules[hit.rule].code, level_of(hit, rules))


def count_parts(
    text: bytes, hits: Iterable[Hit], gold: Gold, rules: Sequence[Rule], scores: Scores
) -> None:
    """Count the words that are cut out of lines; letters that change into others are no such."""
    for hit in hits:
        part = text[hit.start : hit.end]
        if hit.action is not Action.REPLACE or hit.text.strip():
            continue
        words = Words.of(part)
        if len(words.tokens):
            tally = scores.rule(rules[hit.rule].code, f"{level_of(hit, rules)}, in lines")
            tally.add(len(part.decode()), right=not gold.holds(words).any())


def level_of(hit: Hit, rules: Sequence[Rule]) -> str:
    """Return the name of the level at which `hit` is fixed; display where it is only shown."""
    level = rules[hit.rule].fix if hit.level is None else hit.level
    return (Level.DISPLAY if hit.action is Action.NONE else level).name.lower()


def best_levels(found: Iterable[Found]) -> dict[int, int]:
    """Return for each line the index of the most trusted level at which it is found."""
    best: dict[int, int] = {}
    for one in found:
        level = LEVELS.index(one.level)
        best[one.line] = min(level, best.get(one.line, level))
    return best
