"""Hits that were kept by document are told again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Action, Hit, Level
from lint.hits import Hits
from lint.kept import Kept

NUMBER = st.integers(0, 1 << 31)
HIT = st.builds(
    Hit,
    document=st.integers(0, 5),
    start=NUMBER,
    end=NUMBER,
    rule=st.integers(0, 200),
    action=st.sampled_from(Action),
    text=st.binary(max_size=5),
    level=st.sampled_from([None, *Level]),
    detail=st.text(st.characters(exclude_categories=()), max_size=5),  # halves of pairs, too
    evidence=st.none(),
)
IN_ORDER = st.lists(HIT, max_size=8).map(lambda hits: sorted(hits, key=lambda hit: hit.document))
FINGERPRINTS = np.array([[7, 1], [3, 2], [9, 3], [0, 4], [1 << 63, 5], [8, 6]], np.uint64)
EVERY = np.arange(len(FINGERPRINTS))
SOME = [4, 1, 5]


def six(hits):
    return Kept.of(FINGERPRINTS, Hits.of(hits))


def told(kept):
    return list(kept.told(np.arange(len(kept.counts))))


@given(IN_ORDER)
def test_hits_kept_by_document_are_told_again(hits):
    kept = six(hits)
    assert list(kept.told(EVERY)) == hits
    assert kept.counts.tolist() == [sum(hit.document == n for hit in hits) for n in EVERY]
    some = kept.only(np.array(SOME))
    own = [hit for document in SOME for hit in hits if hit.document == document]
    assert list(some.told(np.array(SOME))) == own
    assert some.fingerprints.tolist() == FINGERPRINTS[SOME].tolist()


@given(IN_ORDER)
def test_only_what_was_packed_is_unpacked(hits):
    data = six(hits).packed()
    again = Kept.unpacked(data)
    assert (told(again), again.fingerprints.tolist()) == (hits, FINGERPRINTS.tolist())
    for other in (data[:-1], data + b"\n", data[1:], data[:9], bytes(8) + data[8:], data[::-1]):
        assert not len(Kept.unpacked(other).counts)
    assert not len(Kept.unpacked(b"\xff" * len(data)).counts)


@given(IN_ORDER, st.permutations(range(6)))
def test_parts_that_are_joined_tell_the_same_as_the_whole(hits, order):
    kept = six(hits)
    one, other = kept.only(np.array(order[:4])), kept.only(np.array(order[4:]))
    whole = Kept.joined([one, Kept.none(), other])
    assert told(whole) == told(kept.only(np.array(order)))
    assert whole.packed() == kept.only(np.array(order)).packed()


def test_documents_are_found_by_both_words_of_their_fingerprints():
    wanted = [*FINGERPRINTS[[4, 0, 3]].tolist(), [7, 2], [6, 1], [10, 0], [(1 << 64) - 1, 5]]
    found = six([]).found(np.array(wanted, np.uint64))
    assert found.tolist() == [4, 0, 3, -1, -1, -1, -1]
    assert six([]).found(np.empty((0, 2), np.uint64)).tolist() == []
    assert Kept.none().found(FINGERPRINTS).tolist() == [-1] * len(FINGERPRINTS)


@given(IN_ORDER, st.integers(0, 500))
def test_the_first_documents_that_fit_are_kept_once(hits, most):
    kept = six(hits)
    within = Kept.joined([kept, kept.only(np.array(SOME)), kept]).within(most)
    most = max(most, len(Kept.none().packed()))
    number = len(within.counts)
    assert within.packed() == kept.only(EVERY[:number]).packed()
    assert len(within.packed()) <= most
    assert number == len(EVERY) or len(kept.only(EVERY[: number + 1]).packed()) > most
    assert not len(Kept.none().within(most).counts)


@pytest.mark.parametrize("hits", [[], [Hit(1, 2, 3, 4, Action.DROP, b"text", None, "detail")]])
def test_the_size_is_that_of_all_columns(hits):
    assert six(hits).size_bytes == len(six(hits).packed()) - len(Kept.none().packed())
