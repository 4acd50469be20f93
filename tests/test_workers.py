"""Work on threads and in processes: the same results in the same order, and nobody left behind."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lint.errors import InputError
from lint.processes import CAN_FORK
from lint.workers import forked, threaded

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
def test_what_comes_before_items_fail_is_worked_on():
    def items():
        yield from range(3)
        raise InputError("the rest is gone")

    results = forked(lambda n: n + 1, items(), 2)

    assert [next(results) for _ in range(3)] == [1, 2, 3]
    with pytest.raises(InputError, match="the rest is gone"):
        next(results)


@needs_fork
def test_items_that_could_go_on_after_a_failure_do_not():
    def slow_last(n):
        time.sleep(0.2 * (n == 2))
        return n

    results = forked(slow_last, map({0: 0, 1: 1, 2: 2, 4: 4}.__getitem__, range(5)), 2)

    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(KeyError):
        next(results)


@needs_fork
def test_who_is_idle_gets_the_next_item():
    def slow_first(n):
        time.sleep(0.3 * (n == 0))
        return os.getpid()

    first, *others = forked(slow_first, numbers(4), 2)

    assert first not in others


@needs_fork
def test_few_results_wait_for_an_earlier_one():
    taken = []
    items = (taken.append(n) or n for n in range(20))

    def slow_first(n):
        time.sleep(0.3 * (n == 0))

    results = forked(slow_first, items, 2)
    next(results)

    assert len(taken) <= 5
    assert len(list(results)) == 19


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
