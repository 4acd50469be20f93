"""How often a byte stands in a text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.kernels import _fast, plain

both = pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
PARTS = st.sampled_from([b"\n", b"a", b"\xff", b"\n" * 127, b"\n" * 256, b"a" * 63, b"\0" * 128])


@both
@given(parts=st.lists(PARTS, max_size=6), byte=st.sampled_from(b"\na\xff\0"), cut=st.integers(0, 9))
def test_every_such_byte_is_counted_and_none_outside(kernel, parts, byte, cut):
    data = b"".join(parts)
    text = np.frombuffer(data, np.uint8)[cut : len(data) - cut]
    assert kernel.count_byte(text, byte) == text.tobytes().count(byte)
