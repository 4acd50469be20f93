"""Work on threads and in processes: the same results in the same order, and nobody left behind."""

import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lint.errors import InputError, WorkerError
from lint.workers import CAN_FORK, forked, threaded

WAYS = [threaded, pytest.param(forked, marks=pytest.mark.skipif(not CAN_FORK, reason="no fork"))]
needs_fork = pytest.mark.skipif(not CAN_FORK, reason="no processes of one's own here")


def numbers(count):
    yield from range(count)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_results_come_in_the_order_of_items(way, jobs, count):
    assert [n * n for n in range(count)] == list(way(lambda n: n * n, numbers(count), jobs))


@pytest.mark.parametrize("way", WAYS)
def test_large_results_pass(way):
    sizes = [len(part) for part in way(lambda n: bytes(n << 20), numbers(5), 2)]
    assert [n << 20 for n in range(5)] == sizes


@pytest.mark.parametrize("way", WAYS)
def test_a_failure_is_raised_after_the_results_before_it(way):
    def fails_at_three(n):
        if n == 3:
            raise InputError("three is too many")
        return n

    results = way(fails_at_three, numbers(9), 2)

    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(InputError, match="three is too many"):
        next(results)


@needs_fork
def test_a_worker_uses_its_memory_again():
    from resource import RUSAGE_SELF, getrusage

    def pages_cleared(_):
        before = getrusage(RUSAGE_SELF).ru_minflt
        large = [bytearray(20 << 20) for _ in range(3)]
        del large
        return getrusage(RUSAGE_SELF).ru_minflt - before

    if "glibc" not in platform.libc_ver():
        pytest.skip("other C libraries cannot be asked to")
    first, *others = forked(pages_cleared, numbers(4), 1)
    assert max(others) < first / 10


@needs_fork
def test_circles_are_cleared_away_between_items_and_never_within_one():
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
    assert list(forked(made, [5000, 3000, 1], 1)) == [(0, 5000), (0, 3000), (0, 1)]


@needs_fork
def test_a_result_that_cannot_be_sent_is_an_error():
    with pytest.raises(Exception, match="pickle"):
        list(forked(lambda n: lambda: n, numbers(2), 2))


@needs_fork
def test_a_worker_that_was_killed_is_told_in_one_line():
    def dies(n):
        if n == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    with pytest.raises(WorkerError, match="ended from outside"):
        list(forked(dies, numbers(9), 2))


@needs_fork
def test_nobody_works_on_when_the_reader_has_seen_enough():
    results = forked(lambda n: os.getpid(), numbers(1000), 3)
    workers = {next(results) for _ in range(6)}

    results.close()

    assert len(workers) == 3
    assert not [worker for worker in workers if is_there(worker)]


@needs_fork
def test_what_a_worker_changes_stays_with_it():
    seen = []
    assert list(forked(lambda n: seen.append(n) or len(seen), numbers(3), 1)) == [1, 2, 3]
    assert seen == []


@needs_fork
def test_workers_end_when_the_reader_is_killed():
    code = (
        "import os, sys; from lint.workers import forked\n"
        "for pid in forked(lambda n: os.getpid(), iter(range(10**9)), 3):\n"
        "    print(pid, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as reader:
        workers = {int(reader.stdout.readline()) for _ in range(6)}
        reader.kill()
        reader.wait()
    deadline = time.monotonic() + 30
    while any(map(is_there, workers)) and time.monotonic() < deadline:
        time.sleep(0.01)

    assert len(workers) == 3
    assert not [worker for worker in workers if is_there(worker)]


def is_there(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except FileNotFoundError:
        return False
