"""What is known of patterns is the same from the cache as worked out."""

import numpy as np
import pytest

from lint.cache import Cache
from lint.kernels import prefixing
from lint.patterns import Mode, Pattern
from lint.patterns.told import told_of

PATTERNS = [
    Pattern("Read more", Mode.LINE, "here"),
    Pattern(r"\([^)]*\)", Mode.SEARCH, "here"),
    Pattern("[a-z]+ing", Mode.SEARCH, "here"),
]


@pytest.mark.parametrize("patterns", [PATTERNS, PATTERNS[2:], []])
def test_the_cache_tells_what_was_worked_out(tmp_path, patterns):
    cache = Cache(tmp_path)

    first, again = told_of(patterns, cache), told_of(patterns, cache)

    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one, other)
    assert len(list(tmp_path.iterdir())) == 1


def test_prefixes_and_needed_bytes_are_told_by_pattern():
    told = told_of(PATTERNS, Cache(None))

    assert told.is_tied.tolist() == [True, False, False]
    assert [bytes(np.flatnonzero(own).astype(np.uint8)) for own in told.needed] == [b"", b"(", b""]
    slots = prefixing.slots_of(b"readmore")[-1]
    assert np.flatnonzero(told.table).tolist() == sorted(slots)
