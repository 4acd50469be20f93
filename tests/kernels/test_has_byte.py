"""Which spans have one of some bytes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.kernels import _fast, plain

both = pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
BYTES = st.binary(max_size=24) | st.integers(0, 200).map(lambda size: b"a" * size)
TEXTS = st.lists(BYTES | st.sampled_from([b"(", b"\xe2"]), max_size=5).map(b"".join)
RANGES = st.lists(
    st.tuples(st.integers(0, 255), st.integers(0, 255)).map(sorted), min_size=1, max_size=3
)


def found(kernel, lines, ranges):
    ends = np.cumsum([len(line) for line in lines], dtype=np.int64)
    starts = (ends - [len(line) for line in lines]).astype(np.int64)
    text = np.frombuffer(b"".join(lines), np.uint8)
    return kernel.has_byte(text, starts, ends, np.array(ranges, np.uint8)).tolist()


@both
@given(lines=st.lists(TEXTS, max_size=6), ranges=RANGES)
def test_a_span_has_a_byte_of_a_range_or_not(kernel, lines, ranges):
    wanted = {byte for low, high in ranges for byte in range(low, high + 1)}
    assert found(kernel, lines, ranges) == [not wanted.isdisjoint(line) for line in lines]


@both
@pytest.mark.parametrize("size", [1, 15, 16, 17, 63, 64, 65, 79, 80, 81, 150])
def test_every_byte_of_a_span_is_looked_at_and_none_outside(kernel, size):
    for at in range(size):
        line = bytearray(size)
        line[at] = 0xFF
        assert found(kernel, [b"\xff", line, b"\xff"], [(0xF0, 0xFF)]) == [True, True, True]
    assert found(kernel, [b"\xff", bytes(size), b"\xff"], [(0xF0, 0xFF)]) == [True, False, True]


@both
def test_spans_outside_the_text_and_turned_ranges_are_refused(kernel):
    text, start = np.zeros(3, np.uint8), np.array([0])
    with pytest.raises(ValueError, match="outside"):
        kernel.has_byte(text, start, np.array([4]), np.array([[0, 1]], np.uint8))
    with pytest.raises(ValueError, match="pairs"):
        kernel.has_byte(text, start, np.array([3]), np.array([[2, 1]], np.uint8))
    with pytest.raises(ValueError, match="pairs"):
        kernel.has_byte(text, start, np.array([3]), np.array([[0, 1, 2]], np.uint8))
