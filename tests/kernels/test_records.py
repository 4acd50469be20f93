"""JSONL records, with `json.loads` as the oracle."""

import json
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.kernels.tables import ERRORS, ESCAPED, MISSING, NULL, NUMBER, OTHER, PLAIN

KEYS = ["text", "a", 'q"\u00e9']


def scan(kernel, raw, keys=KEYS):
    return kernel.scan_records(np.frombuffer(raw, np.uint8), [key.encode() for key in keys])


def value(kernel, raw, records, row, column):
    """Return a value as Python sees it."""
    kind = records.kind[row, column]
    start, end = records.value_start[row, column], records.value_end[row, column]
    if kind in (PLAIN, ESCAPED):
        spans = (records.value_start[:, column], records.value_end[:, column])
        column = kernel.unescape(np.frombuffer(raw, np.uint8), *spans, records.kind[:, column])
        return column[row]
    return json.loads(raw[start:end])


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        ("", MISSING, ""),
        ('"text":"abc"', PLAIN, "abc"),
        ('"text":""', PLAIN, ""),
        (' "text"\t: "tiếng Việt" ', PLAIN, "tiếng Việt"),
        ('"text":"a\\nb"', ESCAPED, "a\\nb"),
        ('"text":"\\""', ESCAPED, '\\"'),
        ('"text":"\\\\"', ESCAPED, "\\\\"),
        ('"text":-1.5e+3 ', NUMBER, "-1.5e+3"),
        ('"text":0', NUMBER, "0"),
        ('"text":NaN', NUMBER, "NaN"),
        ('"text":-Infinity', NUMBER, "-Infinity"),
        ('"text": null ', NULL, "null"),
        ('"text":true', OTHER, "true"),
        ('"text":[1,{"text":"x"},[]] ', OTHER, '[1,{"text":"x"},[]]'),
        ('"text":{"a":{}}', OTHER, '{"a":{}}'),
        ('"b":{"text":"x"}', MISSING, ""),
        ('"text":1,"text":"last"', PLAIN, "last"),
        ('"text":"last","text":null', NULL, "null"),
        ('"te\\u0078t":"x"', PLAIN, "x"),
        ('"\\u0074\\u0065\\u0078\\u0074":"x"', PLAIN, "x"),
        ('"\\u0074\\u0065\\u0078\\u0074\\u0074":"x"', MISSING, ""),
        ('"text\\u0000":"x"', MISSING, ""),
        ('"tex":"x","textt":"y","Text":"z"', MISSING, ""),
    ],
)
def test_values(kernel, text, kind, span):
    raw = f"{{{text}}}".encode()
    records = scan(kernel, raw)
    found = raw[records.value_start[0, 0] : records.value_end[0, 0]].decode()
    assert (0, -1, kind, span) == (
        records.status[0],
        records.error_at[0],
        records.kind[0, 0],
        found,
    )


@pytest.mark.parametrize("size", range(40))
def test_a_string_ends_at_its_quote_wherever_that_stands(kernel, size):
    plain = ("!#[] ~\u0080ếÿ\x7f" * 10).encode()[:size]
    for other, status, kind in (
        (b"", 0, PLAIN),
        (b'\\"', 0, ESCAPED),
        (b"\x1f", 8, MISSING),
        (b"\0", 8, MISSING),
    ):
        raw = b'{"text":"%b%b%b","a":1}' % (plain, other, plain)
        records = scan(kernel, raw)
        assert (status, kind) == (records.status[0], records.kind[0, 0])
        assert records.error_at[0] == (9 + size if status else -1)
        if not status:
            found = raw[records.value_start[0, 0] : records.value_end[0, 0]]
            assert plain + other + plain == found


@pytest.mark.parametrize(
    ("line", "code", "at"),
    [
        ("[]", 1, 0),
        ('"x"', 1, 0),
        (" x", 1, 1),
        ("{a:1}", 2, 1),
        ('{"a":1,}', 2, 7),
        ("{,}", 2, 1),
        ('{"a" 1}', 3, 5),
        ('{"a":}', 4, 5),
        ('{"a":nul}', 4, 5),
        ('{"a":tru', 4, 5),
        ('{"a":[,]}', 4, 6),
        ('{"a":[1,]}', 4, 8),
        ('{"a":+1}', 4, 5),
        ('{"a":1 "b":2}', 5, 7),
        ('{"a":01}', 5, 6),
        ('{"a":[1}}', 5, 7),
        ('{"a":{"b":1]}', 5, 11),
        ('{"a":[}', 4, 6),
        ('{"a":{]', 2, 6),
        ('{"a":"b', 6, 7),
        ('{"a', 6, 3),
        ('{"a":"\\', 7, 6),
        ('{"a":"\\x"}', 7, 6),
        ('{"a":"\\u12g4"}', 7, 6),
        ('{"a":"\\u12"}', 7, 6),
        ('{"a":"x\ty"}', 8, 7),
        ('{"a\x00":1}', 8, 3),
        ('{"a":-}', 9, 6),
        ('{"a":1.}', 9, 7),
        ('{"a":1e}', 9, 7),
        ('{"a":1e+', 9, 8),
        ('{"a":-', 9, 6),
        ("{} x", 11, 3),
        ("{}{}", 11, 2),
        ("{", 12, 1),
        ('{"a"', 12, 4),
        ('{"a":', 12, 5),
        ('{"a":1', 12, 6),
        ('{"a":1,', 12, 7),
        ('{"a":[', 12, 6),
        ('{"a":[1', 12, 7),
        ('{"a":{"b":', 12, 10),
    ],
)
def test_a_broken_line_says_why_and_where(kernel, line, code, at):
    raw = b'{"a":"before"}\n' + line.encode() + b'\n{"a":"after"}'
    records = scan(kernel, raw)
    assert [(0, -1), (code, 15 + at), (0, -1)] == list(
        zip(records.status, records.error_at, strict=True)
    )
    assert records.kind[1].tolist() == [MISSING] * 3
    assert not records.value_start[1].any()
    assert not records.value_end[1].any()
    assert records.kind[2, 1] == PLAIN


