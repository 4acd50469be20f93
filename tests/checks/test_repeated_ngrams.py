import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.checks.repeated_ngrams import _covered

flags = st.lists(st.booleans(), max_size=12)


@given(documents=st.lists(flags, max_size=6), size=st.integers(1, 5))
def test_a_word_is_covered_once_and_by_its_own_document_alone(documents, size):
    starts = np.cumsum([0, *map(len, documents)])
    again = np.array([flag for document in documents for flag in document], np.bool_)
    wanted = [
        len({at + i for at, flag in enumerate(document) if flag for i in range(size)})
        for document in documents
    ]
    assert wanted == _covered(again, starts, size).tolist()


@pytest.mark.parametrize(
    ("threshold", "found"), [(0.3, [1, 2]), (0.41, [2]), (0.51, [])], ids=["both", "one", "none"]
)
def test_each_text_is_measured_by_itself(hits, threshold, found):
    once = " ".join(map(str, range(100, 130)))
    twice = once.replace("120 121 122", "100 101 102").replace("127 128 129", "100 101 102")
    texts = (once, f"{once} {' '.join(once.split()[:20])}", f"{once} {once}", twice)
    params = {"count": "all", "sizes": [3], "thresholds": [threshold], "min_tokens": 1}
    assert [hit.document for hit in hits("repeated-ngrams", *texts, **params)] == found


@pytest.mark.parametrize("count", ["top", "all"])
@pytest.mark.parametrize("size", [1, 2, 12])
def test_phrases_of_any_length_are_counted(hits, count, size):
    words = " ".join(f"w{i % 20}" for i in range(200))
    found = {"count": count, "sizes": [size], "thresholds": [0.045 * size], "min_tokens": 1}
    if count == "all":
        found["thresholds"] = [0.9]
    assert len(hits("repeated-ngrams", words, **found)) == 1
    assert not hits("repeated-ngrams", " ".join(map(str, range(200))), **found)
