"""Decoding JSON strings, and finding raw positions again."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.kernels.tables import ESCAPED, MISSING, NULL, NUMBER, OTHER, PLAIN


def unescape(kernel, *values):
    """Decode (raw value, kind) pairs that stand one after the other."""
    sizes = [len(raw) for raw, _ in values]
    ends = np.cumsum(sizes, dtype=np.int64)
    raw = np.frombuffer(b"".join(raw for raw, _ in values), np.uint8)
    kinds = np.array([kind for _, kind in values], np.int8)
    return kernel.unescape(raw, ends - np.array(sizes, np.int64), ends, kinds)


def positions(kernel, raw, at):
    return kernel.raw_positions(np.frombuffer(raw, np.uint8), np.array(at, np.int64)).tolist()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (rb"", b""),
        (rb"\"\\\/\b\f\n\r\t", b'"\\/\b\f\n\r\t'),
        (rb"\u0041\u00e9\u1ea1", "Aéạ".encode()),
        (rb"\u0000", b"\0"),
        (rb"\uFFFF\uffff", "\uffff\uffff".encode()),
        (rb"\ud83d\ude42", "🙂".encode()),
        (rb"\uD83D\uDE42x", "🙂x".encode()),
        (rb"\ud83d", "\ufffd".encode()),
        (rb"\ude42", "\ufffd".encode()),
        (rb"\ude42\ud83d", "\ufffd\ufffd".encode()),
        (rb"\ud83d\ud83d\ude42", "\ufffd🙂".encode()),
        (rb"\ud83d\u0041", "\ufffdA".encode()),
        (rb"\ud83d\n", "\ufffd\n".encode()),
        (rb"\\u0041", rb"\u0041"),
        (rb"a\\\\nb", rb"a\\nb"),
        ("tiếng\\nViệt".encode(), "tiếng\nViệt".encode()),
        (b"\xff\\n\xff", b"\xff\n\xff"),
        (b"x\\", b"x\\"),
        (b"x\\q\\u12", b"x\\q\\u12"),
    ],
)
def test_escapes(kernel, raw, expected):
    assert expected == unescape(kernel, (raw, ESCAPED)).bytes_at(0)


def test_each_kind_gives_its_string_and_a_newline(kernel):
    column = unescape(
        kernel,
        (b"", MISSING),
        (b"a\\n", PLAIN),
        (b"a\\n", ESCAPED),
        (b"-1", NUMBER),
        (b"null", NULL),
        (b"[true]", OTHER),
    )
    assert column.buffer.tobytes() == b"\na\\n\na\n\n-1\n\n[true]\n"
    assert list(column) == ["", "a\\n", "a\n", "-1", "", "[true]"]


def test_a_column_of_a_table_will_do(kernel):
    spans = np.array([[0, 1], [2, 3]])
    kinds = np.full((2, 2), PLAIN, np.int8)
    raw = np.frombuffer(b"abcd", np.uint8)
    column = kernel.unescape(raw, spans[:, 1], spans[:, 1] + 1, kinds[:, 1])
    assert list(column) == ["b", "d"]


def test_no_values(kernel):
    column = unescape(kernel)
    assert (len(column), column.buffer.size) == (0, 0)


@pytest.mark.parametrize(
    ("start", "end", "kinds"),
    [([-1], [1], [1]), ([0], [5], [1]), ([2], [1], [1]), ([0], [1], [1, 1]), ([0, 1], [1], [1])],
)
def test_spans_outside_are_refused(kernel, start, end, kinds):
    raw = np.zeros(4, np.uint8)
    with pytest.raises(ValueError, match=r"span|starts"):
        kernel.unescape(raw, np.array(start), np.array(end), np.array(kinds, np.int8))


@pytest.mark.parametrize(
    ("raw", "at", "expected"),
    [
        (rb"", [0], [0]),
        (rb"abc", [0, 1, 3], [0, 1, 3]),
        (rb"abc", [], []),
        (rb"abc", [1, 1, 1], [1, 1, 1]),
        (rb"\n", [0, 1], [0, 2]),
        (rb"a\nb", [0, 1, 2, 3], [0, 1, 3, 4]),
        (rb"\n\n\\n", [0, 1, 2, 3, 4], [0, 2, 4, 6, 7]),
        ("ạ\\nb".encode(), [0, 3, 4, 5], [0, 3, 5, 6]),
        (rb"x\u1ea1y", [1, 4, 5], [1, 7, 8]),
        (rb"x\u1ea1y", [2, 3], [1, 1]),
        (rb"\ud83d\ude42", [0, 1, 2, 3, 4], [0, 0, 0, 0, 12]),
        (rb"\ud83d!", [0, 3, 4], [0, 6, 7]),
    ],
)
def test_raw_positions(kernel, raw, at, expected):
    assert expected == positions(kernel, raw, at)


@pytest.mark.parametrize("at", [[4], [1, 9], [-1], [2, 1]])
def test_positions_outside_or_unsorted_are_refused(kernel, at):
    with pytest.raises(ValueError, match="position"):
        positions(kernel, rb"a\nb", at)


SHORT = dict(zip('"\\/\b\f\n\r\t', '"\\/bfnrt', strict=True))


@st.composite
def written_strings(draw):
    """Return characters with one of the spellings that JSON has for each."""
    text = draw(
        st.text(
            st.sampled_from('"\\/\b\f\n\r\taạ日🙂') | st.characters(exclude_categories=["Cs"]),
            max_size=15,
        )
    )
    return [(char, draw(st.sampled_from(spellings(char)))) for char in text]


def spellings(char):
    units = char.encode("utf-16-be", "surrogatepass").hex()
    escape = "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
    plain = [] if char in '"\\' or char < " " else [char]
    return [
        escape,
        escape.upper().replace("\\U", "\\u"),
        *plain,
        *(["\\" + SHORT[char]] if char in SHORT else []),
    ]


@given(pieces=written_strings())
def test_every_character_is_decoded_and_found_again(kernel, pieces):
    raw, decoded, raw_at, decoded_at = b"", b"", [0], [0]
    for char, spelling in pieces:
        raw += spelling.encode()
        decoded += char.encode()
        raw_at.append(len(raw))
        decoded_at.append(len(decoded))
    assert decoded == unescape(kernel, (raw, ESCAPED)).bytes_at(0)
    assert json.loads(b'"' + raw + b'"').encode() == decoded
    assert raw_at == positions(kernel, raw, decoded_at)
