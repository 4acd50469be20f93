"""How a line begins, and whether a prefix of a table begins it."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.kernels import _fast, plain
from lint.kernels.prefixing import SLOT_BITS, table_of

both = pytest.mark.parametrize("kernel", [plain, _fast], ids=["plain", "fast"])
LINES = st.lists(
    st.sampled_from(
        [
            "a",
            "Z",
            "7",
            " ",
            "-",
            "\0",
            "\x7f",
            "\xa0",
            "Đ",
            "\u2013",
            "\u3000",
            "日",
            "\ufeff",
            "🙂",
        ]
    ),
    max_size=12,
).map(lambda parts: "".join(parts).encode())
BYTES = st.binary(max_size=16) | st.lists(
    st.sampled_from([b"a", b" ", b"\xc2", b"\xe2", b"\xe3", b"\x80", b"\xef", b"\xcc"]), max_size=12
).map(b"".join)


def spans_of(lines):
    ends = np.cumsum([len(line) for line in lines], dtype=np.int64)
    starts = ends - [len(line) for line in lines]
    return np.frombuffer(b"".join(lines), np.uint8), starts.astype(np.int64), ends


def prefixes(kernel, lines):
    return [
        value.to_bytes(8, "little").rstrip(b"\0")
        for value in kernel.prefixes(*spans_of(lines)).tolist()
    ]


@both
@pytest.mark.parametrize(
    ("line", "prefix"),
    [
        ("", b""),
        (" \t-…「", b""),
        ("* “Xem thêm: 12 tin", "xemthê".encode() + b"m"),
        ("25/11: a", b"0000a"),
        ("ĐỌC", "ĐỌc".encode()),
        ("đọc thêm", "đọcth".encode()[:8]),
        ("日本語", "日本語".encode()[:8]),
        ("é" * 9, "é".encode() * 4),
    ],
)
def test_a_prefix_has_letters_and_digits_alone(kernel, line, prefix):
    assert prefixes(kernel, [line.encode()]) == [prefix]


@both
def test_a_prefix_ends_with_its_line_even_inside_a_character(kernel):
    assert prefixes(kernel, [b"a\xe2", b"\x80b", b"\xe3", b"\x80c\xc2", b"d"]) == [
        *(b"a", b"\x80b", b"\xe3", b"\x80c", b"d")
    ]


@given(st.lists(BYTES | LINES, max_size=6), st.lists(BYTES | LINES, max_size=6))
def test_both_kernels_read_and_find_the_same(lines, wanted):
    table = table_of(filter(None, prefixes(plain, wanted)))
    found = [kernel.prefixes(*spans_of(lines)) for kernel in (plain, _fast)]
    assert found[0].tolist() == found[1].tolist()
    assert plain.may_begin(found[0], table).tolist() == _fast.may_begin(found[1], table).tolist()


@both
@given(lines=st.lists(LINES, max_size=8), size=st.integers(1, 8))
def test_a_line_may_begin_with_any_part_of_its_own_prefix(kernel, lines, size):
    table = table_of(filter(None, (prefix[:size] for prefix in prefixes(plain, lines))))
    assert kernel.may_begin(kernel.prefixes(*spans_of(lines)), table).all()


@both
def test_other_lines_do_not_begin_so(kernel):
    table = table_of([b"tin", b"xem"])
    lines = [b"tin", b"Tin hay", b"ti", b"tan", b"nem", b"the", b"-"]
    found = kernel.may_begin(kernel.prefixes(*spans_of(lines)), table)
    assert found.tolist() == [True, True, False, False, False, False, True]


@both
def test_few_of_many_other_prefixes_are_taken_for_one_of_a_full_table(kernel):
    tails = list(product(b"abcdefghij", repeat=4))
    wanted, others = ([bytes([head, *tail]) for tail in tails] for head in b"yz")
    table = table_of(wanted)
    found = [
        kernel.may_begin(kernel.prefixes(*spans_of(lines)), table) for lines in (wanted, others)
    ]
    assert found[0].all()
    assert found[1].sum() <= len(others) // 200


@both
def test_spans_outside_the_text_and_other_tables_are_refused(kernel):
    with pytest.raises(ValueError, match="outside"):
        kernel.prefixes(np.zeros(3, np.uint8), np.array([0]), np.array([4]))
    with pytest.raises(ValueError, match=str(1 << SLOT_BITS)):
        kernel.may_begin(np.zeros(1, np.uint64), np.zeros(8, np.uint8))
