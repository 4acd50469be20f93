"""Repair of bytes that are not UTF-8, and safety of scanning them unrepaired."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st


def repaired(kernel, data):
    buffer = np.frombuffer(data, np.uint8).copy()
    count = kernel.repair_utf8(buffer)
    return buffer.tobytes(), count


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", b""),
        (b"plain ascii, longer than one word of eight", None),
        ("Tiếng Việt 日本 🙂 \u0000".encode(), None),
        ("\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff".encode(), None),
        (b"\x80", b"?"),
        (b"a\xffb", b"a?b"),
        (b"\xc3", b"?"),
        (b"\xc3\xc3\xa9", "?é".encode()),
        (b"\xe1\xba", b"??"),
        (b"\xe1\xbaA", b"??A"),
        (b"\xf0\x9f\x99", b"???"),
        (b"\xf0\x9f\x99\xe1\xba\xa1", "???ạ".encode()),
        (b"\xc0\xaf", b"??"),
        (b"\xc1\xbf", b"??"),
        (b"\xe0\x9f\xbf", b"???"),
        (b"\xf0\x8f\xbf\xbf", b"????"),
        (b"\xed\xa0\x80", b"???"),
        (b"\xed\xbf\xbf", b"???"),
        (b"\xf4\x90\x80\x80", b"????"),
        (b"\xf5\x80\x80\x80", b"????"),
        (b"\xf8\x88\x80\x80\x80", b"?????"),
        (b"ascii ascii \xe1 ascii ascii", b"ascii ascii ? ascii ascii"),
    ],
)
def test_only_bytes_that_are_no_utf8_are_replaced(kernel, data, expected):
    marked = data if expected is None else expected.replace(b"?", b"\x1a")
    assert (marked, marked.count(b"\x1a")) == repaired(kernel, data)


@given(data=st.binary(max_size=60))
def test_repair_is_what_python_thinks(kernel, data):
    text = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= char <= "\udcff" for char in text)
    fixed = "".join("\x1a" if "\udc80" <= char <= "\udcff" else char for char in text)
    assert (fixed.encode(), bad) == repaired(kernel, data)


@given(data=st.lists(st.sampled_from(b"a\x80\xbf\xc3\xe1\xed\xa0\xf0\x9f\xf4\x90"), max_size=12))
def test_repair_of_broken_sequences(kernel, data):
    fixed, count = repaired(kernel, bytes(data))
    assert len(data) == len(fixed.decode().encode())
    assert (fixed, 0) == repaired(kernel, fixed)
    assert (count == 0) == (bytes(data) == fixed)


FIRSTS = b"\x80\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xed\xee\xf0\xf1\xf3\xf4\xf5\xff"
BOUNDS = b"A\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0"


@pytest.mark.parametrize(
    "first", b"\x80\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xed\xee\xf0\xf1\xf3\xf4\xf5\xff"
)
def test_a_sequence_in_long_text_is_told_as_python_tells_it(kernel, first):
    tails = [b"", b"A", b"\x80", b"\x80\x80", b"\xbf\xbf\xbf"]
    for second, tail in product(BOUNDS, tails):
        for before, behind in ((257, 300), (258, 300), (0, 300), (300, 0), (0, 0)):
            data = b"a" * before + bytes([first, second]) + tail + b"a" * behind
            bad = sum(
                "\udc80" <= char <= "\udcff" for char in data.decode("utf-8", "surrogateescape")
            )
            assert bad == repaired(kernel, data)[1]


@given(
    before=st.text(alphabet="aạ字🙂", max_size=200),
    bad=st.sampled_from([b"", b"\x80", b"\xe1\xba", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"]),
    behind=st.text(alphabet="aạ字🙂", max_size=200),
)
def test_one_wrong_place_in_long_text_is_found(kernel, before, bad, behind):
    data = before.encode() + bad + behind.encode()
    fixed = before.encode() + b"\x1a" * len(bad) + behind.encode()
    assert (fixed, len(bad)) == repaired(kernel, data)


def test_a_read_only_buffer_is_refused(kernel):
    with pytest.raises(ValueError, match="read-only"):
        kernel.repair_utf8(np.frombuffer(b"\xff", np.uint8))


@pytest.mark.parametrize(
    ("data", "turned"),
    [
        (b"", b""),
        ("Việt 日本 🙂".encode(), "🙂 本日 tệiV".encode()),
        ("ệ".encode() * 3, "ệ".encode() * 3),
        (b"\x80\x80ab\xc3", b"\xc3ba\x80\x80"),
        (b"ab\xf0\x9f\x99", b"\xf0\x9f\x99ba"),
        (b"a\x80\x80\x80\x80\x80", b"\x80\x80a\x80\x80\x80"),
    ],
)
def test_characters_are_turned_round(kernel, data, turned):
    assert turned == kernel.turn_utf8(np.frombuffer(data, np.uint8)).tobytes()


@pytest.mark.parametrize("size", [1, 2, 3, 60, 63, 64, 65, 66, 67, 68, 127, 128, 131, 200])
@pytest.mark.parametrize("characters", ["é", "ệ", "🙂", "aéệ🙂bc", "🙂ệé日x"])
def test_characters_across_blocks_of_bytes_are_turned_round(kernel, size, characters):
    for shift in range(4):
        text = "a" * shift + (characters * size)[:size]
        turned = kernel.turn_utf8(np.frombuffer(text.encode(), np.uint8))
        assert text[::-1] == turned.tobytes().decode()


@pytest.mark.parametrize("data", [b"a\xffb", b"a\xe1\xbab", b"a\xf0\x9f\x99b"])
def test_a_stray_byte_separates_and_counts_as_one(kernel, data):
    text = np.frombuffer(data, np.uint8)
    lines = kernel.scan_lines(text, np.array([0]), np.array([text.size]))
    assert (2, len(data)) == (len(lines.tokens), lines.chars[0])


@pytest.mark.parametrize("cut", range(1, 4))
def test_a_character_cut_by_the_end_of_its_document_is_not_read_beyond(kernel, cut):
    whole = "x🙂".encode() + b"\n"
    text = np.frombuffer(whole, np.uint8)
    lines = kernel.scan_lines(text, np.array([0]), np.array([1 + cut]))
    assert 1 + cut == lines.chars[0]
