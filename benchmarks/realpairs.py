"""What each threshold finds among real pairs: the whole news, and answers labelled by people.

The answers (Clough and Stevenson 2011) are students' texts made from an article: cut (copied),
light and heavy (revised), non (written without it).
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import zstandard
from exact import exact_pairs, prints_of
from speed import NEWS

from lint import kernels
from lint.near.bands import band_keys, optimal_bands, permutations
from lint.near.clusters import Anchors, Thresholds, find_anchors
from lint.near.groups import band_groups
from lint.near.prints import Prints
from lint.near.samples import take_samples

PAIRS = NEWS.parent / "pairs"
THRESHOLDS = (0.8, 0.7, 0.6, 0.5, 0.4)
CONTAINMENT = 0.9
Rows = list[dict[str, float | str]]


def measure_real() -> dict[str, Rows]:
    """Return the figures of both collections, printed too."""
    rows = list(json_lines(NEWS))
    numbers = {row["id"]: number for number, row in enumerate(rows)}
    listed = [
        (numbers[r["a"]], numbers[r["b"]]) for r in json_lines(PAIRS / "vi-syndication.jsonl")
    ]
    report = {
        "news": list(in_news(prints_of([row["text"] for row in rows]), listed)),
        "answers": list(in_answers(PAIRS / "en-answers.jsonl.zst")),
    }
    for title, lines in report.items():
        print(f"\n{title}: " + ", ".join(lines[0]))
        for line in lines:
            print(" ".join(f"{value:>9}" for value in line.values()))
    return report


def in_news(prints: Prints, listed: list[tuple[int, int]]) -> Iterator[dict[str, float | str]]:
    """Yield what each threshold finds of all pairs of the news, and of those listed.

    A pair is resolved when one of the two leaves; a new member was none at the threshold above.
    """
    truth = exact_pairs(prints, min(THRESHOLDS))
    marked = np.array([min(pair) * len(prints) + max(pair) for pair in listed])
    before = np.zeros(len(prints), np.bool_)
    for threshold in THRESHOLDS:
        right = truth.at_least(threshold)
        members = anchors_at(prints, threshold).anchor >= 0
        resolved = members[right.a] | members[right.b]
        own = np.isin(right.keys(len(prints)), marked)
        yield {
            "threshold": threshold,
            "pairs": len(right),
            "resolved": int(resolved.sum()),
            "listed": int(own.sum()),
            "listed_resolved": int(resolved[own].sum()),
            "members": int(members.sum()),
            "new_members": int((members & ~before).sum()),
        }
        before |= members


def anchors_at(prints: Prints, threshold: float) -> Anchors:
    """Return the anchors of a run at `threshold`, contained documents too."""
    bands = optimal_bands(threshold, 128)
    rows = kernels.sketch(prints.shingles, prints.first, *permutations(128, 1))
    order = np.lexsort((prints.content, -prints.tokens)).astype(np.int64)
    near = band_groups(np.diff(prints.first) > 0, band_keys(rows, bands).T)
    return find_anchors(
        prints, near, order, Thresholds(threshold, CONTAINMENT), take_samples(prints)
    )


def in_answers(file: Path) -> Iterator[dict[str, float | str]]:
    """Yield how many answers of each label reach each threshold against the text they used."""
    rows = list(json_lines(file))
    for label in sorted({row["paraphrase_category"] for row in rows}):
        own = [row for row in rows if row["paraphrase_category"] == label]
        pairs = [pair_of(row["paraphrase_text"], row["original_task_text"]) for row in own]
        reached = {f"{t:.1f}": sum(jaccard >= t for jaccard, _ in pairs) for t in THRESHOLDS}
        inside = sum(containment >= CONTAINMENT for _, containment in pairs)
        yield {"label": label, "answers": len(own), **reached, "contained": inside}


def pair_of(text: str, other: str) -> tuple[float, float]:
    """Return the Jaccard similarity of two texts, and the share of the first in the other."""
    prints = prints_of([text, other])
    one, two = np.split(prints.shingles, [prints.first[1]])
    common = len(np.intersect1d(one, two))
    return common / (len(one) + len(two) - common), common / len(one)


def json_lines(file: Path) -> Iterator[dict[str, str]]:
    """Yield the records of a file, packed or not."""
    opened = zstandard.open if file.suffix == ".zst" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
