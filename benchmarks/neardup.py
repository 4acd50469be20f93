"""Recall and precision of near-duplicates against brute force, on real articles and edited copies.

    python benchmarks/neardup.py                 # 3,000 articles, 1,000 copies: two minutes
    python benchmarks/neardup.py --real          # also what each threshold finds in real pairs

Every pair of documents is compared exactly (see `exact.py`); what the bands, the verification and
the clusters find is held against that. Writes `benchmarks/neardup.json`.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from edits import edited
from exact import Pairs, exact_pairs, prints_of
from numpy.typing import NDArray
from realpairs import json_lines, measure_real
from scipy.sparse import csr_array
from speed import NEWS

from lint import kernels
from lint.near.bands import band_keys, optimal_bands, permutations
from lint.near.clusters import Anchors, Thresholds, find_anchors
from lint.near.groups import band_groups, shared_groups
from lint.near.prints import Prints

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
NEAR = 0.05
"""What lies within this above a threshold counts as standing at it."""

OWN_SEED, SEEDS = 1, range(1, 11)
NEVER = 2.0
RESULT = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Score:
    """What was found at one threshold.

    Recall of pairs is that of delint's own permutations and, as `mean_`, of ten draws. `documents`
    have a neighbour that reaches the threshold; `clustered` of them stand in a cluster. Of the
    others, `bereft` have only neighbours that left with another cluster, `missed` one that stays.
    """

    threshold: float
    bands: int
    rows: int
    pairs_at: int
    recall_at: float
    mean_recall_at: float
    pairs_above: int
    recall_above: float
    mean_recall_above: float
    candidates: int
    verified: int
    wrong: int
    documents: int
    clustered: int
    bereft: int
    missed: int
    members: int
    misstated: int


def main() -> int:
    """Measure, print a table, write the figures."""
    options = parse_options()
    if not NEWS.exists():
        print(f"skipped: {NEWS} is not there")
        return 0
    texts = sample(options.articles, options.copies, options.seed)
    prints = prints_of(texts)
    scores = list(measure(prints, THRESHOLDS))
    print_scores(scores)
    report = {"articles": options.articles, "copies": options.copies, "seed": options.seed}
    report["scores"] = [asdict(score) for score in scores]
    if options.real:
        report["real"] = measure_real()
    RESULT.write_text(json.dumps(report, indent=1) + "\n")
    return 0


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--real", action="store_true", help="also score the real pairs")
    return parser.parse_args()


def sample(articles: int, copies: int, seed: int) -> list[str]:
    """Return real articles, then edited copies of some of them at about 0.5 to 1."""
    rng = random.Random(seed)
    texts = rng.sample([row["text"] for row in json_lines(NEWS)], articles)
    return texts + make_copies(texts, copies, rng)


def make_copies(texts: Sequence[str], copies: int, rng: random.Random) -> list[str]:
    """Return edited copies of those `texts` that have 100 words in three lines or more."""
    whole = [text for text in texts if len(text.split()) >= 100 and text.strip().count("\n") >= 2]
    return [edited(rng.choice(whole), rng.uniform(0.5, 1.0), rng) for _ in range(copies)]


def measure(prints: Prints, thresholds: Sequence[float]) -> Iterator[Score]:
    """Yield the score of each threshold over all pairs of the documents of `prints`."""
    truth = exact_pairs(prints, min(thresholds) / 2)
    for threshold in thresholds:
        yield score(prints, truth, threshold)


def score(prints: Prints, truth: Pairs, threshold: float) -> Score:
    """Return what delint finds of `truth` at `threshold`."""
    bands = optimal_bands(threshold, 128)
    right = truth.at_least(threshold)
    at = right.jaccard < threshold + NEAR
    draws = [band_keys(sketches(prints, seed), bands) for seed in SEEDS]
    found = [np.isin(right.keys(len(prints)), candidates(prints, keys)) for keys in draws]
    own = SEEDS.index(OWN_SEED)
    pairs = candidates(prints, draws[own])
    verified = [pair for pair in pairs.tolist() if reaches(prints, pair, threshold)]
    accepted = np.isin(right.keys(len(prints)), verified)
    return Score(
        threshold,
        bands.count,
        bands.rows,
        pairs_at=int(at.sum()),
        recall_at=share(accepted[at]),
        mean_recall_at=share(np.stack(found)[:, at]),
        pairs_above=int((~at).sum()),
        recall_above=share(accepted[~at]),
        mean_recall_above=share(np.stack(found)[:, ~at]),
        candidates=len(pairs),
        verified=len(verified),
        wrong=int((~np.isin(verified, right.keys(len(prints)))).sum()),
        **clustering(prints, draws[own], truth, threshold),
    )


def share(found: NDArray[np.bool_]) -> float:
    """Return the share of what was found, 1 of nothing."""
    return round(float(found.mean()), 4) if found.size else 1.0


def sketches(prints: Prints, seed: int) -> NDArray[np.uint32]:
    """Return the sketches of all documents for the permutations of `seed`."""
    return kernels.sketch(prints.shingles, prints.first, *permutations(128, seed))


def candidates(prints: Prints, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return all pairs a < b that share a band, as a * D + b, rising."""
    documents = len(prints)
    words = np.flatnonzero(np.diff(prints.first) > 0)
    groups = shared_groups(documents, ((column[words], words) for column in keys.T))
    ones = np.ones(len(groups.group), np.int32)
    held = csr_array((ones, groups.group, groups.first), shape=(documents, groups.count))
    a, b = (held @ held.T).tocoo().coords
    return np.sort(a.astype(np.int64)[a < b] * documents + b[a < b])


