"""Work on many items at once, with the results in order: on threads, or in processes of their own.

Kernel, Hyperscan and NumPy release the interpreter's lock, so that threads run beside each other;
what is Python waits in line. Processes do not wait, but start later, and results are copied.
"""

import ctypes
import gc
import os
import pickle
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, count, islice
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeVar

from lint.errors import WorkerError
from lint.light import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")

CAN_FORK = sys.platform == "linux"
"""Elsewhere a copy of a running process is not safe to go on with, or cannot be had."""

_RESULT, _FAILURE, _END = range(3)

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h of the GNU C library
_KEPT_BYTES = 256 << 20
_LARGEST_KEPT = 32 << 20  # the library takes no more


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
    """Yield the same from `jobs` copies of this process.

    Each goes through all of `items`, which nobody may have begun to, and works on every `jobs`-th:
    so nothing but results is sent. What `function` changes is lost; its results are pickled.
    Raises what `function` raises, and WorkerError where a process ends before its work.
    """
    workers: list[_Worker] = []
    try:
        for number in range(jobs):
            workers.append(_start(function, islice(items, number, None, jobs), workers))
        for number in count():
            kind, value = workers[number % jobs].receive()
            if kind == _END:
                return
            if kind == _FAILURE:
                raise value
            yield value
    finally:
        for worker in workers:
            worker.end()


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process, and where its results come from."""

    process: int
    results: BinaryIO

    def receive(self) -> tuple[int, Any]:
        """Return the next message."""
        try:
            kind, value = pickle.load(self.results)  # noqa: S301 - from a copy of this process
        except (EOFError, pickle.UnpicklingError) as error:
            raise WorkerError("a worker process was ended from outside: out of memory?") from error
        return kind, value

    def end(self) -> None:
        """End the process, whatever it is at."""
        self.results.close()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _start(function: Callable[[T], R], items: Iterable[T], others: Sequence[_Worker]) -> _Worker:
    source, target = os.pipe()
    with warnings.catch_warnings():  # threads of libraries that do nothing now are no danger
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if not process:
        os.close(source)
        for other in others:  # else they would not notice when the one that reads is gone
            other.results.close()
        _work(function, items, os.fdopen(target, "wb", 1 << 20))
    os.close(target)
    return _Worker(process, os.fdopen(source, "rb", 1 << 20))


def _work(function: Callable[[T], R], items: Iterable[T], out: BinaryIO) -> NoReturn:
    """Write what `function` makes of `items`, and leave without a trace: this is a copy."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that reads ends its workers
        _keep_freed_memory()
        gc.freeze()  # what came with the copy is not looked through, so that it stays shared
        gc.disable()
        for item in items:
            _send(out, _RESULT, function(item))
            gc.collect(0)  # circles of this item; what outlives it is looked through once
        _send(out, _END, None)
    except BrokenPipeError:
        pass  # nobody reads any more
    except BaseException as error:  # noqa: BLE001 - raised where it can be told
        with suppress(Exception):
            _send(out, _FAILURE, error)
    os._exit(0)


def _keep_freed_memory() -> None:
    """Have the next item use what the last one freed: the system would clear each page anew."""
    with suppress(AttributeError, OSError):  # other C libraries have no such call
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)


def _send(out: BinaryIO, kind: int, value: object) -> None:
    pickle.dump((kind, value), out, pickle.HIGHEST_PROTOCOL)
    out.flush()
