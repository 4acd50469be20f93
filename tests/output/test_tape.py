"""A tape gives again what was written and told, and is no longer than it may be."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.output import tape as module
from lint.output.sink import Sink
from lint.output.tape import Tape


def taped(**options):
    stream, told = io.StringIO(newline=""), []
    return Tape(Sink(stream, "there"), told.append, **options), stream, told


@given(st.lists(st.text(st.characters(), max_size=8)), st.integers(1, 12))
def test_what_was_written_is_written_again(texts, block):
    with pytest.MonkeyPatch.context() as small:
        small.setattr(module, "_BLOCK_CHARS", block)
        first, stream, _ = taped()
        for text in texts:
            first.write(text)
        again, copy, _ = taped()
        again.play(first.value())
    assert copy.getvalue() == stream.getvalue() == "".join(texts)


def test_what_was_told_is_told_again():
    first, _, told = taped()
    first.tell("3 left out")
    again, _, retold = taped()
    again.play(first.value())
    assert retold == told == ["3 left out"]


def test_a_heading_that_stands_is_not_written_twice():
    first, _, _ = taped()
    first.write("head\n")
    first.write("body\n")
    again, stream, _ = taped()
    again.write("head\n")
    again.play(first.value())
    assert stream.getvalue() == "head\nbody\n"


@pytest.mark.parametrize("block", [1, 1 << 18])
def test_of_too_much_nothing_is_kept(monkeypatch, block):
    monkeypatch.setattr(module, "_BLOCK_CHARS", block)
    tape, stream, _ = taped(most_bytes=50)
    for number in range(100):
        tape.write(f"{number * 7919} ")
    assert tape.value() is None
    assert len(stream.getvalue().split()) == 100


def test_of_bytes_nothing_is_kept():
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    tape = Tape(Sink(stream, "there"), print)
    tape.write_bytes(b"\x00")
    assert tape.value() is None
