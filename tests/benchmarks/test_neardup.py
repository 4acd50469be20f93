"""The goals of near-duplicates against brute force, on text made for this."""

import random
from itertools import combinations
from types import ModuleType

import pytest

from lint.near.prints import Prints

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
SYLLABLES = [a + b for a in "bcdghlmnst" for b in ("à", "áng", "ạo", "ên", "ế", "i", "oán", "ợ")]


def articles(count: int, rng: random.Random) -> list[str]:
    return [
        "\n".join(" ".join(rng.choices(SYLLABLES, k=rng.randint(20, 50))) for _ in range(10))
        for _ in range(count)
    ]


@pytest.fixture
def neardup(script) -> ModuleType:
    return script("neardup")


@pytest.fixture
def prints(script, neardup: ModuleType) -> Prints:
    rng = random.Random(11)
    texts = articles(250, rng)
    return script("exact").prints_of(texts + neardup.make_copies(texts, 500, rng))


def test_brute_force_compares_every_pair_exactly(script):
    texts = ["a b c d e f g", "a b c d e f", "x a b c d e f g", "", "q"]
    prints = script("exact").prints_of(texts)
    sets = [
        set(prints.shingles[prints.first[d] : prints.first[d + 1]].tolist())
        for d in range(len(texts))
    ]
    expected = {
        (a, b): len(sets[a] & sets[b]) / len(sets[a] | sets[b])
        for a, b in combinations(range(len(texts)), 2)
        if sets[a] & sets[b]
    }
    assert expected == {(0, 1): 2 / 3, (0, 2): 3 / 4, (1, 2): 1 / 2}
    found = script("exact").exact_pairs(prints, 0.01)
    pairs = zip(found.a.tolist(), found.b.tolist(), strict=True)
    assert expected == dict(zip(pairs, found.jaccard.tolist(), strict=True))


@pytest.mark.parametrize("wanted", [0.5, 0.7, 0.9])
def test_copies_stand_at_about_the_similarity_asked_for(script, wanted: float):
    rng = random.Random(3)
    texts = articles(60, rng)
    copies = [script("edits").edited(text, wanted, rng) for text in texts]
    pairs = zip(copies, texts, strict=True)
    got = [script("realpairs").pair_of(copy, text)[0] for copy, text in pairs]
    assert abs(sum(got) / len(got) - wanted) < 0.15


@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_goals_of_recall_and_precision(neardup: ModuleType, prints: Prints, threshold: float):
    (score,) = neardup.measure(prints, [threshold])
    assert min(score.pairs_at, score.pairs_above) >= 10
    assert score.mean_recall_at >= 0.95
    assert score.mean_recall_above >= 0.99
    assert score.recall_above >= 0.98
    assert score.wrong == score.misstated == 0
    assert score.missed <= 0.01 * score.documents
