"""The progress line: on a terminal only, not at once, and never in the way."""

import io
import time
from contextlib import contextmanager

import pytest

from lint.cli.progress import Progress, waiting
from lint.engine import Engine


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def clock():
    """A clock that stands where its list's last item says."""
    times = [0.0]
    return times, lambda: times[-1]


def test_nothing_in_the_first_second_then_counts(clock):
    times, now = clock
    stream = Terminal()
    progress = Progress(stream, now)
    times.append(0.9)
    progress.update(10, 1)
    progress.clear()
    assert stream.getvalue() == ""
    times.append(1.1)
    progress.update(1234, 5)
    assert stream.getvalue() == "\r\x1b[K1,234 documents, 5 problems"


def test_it_is_not_redrawn_all_the_time_and_wiped_once(clock):
    times, now = clock
    stream = Terminal()
    progress = Progress(stream, now)
    for moment in (1.1, 1.15, 1.3):
        times.append(moment)
        progress.update(int(moment * 100), 0)
    assert stream.getvalue().count("documents") == 2
    progress.clear()
    progress.clear()
    assert stream.getvalue().endswith("problems\r\x1b[K")


def test_nothing_where_there_is_no_terminal(clock):
    times, now = clock
    stream = io.StringIO()
    progress = Progress(stream, now)
    times.append(100.0)
    progress.update(1, 1)
    progress.clear()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("failure", [None, ValueError])
def test_waiting_is_told_and_wiped_whatever_happens(failure):
    stream = Terminal()
    try:
        with waiting("compiling", stream, after_seconds=0):
            while not stream.getvalue():
                time.sleep(0.001)
            assert stream.getvalue() == "\r\x1b[Kcompiling"
            if failure:
                raise failure
    except ValueError:
        assert failure
    assert stream.getvalue() == "\r\x1b[Kcompiling\r\x1b[K"


def test_what_is_soon_done_is_not_told():
    stream = Terminal()
    with waiting("compiling", stream):
        pass
    assert stream.getvalue() == ""


def test_waiting_is_not_told_where_there_is_no_terminal():
    stream = io.StringIO()
    with waiting("compiling", stream, after_seconds=0):
        time.sleep(0.01)
    assert stream.getvalue() == ""


@pytest.mark.usefixtures("twins")
@pytest.mark.parametrize(
    ("args", "module"),
    [
        (["check"], "lint.cli.check"),
        (["fix", "--diff", "--unsafe-fixes"], "lint.cli.work"),
        (["dedup"], "lint.cli.dedup"),
    ],
)
def test_the_first_reading_of_a_corpus_is_told(delint, write, monkeypatch, args, module):
    told, real = [], Engine.survey

    @contextmanager
    def waiting(text):
        told.append(text)
        yield
        told.append("")

    def survey(self, chunks):
        told.append("survey")
        real(self, chunks)

    monkeypatch.setattr(f"{module}.waiting", waiting)
    monkeypatch.setattr(Engine, "survey", survey)
    write("t.jsonl", [{"text": "one"}, {"text": "two"}])
    delint(*args)
    assert told[:3] == ["reading what documents share", "survey", ""]
