"""The compiled kernels and the plain ones return the same arrays."""

import dataclasses
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.batch import Strings
from lint.kernels.tables import ESCAPED

PIECES = st.sampled_from(
    [
        *"aáạoòàoàuýyYĐơ ưộ\n\r\t .,!?…(（[”\"'»0٣²",
        *(
            "aB",
            "ơĐ",
            "abcdefgH",
            "\r\n",
            "www.",
            "WWW",
            "://",
            "\u0301",
            "\u0323",
            "\u0302",
            "\u031b",
            "\u0345",
            "\u200b",
        ),
        *(
            "日",
            "が",
            "か\u3099",
            "ก",
            "ั",
            "한",
            "각",
            "ß",
            "ﬃ",
            "ΐ",
            "İ",
            "ŉ",
            "हि",
            "\u0344",
            "≠",
        ),
        *("🙂", "\ue000", "\u115f", "\U000e0101", "\ufffd", "\x00", "\x1c", "\u3000", "豈"),
    ]
)
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)
BYTES = st.binary(max_size=40) | st.lists(
    st.sampled_from(b"a \n\r\xc3\xa1\xe1\xba\xf0\x9f\x99\x82\xed\xa0\x80\xf4\x90\xcc\x81"),
    max_size=24,
).map(bytes)
JSON = st.lists(
    st.sampled_from(
        [*'{}[]",:\\/u0019.-+eE\t\r\n ', "\\u", "d83d", "de42", '{"a":', '"a"', "null"]
    ),
    max_size=24,
).map("".join)


def assert_same(one, other):
    """Compare two records of arrays: values, dtypes, shapes and layout."""
    for field in dataclasses.fields(one):
        first, second = getattr(one, field.name), getattr(other, field.name)
        assert first.dtype == second.dtype, field.name
        assert first.flags.c_contiguous, field.name
        assert second.flags.c_contiguous, field.name
        assert first.shape == second.shape, field.name
        assert first.tolist() == second.tolist(), field.name


@settings(max_examples=400)
@given(documents=st.lists(TEXTS | BYTES, max_size=4))
def test_lines(twins, documents):
    text = Strings.of(documents)
    assert_same(*(twin.scan_lines(text.buffer, text.starts, text.ends) for twin in twins))


@settings(max_examples=400)
@given(documents=st.lists(TEXTS | BYTES, max_size=4))
def test_tokens_are_those_of_the_lines(twins, documents):
    text = Strings.of(documents)
    lines = twins[0].scan_lines(text.buffer, text.starts, text.ends)
    expected = [lines.tokens.tolist(), lines.first_token[lines.first_line].tolist()]
    for twin in twins:
        found = twin.scan_tokens(text.buffer, text.starts, text.ends)
        assert [array.tolist() for array in found] == expected
        assert [array.dtype for array in found] == [np.uint64, np.int64]


@settings(max_examples=300)
@given(raw=st.lists(JSON | BYTES, max_size=4))
def test_records(twins, raw):
    data = Strings.of(raw).buffer
    keys = [b"a", b"d83d", b""]
    assert_same(*(twin.scan_records(data, keys) for twin in twins))


@given(raw=JSON | BYTES, share=st.lists(st.floats(0, 1), max_size=6))
def test_strings(twins, raw, share):
    buffer = Strings.of([raw]).buffer[:-1]
    span = (np.array([0]), np.array([buffer.size]), np.array([ESCAPED], np.int8))
    one, other = (twin.unescape(buffer, *span) for twin in twins)
    assert_same(one, other)
    at = np.array(sorted(int(s * one.ends[0]) for s in share), np.int64)
    assert len({tuple(twin.raw_positions(buffer, at).tolist()) for twin in twins}) == 1


@given(text=TEXTS | BYTES)
def test_turning(twins, text):
    data = Strings.of([text]).buffer
    one, other = (twin.turn_utf8(data) for twin in twins)
    assert one.tobytes() == other.tobytes()


@given(tokens=st.lists(st.integers(1, 2**64 - 1), max_size=30), size=st.integers(1, 7))
def test_shingles(twins, tokens, size):
    bounds = np.array([0, len(tokens) // 3, len(tokens) // 2, len(tokens)])
    one, other = (twin.shingles(np.array(tokens, np.uint64), bounds, size) for twin in twins)
    assert [array.tolist() for array in one] == [array.tolist() for array in other]


def test_long_text(twins):
    """More than any cache or block holds, with a word too long to be cached."""
    line = "Hoà bình ở 東京 — «khỏe» e\u0301" + "x" * 99 + "ก" * 99 + " www.a.vn.\r\n"
    text = Strings.of([line * 500, "", line.encode()[7:] * 3])
    assert_same(*(twin.scan_lines(text.buffer, text.starts, text.ends) for twin in twins))
    one, other = (twin.scan_tokens(text.buffer, text.starts, text.ends) for twin in twins)
    assert [array.tolist() for array in one] == [array.tolist() for array in other]


@pytest.mark.parametrize(("value", "plain"), [("1", True), ("0", False), ("", False)])
def test_the_environment_chooses_the_twin(twins, value, plain):
    code = "from lint import kernels; print(kernels.COMPILED, kernels.scan_lines.__module__)"
    run = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", code],
        env={**os.environ, "DELINT_PLAIN": value, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    module = "lint.kernels.plain_text" if plain else "lint.kernels._fast"
    assert ([str(not plain), module], "") == (run.stdout.split(), run.stderr)
