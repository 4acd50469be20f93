import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lint.near.columns import Column
from lint.near.tables import MOST_OF_A_KEY, in_order, meetings, ranked

KEYS = st.lists(st.sampled_from([0, 1, 2, 3, 2**63, 2**64 - 1]), max_size=30)


@given(KEYS)
def test_the_order_is_that_of_a_stable_sort(keys):
    expected = sorted(range(len(keys)), key=keys.__getitem__)
    assert expected == ranked(np.array(keys, np.uint64)).tolist()


@given(KEYS, KEYS)
def test_all_equal_pairs_meet(keys, wanted):
    keys = sorted(keys)
    expected = [(i, j) for i, w in enumerate(wanted) for j, key in enumerate(keys) if w == key]
    row, at = meetings(np.array(keys, np.uint64), np.array(wanted, np.uint64))
    assert expected == sorted(zip(row.tolist(), at.tolist(), strict=True))


def test_of_a_common_key_the_first_ones_are_taken():
    keys = np.array([1] * 10 + [2] * 500 + [3], np.uint64)
    row, at = meetings(keys, np.array([2, 3], np.uint64))
    assert at[row == 0].tolist() == list(range(10, 10 + MOST_OF_A_KEY))
    assert at[row == 1].tolist() == [510]


def test_documents_stand_beside_their_keys():
    documents = Column(np.dtype("<u4"))
    parts = [
        (np.array([9, 5, 9], np.uint64), None),
        (np.array([8, 7], np.uint64), np.array([40, 30])),
        (np.array([], np.uint64), None),
    ]
    assert [keys.tolist() for keys in in_order(parts, documents)] == [[5, 9, 9], [7, 8], []]
    assert documents.array().tolist() == [1, 0, 2, 30, 40]
