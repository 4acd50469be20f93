import numpy as np
import pytest

from lint.cache import Cache
from lint.near import compared
from lint.near.compared import AllPrints, SomePrints
from lint.near.prints import take_prints, take_words
from lint.patterns import Scanner
from lint.view import View

FIELDS = ("shingles", "first", "content", "title", "lead", "tokens")


@pytest.fixture
def filled(corpus):
    """Fill what is kept in batches of `size` documents, by the function that takes from a view."""

    def fill(kept, take, texts, size):
        for chunk in corpus(texts, size=size).chunks():
            kept.add(take(View(chunk.load(), Scanner([], Cache(None))), [], []))
        return kept

    return fill


@pytest.fixture
def texts(article):
    return [article(1), "", "hai ba", article(2, 40), article(1), "hai ba hai ba hai ba hai ba"]


@pytest.mark.parametrize("size", [1, 4, 100])
def test_all_prints_are_those_of_the_batches(filled, prints_of, texts, size):
    kept = filled(AllPrints(), take_prints, texts, size)
    expected, found = prints_of(texts), kept.prints(np.zeros(len(texts), bool))
    assert kept.worded.tolist() == [True, False, True, True, True, True]
    for name in FIELDS:
        assert getattr(expected, name).tolist() == getattr(found, name).tolist()
    kept.close()


@pytest.mark.parametrize("size", [1, 4, 100])
@pytest.mark.parametrize("block", [1, 300, 1 << 20])
@pytest.mark.parametrize("chosen", [[], [0, 4], [1, 2, 5], range(6)])
def test_some_prints_are_those_of_the_candidates(
    filled, prints_of, sets_of, texts, size, block, chosen, monkeypatch
):
    monkeypatch.setattr(compared, "BLOCK", block)
    kept = filled(SomePrints(), take_words, texts, size)
    candidates = np.isin(np.arange(len(texts)), chosen)
    expected, found = prints_of(texts), kept.prints(candidates)
    assert kept.worded.tolist() == [True, False, True, True, True, True]
    assert found.tokens.tolist() == expected.tokens.tolist()
    assert found.content.tolist() == np.where(candidates, expected.content, 0).tolist()
    pairs = zip(sets_of(expected), candidates, strict=True)
    assert sets_of(found) == [own if wanted else set() for own, wanted in pairs]
    kept.close()


def test_nothing_was_kept(filled):
    for kept, take in ((AllPrints(), take_prints), (SomePrints(), take_words)):
        prints = filled(kept, take, [], 1).prints(np.zeros(0, bool))
        assert [getattr(prints, name).tolist() for name in FIELDS] == [[], [0], [], [], [], []]
