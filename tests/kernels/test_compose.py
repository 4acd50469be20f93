"""Letters with combining marks: both kernels find and replace the same ones."""

import unicodedata
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

PARTS = st.sampled_from(
    [b"a", b"\xe1\xba\xa5", b"\xf0\x9f\x99\x82", b" ", b"\xcc\x81", b"\xcd\x85"]
)
BROKEN = st.sampled_from([b"\xcc", b"\xcd", b"\xcd\xb0", b"\x80", b"\x81\x81\x81\x81\x81"])
TEXTS = st.lists(PARTS | BROKEN, max_size=40).map(b"".join)


def shown(kernel: ModuleType, text: bytes, form=lambda letter: b"<%b>" % letter) -> tuple:
    buffer, *places = kernel.compose(np.frombuffer(text, np.uint8), form)
    assert [part.dtype for part in places] == [np.int64] * 3
    return buffer.tobytes(), *(part.tolist() for part in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", (b"", [], [], [])),
        (b"abc", (b"abc", [], [], [])),
        (b"be\xcc\x81s", (b"b<e\xcc\x81>s", [6], [1], [4])),
        (b"\xcc\x81b", (b"<\xcc\x81>b", [4], [0], [2])),
        (b"\xc3\xb4\xcc\x81e\xcc\x81", (b"<\xc3\xb4\xcc\x81><e\xcc\x81>", [6, 11], [0, 4], [4, 7])),
        (b"\xf0\x9f\x99\x82\xcd\x85", (b"<\xf0\x9f\x99\x82\xcd\x85>", [8], [0], [6])),
        (b"\xcd\xb0\xcc", (b"\xcd\xb0\xcc", [], [], [])),  # a letter, and half of a mark
    ],
)
def test_letters_are_replaced(kernel: ModuleType, text: bytes, expected: tuple) -> None:
    assert expected == shown(kernel, text)


def test_letters_may_grow_shrink_and_vanish(kernel: ModuleType) -> None:
    forms = {b"a\xcc\x81": b"A" * 50, b"b\xcc\x81": b"", b"c\xcc\x81": b"c"}
    text = b"a\xcc\x81b\xcc\x81 c\xcc\x81a\xcc\x81"
    assert shown(kernel, text, forms.get)[0] == b"A" * 50 + b" c" + b"A" * 50


def test_a_form_is_asked_for_once_a_letter_by_the_compiled_kernel(twins) -> None:
    asked = []
    shown(twins[0], "e\u0301o\u0302e\u0301".encode() * 9, lambda x: asked.append(x) or x)
    assert asked == ["e\u0301".encode(), "o\u0302".encode()]


@given(TEXTS)
def test_the_twins_agree_on_malformed_text(twins, text: bytes) -> None:
    fast, plain = twins
    assert shown(plain, text) == shown(fast, text)


@given(st.lists(st.sampled_from("aeoươ\u0301\u0302\u0323\u031b đ"), max_size=300).map("".join))
def test_the_twins_agree_on_text(twins, text: str) -> None:
    def form(letter: bytes) -> bytes:
        return unicodedata.normalize("NFC", letter.decode()).encode()

    fast, plain = twins
    assert shown(plain, text.encode(), form) == shown(fast, text.encode(), form)
    assert unicodedata.normalize("NFC", text).encode() == shown(fast, text.encode(), form)[0]


def changed(kernel: ModuleType, text: bytes, form: bytes) -> list[tuple[bytes, bytes]]:
    rows = kernel.changed_words(np.frombuffer(text, np.uint8), np.frombuffer(form, np.uint8))
    assert rows.dtype == np.int64
    return [(text[a:b], form[c:d]) for a, b, c, d in rows.tolist()]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("a\u0301", ["a\u0301"]),
        ("hai a\u0301 \t e\u0301 ba", ["a\u0301 \t e\u0301"]),
        ("a\u0301 q\u0323 e\u0301", ["a\u0301", "e\u0301"]),  # one is the same in form C
        ("a\u0301 ba e\u0301", ["a\u0301", "e\u0301"]),
        ("a\u0301 \n e\u0301", ["a\u0301", "e\u0301"]),
        ("\u212b a\u0301 \u0344", ["a\u0301 \u0344"]),  # a word without a mark is left alone
        ("\n\u0301\n e\u0301\u00a0b\r\n", ["e\u0301\u00a0b\r"]),
    ],
)
def test_changed_words_are_found_in_runs(kernel: ModuleType, text: str, runs: list[str]) -> None:
    form = unicodedata.normalize("NFC", text)
    expected = [(run.encode(), unicodedata.normalize("NFC", run).encode()) for run in runs]
    assert expected == changed(kernel, text.encode(), form.encode())


@given(TEXTS, TEXTS)
def test_the_twins_pair_the_words_of_any_two_texts(twins, text: bytes, form: bytes) -> None:
    fast, plain = twins
    text, form = text.replace(b"\xcd\x85", b"\n"), form.replace(b"\xcd\x85", b"\t")
    assert changed(plain, text, form) == changed(fast, text, form)
