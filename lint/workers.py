"""Work on many items at once, with the results in order: on threads, or in processes of their own.

Kernel, Hyperscan and NumPy release the interpreter's lock, so that threads run beside each other;
what is Python waits in line. Processes do not wait, but start later, and results are copied.
"""

import select
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count, islice
from typing import TYPE_CHECKING, Any, TypeVar

from lint.processes import Process

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""So many results for each worker may wait for one that comes before them."""


def threaded(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """Yield `function` of each item in order; a few are worked on at once, never all."""
    items = iter(items)
    first = list(islice(items, 2 if jobs > 1 else 0))
    if len(first) < 2:
        yield from map(function, chain(first, items))
        return
    from concurrent.futures import ThreadPoolExecutor

    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(jobs, "delint") as pool:
        try:
            for item in chain(first, items):
                waiting.append(pool.submit(function, item))
                if len(waiting) > jobs + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def forked(function: Callable[[T], R], items: Iterable[T], jobs: int) -> Iterator[R]:
    """Yield the same from `jobs` copies of this process; who is idle gets the next item.

    Items and results are pickled; what `function` changes is lost. Raises what `items` and
    `function` raise, and WorkerError where a process ends before its work.
    """
    workers: list[Process] = []
    try:
        for _ in range(jobs):
            workers.append(Process.start(function, workers))
        yield from _Shared(items, workers).results()
    finally:
        for worker in workers:
            worker.end()


class _Shared:
    """Items that workers share: each has one at a time, or none."""

    def __init__(self, items: Iterable[Any], workers: Sequence[Process]) -> None:
        self._items = iter(items)
        self._given = 0
        self._most = _AHEAD * len(workers)
        self._idle = list(workers)
        self._busy: dict[int, tuple[Process, int]] = {}  # by the descriptor of its answers
        self._answers: dict[int, tuple[bool, Any]] = {}  # by the number of the item
        self._answered = select.poll()

    def results(self) -> Iterator[Any]:
        """Yield results in the order of the items; raise the first failure in its place."""
        for number in count():
            self._hand_out()
            while number not in self._answers:
                if not self._busy:
                    return
                self._gather()
                self._hand_out()
            is_result, value = self._answers.pop(number)
            if not is_result:
                raise value
            yield value

    def _hand_out(self) -> None:
        """Give idle workers an item each, while not too many results wait for an earlier one."""
        while self._idle and len(self._busy) + len(self._answers) < self._most:
            try:
                item = next(self._items)
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - raised in its place
                self._answers[self._given] = False, error
                self._items = iter(())  # some could go on, in the failure's place
                return
            worker = self._idle.pop()
            worker.give(item)
            self._busy[worker.results.fileno()] = worker, self._given
            self._answered.register(worker.results, select.POLLIN)
            self._given += 1

    def _gather(self) -> None:
        """Wait until workers answer, and take their answers."""
        for descriptor, _ in self._answered.poll():
            worker, number = self._busy.pop(descriptor)
            self._answered.unregister(descriptor)
            self._answers[number] = worker.answer()
            self._idle.append(worker)
