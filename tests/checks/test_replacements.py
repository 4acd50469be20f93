import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lint.cache import Cache
from lint.checks._replacements import copied, replacements, texts_of
from lint.corpus.given import text_batch
from lint.finding import Action, Hit
from lint.hits import Texts
from lint.patterns import Scanner
from lint.view import View

DOCUMENTS = st.lists(st.text("aộ🙂\n", max_size=12), min_size=1, max_size=5)


@given(DOCUMENTS, st.data())
def test_hits_stand_where_their_spans_do(documents, data):
    view = View(text_batch(documents), Scanner([], Cache(None)))
    places = st.tuples(st.integers(0, len(documents) - 1), st.integers(0, 9), st.integers(0, 9))
    drawn = data.draw(st.lists(places, max_size=6))
    parts = [
        (d, a, b)
        for d, a, b in drawn
        if a < len(documents[d].encode()) and a <= b <= len(documents[d].encode())
    ]
    bases = view.batch.text.starts
    spans = np.array([(bases[d] + a, bases[d] + b) for d, a, b in parts], np.int64).reshape(-1, 2)
    texts = [bytes(str(i), "ascii") for i in range(len(parts))]
    expected = [
        Hit(d, a, b, 7, Action.REPLACE, text) for (d, a, b), text in zip(parts, texts, strict=True)
    ]

    found = list(replacements(view, 7, spans, Texts.of(texts)))

    assert expected == found
    assert all(type(hit) is Hit for hit in found)


def test_what_stands_in_spans():
    view = View(text_batch(["một hai", "ba"]), Scanner([], Cache(None)))
    spans = np.array([[0, 5], [6, 9], [10, 10], [10, 12]], np.int64)
    assert texts_of(view, spans) == ["một".encode(), b"hai", b"", b"ba"]
    assert texts_of(view, spans[:0]) == []


@given(DOCUMENTS, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_what_stands_in_spans_is_put_back_with_something_behind(documents, drawn):
    view = View(text_batch(documents), Scanner([], Cache(None)))
    data = view.buffer.tobytes()
    whole = [(a, b) for a, b in drawn if a <= b <= len(data)]
    inside = [(a, b) for a, b in whole if b"\n" not in data[a:b]]
    for spans, behind in (whole, b""), (inside, b"--"):
        texts = copied(view.buffer, np.array(spans, np.int64).reshape(-1, 2), behind)
        bounds = zip(texts.starts.tolist(), texts.sizes.tolist(), strict=True)
        found = [texts.strings[start : start + size] for start, size in bounds]
        assert found == [data[a:b] + behind for a, b in spans]
