"""The progress line: on a terminal only, not at once, and never in the way."""

import io

import pytest

from lint.cli.progress import Progress


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
