"""Fingerprints tell strings apart by every bit, by their length, and by the key."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Strings

KEY = (3, 1 << 63)
STRINGS = st.lists(st.binary(max_size=40), max_size=6)
KEYS = st.tuples(*[st.integers(0, 2**64 - 1)] * 2)


def fingerprints(kernel, strings, key=KEY):
    column = Strings.of(strings)
    keys = np.tile(np.array(key, np.uint64), (len(strings), 1))
    found = kernel.fingerprints(column.buffer, column.starts, column.ends, keys)
    assert (found.dtype, found.shape) == (np.uint64, (len(strings), 2))
    return [tuple(row) for row in found.tolist()]


@given(strings=STRINGS, key=KEYS)
def test_twins_agree(twins, strings, key):
    fast, plain = (fingerprints(twin, strings, key) for twin in twins)
    assert fast == plain


@given(strings=STRINGS)
def test_equal_strings_alone_are_equal(kernel, strings):
    found = fingerprints(kernel, strings)
    assert len(set(found)) == len(set(strings))
    assert dict(zip(strings, found, strict=True)).items() == set(zip(strings, found, strict=True))


def test_every_bit_counts_wherever_it_stands(kernel):
    string = bytes(range(19))
    number = int.from_bytes(string, "big")
    others = [(number ^ 1 << bit).to_bytes(19, "big") for bit in range(8 * 19)]
    found = fingerprints(kernel, [string, *others])
    for half in zip(*found, strict=True):
        assert len(set(half)) == len(found)


def test_length_order_and_key_count(kernel):
    strings = [bytes(size) for size in range(30)]
    strings += [b"one word" + b"two word", b"two word" + b"one word"]
    found = [row for key in (KEY, (3, 1), (4, 1)) for row in fingerprints(kernel, strings, key)]
    assert len(set(found)) == 3 * len(strings)


def test_each_string_has_its_own_key(kernel):
    column = Strings.of([b"a", b"a"])
    keys = np.array([[1, 2], [3, 4]], np.uint64)
    one, other = kernel.fingerprints(column.buffer, column.starts, column.ends, keys).tolist()
    assert [one, other] == [[*fingerprints(kernel, [b"a"], key)[0]] for key in keys.tolist()]


def test_what_does_not_fit_together_is_refused(kernel):
    column = Strings.of([b"a", b"b"])
    keys = np.zeros((2, 2), np.uint64)
    with pytest.raises(ValueError, match="reaches outside"):
        kernel.fingerprints(column.buffer, column.starts, column.ends + 9, keys)
    with pytest.raises(ValueError, match="2 strings do not pair with keys"):
        kernel.fingerprints(column.buffer, column.starts, column.ends, keys[:1])
