"""Processes that work on what they are sent."""

import os
import platform
import signal

import pytest

from lint.errors import WorkerError
from lint.processes import CAN_FORK, Process

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="no processes of one's own here")


@pytest.fixture
def started():
    """(function) -> a process that answers with what it makes of items; ended after the test."""
    processes = []

    def started(function):
        processes.append(Process.start(function, processes))
        return processes[-1]

    yield started
    for process in processes:
        process.end()


def answered(process, item):
    process.give(item)
    return process.answer()


def test_each_item_is_answered(started):
    doubles = started(lambda n: 2 * n)
    assert [answered(doubles, n) for n in (1, "ab", [None])] == [
        (True, 2),
        (True, "abab"),
        (True, [None, None]),
    ]


def test_large_items_and_answers_pass(started):
    assert answered(started(lambda text: text + b"!"), bytes(9 << 20)) == (
        True,
        bytes(9 << 20) + b"!",
    )


def test_a_failure_is_an_answer_and_work_goes_on(started):
    inverse = started(lambda n: 1 / n)

    is_result, error = answered(inverse, 0)

    assert (is_result, type(error)) == (False, ZeroDivisionError)
    assert answered(inverse, 4) == (True, 0.25)


def test_a_result_that_cannot_be_sent_is_a_failure_and_nothing_of_it_is_sent(started):
    unsendable = started(lambda n: [bytes(1 << 20), lambda: n] if n else "nothing")

    is_result, error = answered(unsendable, 1)

    assert not is_result
    assert "pickle" in str(error)
    assert answered(unsendable, 0) == (True, "nothing")


class UnsendableError(Exception):
    def __init__(self, reason):
        super().__init__(reason)
        self.why = lambda: reason


class UnreadableError(Exception):
    def __init__(self, reason, more):
        super().__init__(reason + more)


@pytest.mark.parametrize(
    "error", [UnsendableError("no memory left"), UnreadableError("no memory", " left")]
)
def test_a_failure_that_cannot_be_sent_is_told_in_words(started, error):
    def fails(_):
        raise error

    is_result, told = answered(started(fails), 0)

    assert (is_result, type(told)) == (False, WorkerError)
    assert str(told) == f"{type(error).__name__}: no memory left"


def test_a_copy_never_goes_on_with_what_started_it(started, tmp_path):
    try:
        process = started(lambda n: n)
        process.items.write(b"no item at all")
        process.items.flush()
        with pytest.raises(WorkerError, match="ended from outside"):
            process.answer()
    finally:
        with (tmp_path / "been-here").open("a") as file:
            file.write("x")

    assert (tmp_path / "been-here").read_text() == "x"


def test_processes_that_the_system_cleared_away_can_be_ended():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        process = Process.start(lambda n: n, [])
        assert answered(process, 1) == (True, 1)
        process.end()
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("moment", ["give", "answer"])
def test_one_that_was_killed_is_told_in_one_line(started, moment):
    process = started(lambda n: n)
    os.kill(process.number, signal.SIGKILL)
    os.waitid(os.P_PID, process.number, os.WEXITED | os.WNOWAIT)

    with pytest.raises(WorkerError, match="ended from outside"):
        process.give(1) if moment == "give" else process.answer()


def test_memory_is_used_again(started):
    from resource import RUSAGE_SELF, getrusage

    def pages_cleared(_):
        before = getrusage(RUSAGE_SELF).ru_minflt
        large = [bytearray(20 << 20) for _ in range(3)]
        del large
        return getrusage(RUSAGE_SELF).ru_minflt - before

    if "glibc" not in platform.libc_ver():
        pytest.skip("other C libraries cannot be asked to")
    process = started(pages_cleared)
    first, *others = (answered(process, n)[1] for n in range(4))
    assert max(others) < first / 10


def test_circles_are_cleared_away_between_items_and_never_within_one(started):
    class Circle:
        def __init__(self):
            self.own = self
            alive.add(id(self))

        def __del__(self):
            alive.discard(id(self))

    def made(count):
        left, made = len(alive), [Circle() for _ in range(count)]
        del made
        return left, len(alive)

    alive = set()
    process = started(made)
    assert [answered(process, n)[1] for n in (5000, 3000, 1)] == [(0, 5000), (0, 3000), (0, 1)]
