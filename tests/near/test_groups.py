from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lint.near.groups import shared_groups

DOCUMENTS = 7
HASHES = np.random.default_rng(1).integers(0, 2**64, 6, dtype=np.uint64)
PAIRS = st.sets(st.tuples(st.integers(0, 5), st.integers(0, DOCUMENTS - 1)))


def by_owner(pairs):
    """Return keys and owners of a column; owners rise."""
    ordered = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    keys = np.array([HASHES[key] for key, _ in ordered], np.uint64)
    return keys, np.array([owner for _, owner in ordered], np.int64)


@given(st.lists(PAIRS, max_size=4), st.sampled_from([1, 2]))
def test_documents_are_grouped_by_the_keys_that_a_dictionary_finds_shared(columns, jobs):
    expected = []
    for pairs in columns:
        owners = defaultdict(set)
        for key, owner in pairs:
            owners[key].add(owner)
        expected += [frozenset(found) for found in owners.values() if len(found) > 1]

    groups = shared_groups(DOCUMENTS, map(by_owner, columns), jobs)

    members = defaultdict(set)
    for document in range(DOCUMENTS):
        own = groups.group[groups.first[document] : groups.first[document + 1]].tolist()
        assert len(own) == len(set(own))
        for group in own:
            members[group].add(document)
    assert sorted(map(sorted, expected)) == sorted(map(sorted, members.values()))
    assert groups.count == len(expected)
    assert sorted(members) == list(range(groups.count))


def test_no_column_makes_no_group():
    groups = shared_groups(3, [])
    assert (groups.first.tolist(), groups.group.tolist(), groups.count) == ([0, 0, 0, 0], [], 0)
