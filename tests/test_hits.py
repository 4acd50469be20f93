"""Hits come out of columns as they went in: sent to another process, or kept by document."""

import pickle
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Place
from lint.engine import Inspected
from lint.finding import Action, Evidence, Hit, Level
from lint.hits import Hits

EVIDENCE = Evidence("near", Place("a", 1, "i"), jaccard=0.9)
NUMBER = st.integers(0, 1 << 31)
LEVELS = st.sampled_from([None, *Level])
HIT = st.builds(
    Hit,
    document=st.integers(0, 5),
    start=NUMBER,
    end=NUMBER,
    rule=st.integers(0, 200),
    action=st.sampled_from(Action),
    text=st.binary(max_size=5),
    level=LEVELS,
    detail=st.text(st.characters(exclude_categories=()), max_size=5),  # halves of pairs, too
    evidence=st.none(),
)
IN_ORDER = st.lists(HIT, max_size=8).map(lambda hits: sorted(hits, key=lambda hit: hit.document))


@given(st.lists(HIT | HIT.map(lambda hit: hit._replace(evidence=EVIDENCE)), max_size=5))
def test_hits_are_the_same_in_another_process(hits):
    sent = pickle.loads(pickle.dumps(Inspected(None, hits))).hits
    assert (len(sent), list(sent), Hits.of(sent)) == (len(hits), hits, sent)
    assert sent[:2] == hits[:2]
    for there, here in zip(sent, hits, strict=True):
        assert [type(part) for part in there] == [type(part) for part in here]


@given(IN_ORDER)
def test_hits_kept_by_document_are_told_again(hits):
    kept = list(Hits.of(hits).by_document(6))
    assert len(kept) == 6
    assert [not part for part in kept] == [n not in {h.document for h in hits} for n in range(6)]
    assert list(Hits.stored(range(6), kept)) == hits
    some = [4, 1]
    told = Hits.stored(some, [kept[document] for document in some])
    assert list(told) == [hit for document in some for hit in hits if hit.document == document]


@given(st.lists(HIT, max_size=8))
def test_columns_are_counted_as_hits_are(hits):
    columns = Hits.of(hits)
    kinds = {(hit.rule, hit.action, hit.level): number for hit, number in columns.kinds()}
    assert kinds == Counter((hit.rule, hit.action, hit.level) for hit in hits)
    documents, numbers = (column.tolist() for column in columns.documents())
    assert documents == sorted(documents)
    assert dict(zip(documents, numbers, strict=True)) == Counter(hit.document for hit in hits)


def test_what_is_sent_has_no_object_for_each_hit():
    hits = [Hit(0, number, number, 1, Action.LINES) for number in range(1000)]
    assert len(pickle.dumps(Hits.of(hits))) < 70 * len(hits)
