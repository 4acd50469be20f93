import numpy as np
import pytest

from lint.near.bands import Bands, band_keys
from lint.near.store import Store


@pytest.fixture
def filled(corpus, prints_of):
    """Return a store that was filled in batches of `size` documents."""

    def fill(texts, size, **options):
        store = Store(Bands(4, 2), 16, **options)
        for chunk in corpus(texts, size=size).chunks():
            batch = chunk.load()
            prints = prints_of(list(batch.text))
            store.add(batch, prints, store.keys_of(prints))
        return store

    return fill


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_store_holds_the_prints_of_all_batches(filled, prints_of, article, size):
    texts = [article(1), "", "hai ba", article(2, 40), article(1)]
    expected = prints_of(texts)
    store = filled(texts, size)
    prints = store.prints(store.near())
    for name in ("shingles", "first", "content", "title", "lead", "tokens"):
        assert getattr(expected, name).tolist() == getattr(prints, name).tolist()
    keys = np.array(list(store.keys()))
    assert keys.shape == (4, 5)
    assert keys[:, 0].tolist() == keys[:, 4].tolist() != keys[:, 3].tolist()
    assert [store.place(number).id for number in range(5)] == ["d0", "d1", "d2", "d3", "d4"]
    store.close()


def test_documents_that_share_a_band_are_near(filled, article):
    texts = [article(1), "", article(2, 40), "", article(1)]
    near = filled(texts, 2).near()
    assert np.flatnonzero(np.diff(near.first)).tolist() == [0, 4]


def test_an_empty_store(filled):
    store = filled([], 1)
    assert len(store.prints(store.near())) == 0
    assert [column.tolist() for column in iter(store.keys())] == [[]] * 4


def test_sites_and_dates_are_kept_where_they_are_asked_for(corpus, prints_of):
    made = corpus(
        ["a", "b"],
        fields={"urls": ["https://www.a.example/x", ""], "dates": ["2026", ""]},
    )
    for wanted in (True, False):
        store = Store(Bands(4, 2), 16, sites=wanted, dates=wanted)
        prints = prints_of(["a", "b"])
        store.add(made.batch(), prints, store.keys_of(prints))
        sites, dates = (["a.example", ""], ["2026", ""]) if wanted else (None, None)
        assert (store.sites, store.dates) == (sites, dates)


def test_keys_are_those_of_the_sketches(corpus, prints_of, article):
    store = Store(Bands(4, 2), 16)
    prints = prints_of([article(1), article(1)])
    keys = store.keys_of(prints)
    assert keys.shape == (2, 4)
    assert keys[0].tolist() == keys[1].tolist()
    assert band_keys(np.zeros((1, 16), np.uint32), Bands(4, 2)).shape == (1, 4)
