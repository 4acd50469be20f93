"""Steps on arrays, against NumPy's own."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lint.arrays import among, distinct, without


@given(st.lists(st.integers(0, 20)))
def test_distinct_values_are_those_of_unique(values):
    column = np.array(values, np.int64)
    assert np.unique(column).tolist() == distinct(column).tolist()


def test_distinct_takes_any_shape():
    assert distinct(np.array([[3, 1], [2, 3]])).tolist() == [1, 2, 3]


@given(st.lists(st.integers(0, 20)), st.lists(st.integers(0, 20)))
def test_values_without_others_keep_their_order(values, others):
    left = without(np.array(values, np.int64), np.array(others, np.int64))
    assert [value for value in values if value not in others] == left.tolist()


@given(st.lists(st.integers(0, 20)), st.lists(st.integers(0, 20)))
def test_values_among_others_are_those_of_isin(values, others):
    columns = np.array(values, np.int64), np.array(others, np.int64)
    assert among(*columns).tolist() == np.isin(*columns).tolist()
