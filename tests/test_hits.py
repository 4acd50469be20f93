"""Hits come out of columns as they went in: joined, sorted, or sent to another process."""

import pickle
from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Place
from lint.finding import Action, Evidence, Hit, Level, Severity
from lint.hits import Hits, Texts
from lint.inspected import Inspected
from lint.rule import Rule

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
WITH_EVIDENCE = HIT | HIT.map(lambda hit: hit._replace(evidence=EVIDENCE))
RULE = Rule("AAA001", "a", "c", Severity.INFO, Level.UNSAFE, "", "", "-")
RULES = [replace(RULE, fix=level) for level in Level] * 100


@given(st.lists(WITH_EVIDENCE, max_size=5))
def test_hits_are_the_same_in_another_process(hits):
    sent = pickle.loads(pickle.dumps(Inspected(None, hits))).hits
    assert (len(sent), list(sent), Hits.of(sent)) == (len(hits), hits, sent)
    assert sent[:2] == hits[:2]
    for there, here in zip(sent, hits, strict=True):
        assert [type(part) for part in there] == [type(part) for part in here]


@given(st.lists(st.lists(WITH_EVIDENCE, max_size=4), max_size=4))
def test_parts_are_joined_and_put_in_order(parts):
    hits = [hit for part in parts for hit in part]
    joined = Hits.joined(map(Hits.of, parts))
    assert list(joined) == hits
    assert list(joined.in_order()) == sorted(hits, key=lambda hit: hit[:4])
    assert list(joined.only(np.arange(len(hits))[::-2])) == hits[::-2]
    numbers = np.arange(6)[::-1]
    moved = [hit._replace(document=5 - hit.document) for hit in hits]
    assert list(joined.renumbered(numbers)) == moved


def test_hits_of_one_kind_are_made_at_once():
    places = np.array([0, 2]), np.array([1, 0]), np.array([4, 0])
    for texts, said in (
        (Texts(), [b"", b""]),
        (Texts.same(b"ab"), [b"ab", b"ab"]),
        (Texts.of([b"c", b"de"]), [b"c", b"de"]),
    ):
        assert list(Hits.alike(7, Action.REPLACE, places, texts)) == [
            Hit(0, 1, 4, 7, Action.REPLACE, said[0]),
            Hit(2, 0, 0, 7, Action.REPLACE, said[1]),
        ]


@given(st.lists(HIT, max_size=8))
def test_columns_are_counted_as_hits_are(hits):
    columns = Hits.of(hits)
    kinds = {(rule, level): number for rule, level, number in columns.kinds(RULES)}
    levels = [RULES[hit.rule].level_of(hit) for hit in hits]
    assert columns.levels(RULES).tolist() == levels
    assert kinds == Counter((hit.rule, level) for hit, level in zip(hits, levels, strict=True))
    documents, numbers = (column.tolist() for column in columns.in_order().by_document())
    assert documents == sorted(documents)
    assert dict(zip(documents, numbers, strict=True)) == Counter(hit.document for hit in hits)


def test_what_is_sent_has_no_object_for_each_hit():
    hits = [Hit(0, number, number, 1, Action.LINES) for number in range(1000)]
    assert len(pickle.dumps(Hits.of(hits))) < 85 * len(hits)