def reaches(prints: Prints, pair: int, threshold: float) -> bool:
    """Say whether the kernel accepts a pair when it is given these two documents alone."""
    a, b = (
        prints.shingles[prints.first[d] : prints.first[d + 1]] for d in divmod(pair, len(prints))
    )
    first = np.array([0, len(a), len(a) + len(b)])
    anchors, _ = kernels.assign(
        np.arange(2),
        (np.arange(3), np.zeros(2, np.int64), 1),
        (np.concatenate([a, b]), first),
        threshold,
    )
    return bool(anchors[1] == 0)


def clustering(
    prints: Prints, keys: NDArray[np.uint64], truth: Pairs, threshold: float
) -> dict[str, int]:
    """Return how the clusters compare with the exact neighbours of each document."""
    order = np.lexsort((prints.content, -prints.tokens)).astype(np.int64)
    near = band_groups(np.diff(prints.first) > 0, keys.T)
    found = find_anchors(prints, near, order, Thresholds(threshold, NEVER), None)
    members = np.flatnonzero(found.anchor >= 0)
    clustered = np.zeros(len(prints), np.bool_)
    clustered[members] = clustered[found.anchor[members]] = True
    right = truth.at_least(threshold)
    one, other = np.concatenate([[right.a, right.b], [right.b, right.a]], axis=1)
    has, kept = np.zeros((2, len(prints)), np.bool_)
    has[one] = True
    kept[one[found.anchor[other] < 0]] = True
    return {
        "documents": int(has.sum()),
        "clustered": int((has & clustered).sum()),
        "bereft": int((has & ~clustered & ~kept).sum()),
        "missed": int((has & ~clustered & kept).sum()),
        "members": len(members),
        "misstated": misstated(truth, found),
    }


def misstated(truth: Pairs, found: Anchors) -> int:
    """Return how many members' stated similarity is not the exact one."""
    keys = truth.keys(len(found.anchor))
    members = np.flatnonzero(found.anchor >= 0)
    low = np.minimum(members, found.anchor[members])
    high = np.maximum(members, found.anchor[members])
    at = np.searchsorted(keys, low * len(found.anchor) + high)
    return int((truth.jaccard[at] != found.jaccard[members]).sum())


def print_scores(scores: Sequence[Score]) -> None:
    """Print one row a threshold."""
    print(
        "t    bands    pairs at t  recall (10 draws)   above  recall (10 draws)  candidates wrong"
    )
    for s in scores:
        print(
            f"{s.threshold:.2f} {s.bands:3}x{s.rows:<3} {s.pairs_at:10,} {s.recall_at:8.4f}"
            f" {s.mean_recall_at:8.4f} {s.pairs_above:9,} {s.recall_above:8.4f}"
            f" {s.mean_recall_above:8.4f} {s.candidates:11,} {s.wrong:5}"
        )
    print("t    with neighbour  clustered  neighbour left  missed  members  misstated")
    for s in scores:
        print(
            f"{s.threshold:.2f} {s.documents:14,} {s.clustered:10,} {s.bereft:15,} {s.missed:7,}"
            f" {s.members:8,} {s.misstated:10,}"
        )


if __name__ == "__main__":
    sys.exit(main())
