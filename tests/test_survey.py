"""Counts of a corpus: the same however it is cut, merged or spilled to disk."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.survey import Census, Facts, count_keys, merge

TOP = 2**64 - 1
KEYS = st.lists(st.sampled_from([0, 1, 2, 3, 2**58 - 1, 2**58, 2**63, TOP - 1, TOP]), max_size=20)
PARTS = st.tuples(KEYS, st.dictionaries(st.sampled_from("abc"), st.integers(1, 9)))


def facts(part):
    keys, totals = part
    return Facts(*count_keys(np.array(keys, np.uint64)), Counter(totals))


def plain(facts):
    return facts.keys.tolist(), facts.counts.tolist(), facts.totals


@given(KEYS)
def test_keys_are_counted_in_order(keys):
    distinct, counts = count_keys(np.array(keys, np.uint64))
    assert sorted(Counter(keys).items()) == list(
        zip(distinct.tolist(), counts.tolist(), strict=True)
    )


@given(PARTS, PARTS)
def test_merging_is_commutative_and_counts_both(one, other):
    merged = merge(facts(one), facts(other))
    assert plain(merged) == plain(merge(facts(other), facts(one)))
    counted = Counter(one[0]) + Counter(other[0])
    assert sorted(counted.items()) == list(
        zip(merged.keys.tolist(), merged.counts.tolist(), strict=True)
    )
    assert merged.totals == Counter(one[1]) + Counter(other[1])


@given(PARTS, PARTS, PARTS)
def test_merging_is_associative(one, two, three):
    first, second, third = facts(one), facts(two), facts(three)
    left = merge(merge(first, second), third)
    assert plain(left) == plain(merge(first, merge(second, third)))


@given(st.lists(PARTS, max_size=12), st.integers(0, 30), st.integers(1, 4))
def test_a_census_that_goes_to_disk_counts_as_a_dictionary_does(parts, spill_keys, least):
    census = Census(spill_keys=spill_keys)
    counts, totals = Counter(), Counter()
    for part in parts:
        census.add(facts(part))
        counts.update(part[0])
        totals.update(part[1])
    found = census.frequent(least)
    expected = sorted((key, count) for key, count in counts.items() if count >= least)
    assert expected == list(zip(found.keys.tolist(), found.counts.tolist(), strict=True))
    assert found.totals == totals


@pytest.mark.parametrize("spill_keys", [0, 1000, 10**9])
def test_many_keys_in_every_range(spill_keys):
    rng = np.random.default_rng(2)
    keys = rng.integers(0, TOP, 20000, dtype=np.uint64, endpoint=True)
    census = Census(spill_keys=spill_keys)
    for part in np.array_split(np.concatenate([keys, keys[:500], keys[:100]]), 13):
        census.add(Facts(*count_keys(part), Counter()))
    assert sorted(keys[:500].tolist()) == census.frequent(2).keys.tolist()


def test_facts_given_in_are_not_changed():
    given_in = facts(([1, 1], {"a": 2}))
    census = Census(spill_keys=0)
    census.add(given_in)
    census.add(given_in)
    assert plain(given_in) == ([1], [2], Counter(a=2))
    assert plain(census.frequent(1)) == ([1], [4], Counter(a=4))


def test_nothing_is_counted_of_nothing():
    assert plain(Census().frequent(1)) == ([], [], Counter())