def test_every_error_has_its_message():
    assert list(range(13)) == list(ERRORS)


@pytest.mark.parametrize(("depth", "code"), [(511, 0), (512, 10), (100_000, 10)])
def test_depth_is_bounded(kernel, depth, code):
    arrays = b'{"a":' + b"[" * depth + b"]" * depth + b"}"
    objects = b'{"a":' + b'{"b":' * (depth - 1) + b"{}" + b"}" * depth
    assert [code, code] == scan(kernel, arrays + b"\n" + objects).status.tolist()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", []),
        (b"\n \n\t\r\n", []),
        (b"{}", [(1, 0, 2)]),
        (b"{}\n", [(1, 0, 2)]),
        (b"{}\r\n{}\r\n", [(1, 0, 2), (2, 4, 6)]),
        (b"\n\n {} \n\n{}", [(3, 2, 6), (5, 8, 10)]),
        (b"{}\r", [(1, 0, 3)]),
        (b"\xef\xbb\xbf{}\n{}", [(1, 3, 5), (2, 6, 8)]),
        (b"\xef\xbb\xbf", []),
    ],
)
def test_lines(kernel, raw, expected):
    records = scan(kernel, raw)
    assert expected == list(zip(records.line, records.line_start, records.line_end, strict=True))
    assert [0] * len(expected) == records.status.tolist()


def test_a_byte_order_mark_is_none_of_a_later_line(kernel):
    assert scan(kernel, b"{}\n\xef\xbb\xbf{}").status.tolist() == [0, 1]


def test_bytes_that_are_no_utf8_pass(kernel):
    raw = b'{"a":"\xff\xe1","\xff":"x"}'
    records = scan(kernel, raw)
    assert (records.status[0], records.kind[0, 1]) == (0, PLAIN)


@pytest.mark.parametrize("keys", [[], ["a", "a"], [""]])
def test_any_keys(kernel, keys):
    records = scan(kernel, b'{"a":1,"":2}\n{}', keys)
    assert (2, len(keys)) == records.kind.shape
    assert [NUMBER] * len(keys) == records.kind[0].tolist()
    assert [MISSING] * len(keys) == records.kind[1].tolist()


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(max_size=12),
    st.text(st.characters(), max_size=8),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from([*KEYS, "b"]) | st.text(max_size=4), inner, max_size=4),
    ),
    max_leaves=8,
)
PAIRS = st.lists(st.tuples(st.sampled_from([*KEYS, "b", "tex"]), VALUES), max_size=5)
SPACES = st.sampled_from(["", " ", "\t", "\r", "  "])


@st.composite
def json_lines(draw):
    """Write an object, its names perhaps doubled, its characters perhaps escaped."""
    ascii_only = draw(st.booleans())
    gap = draw(SPACES)

    def write(item):
        return json.dumps(item, ensure_ascii=ascii_only, separators=("," + gap, gap + ":"))

    pairs = [f"{write_name(draw, name)}{gap}:{gap}{write(item)}" for name, item in draw(PAIRS)]
    line = f"{gap}{{{gap}{f'{gap},{gap}'.join(pairs)}{gap}}}{gap}"
    return line.encode("utf-8", "replace").decode()


def write_name(draw, name):
    escaped = (f"\\u{ord(c):04x}" if draw(st.booleans()) else json.dumps(c)[1:-1] for c in name)
    return f'"{"".join(escaped)}"'


MUTATIONS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 3),
        st.sampled_from([*'"\\{}[],:0-+.eEutfnN \t\r\x00\x1f\x7fx', "\\u", "\\ud83d", "null", "é"]),
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def broken_lines(draw):
    """Cut something out of a line, put something else there; it may still be right."""
    line = draw(json_lines())
    for where, removed, inserted in draw(MUTATIONS):
        at = int(where * len(line))
        line = line[:at] + inserted + line[at + removed :]
    return line


def expected(line):
    """Return the object of `line`, None if it is none."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def without_lone_surrogates(text):
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def agree(kernel, line):
    raw = line.encode()
    records = scan(kernel, raw)
    if not line.strip(" \t\r"):
        assert len(records.line) == 0
        return
    found = expected(line)
    assert (found is not None) == (records.status[0] == 0)
    for column, key in enumerate(KEYS):
        if found is None or key not in found:
            assert records.kind[0, column] == MISSING
            continue
        want = found[key]
        want = without_lone_surrogates(want) if isinstance(want, str) else want
        assert repr(want) == repr(value(kernel, raw, records, 0, column))


@given(line=json_lines())
def test_right_json_is_read_as_python_reads_it(kernel, line):
    assert expected(line) is not None
    agree(kernel, line)


@given(line=broken_lines())
def test_broken_json_is_refused_as_python_refuses_it(kernel, line):
    agree(kernel, line)


@given(line=st.text('"\\{}[],:01-+.eEtrufalsnN \t', max_size=14).map("{{{}".format))
def test_noise_is_refused_as_python_refuses_it(kernel, line):
    agree(kernel, line)
