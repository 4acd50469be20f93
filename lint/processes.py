"""A copy of this process that works on what it is sent, one item after the other."""

import ctypes
import gc
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from lint.errors import WorkerError
from lint.light import dataclass

CAN_FORK = sys.platform == "linux"
"""Elsewhere a copy of a running process is not safe to go on with, or cannot be had."""

_BUFFER_BYTES = 1 << 20
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3  # malloc.h of the GNU C library
_KEPT_BYTES = 256 << 20
_LARGEST_KEPT = 32 << 20  # the library takes no more


@dataclass(frozen=True, slots=True)
class Process:
    """A process, where its items go, and where its results come from."""

    number: int
    items: BinaryIO
    results: BinaryIO

    @classmethod
    def start(cls, function: Callable[[Any], Any], others: Sequence["Process"]) -> "Process":
        """Start a copy that answers each item with what `function` makes of it.

        `others` are those that were started before it.
        """
        items, given = os.pipe()
        answered, results = os.pipe()
        with warnings.catch_warnings():  # threads of libraries that do nothing now are no danger
            warnings.simplefilter("ignore", DeprecationWarning)
            number = os.fork()
        if not number:
            try:
                os.close(given)
                os.close(answered)
                for other in others:  # else they would not notice when the one that reads is gone
                    other.items.close()
                    other.results.close()
                _work(function, os.fdopen(items, "rb"), os.fdopen(results, "wb"))
            finally:
                os._exit(0)  # whatever failed: a copy must not go on with what called this
        os.close(items)
        os.close(results)
        return cls(number, os.fdopen(given, "wb"), os.fdopen(answered, "rb", _BUFFER_BYTES))

    def give(self, item: object) -> None:
        """Send an item; the last one must have been answered."""
        try:
            self.items.write(pickle.dumps(item, pickle.HIGHEST_PROTOCOL))
            self.items.flush()
        except BrokenPipeError as error:
            raise _gone() from error

    def answer(self) -> tuple[bool, Any]:
        """Wait for the answer: True and the result, or False and the exception."""
        try:
            is_result, value = pickle.load(self.results)  # noqa: S301 - from a copy of this process
        except (EOFError, pickle.UnpicklingError) as error:
            raise _gone() from error
        return is_result, value

    def end(self) -> None:
        """End the process, whatever it is at."""
        with suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGKILL)
        with suppress(BrokenPipeError):
            self.items.close()
        self.results.close()
        with suppress(ChildProcessError):  # where the system was told that nobody asks for them
            os.waitpid(self.number, 0)


def _gone() -> WorkerError:
    return WorkerError("a worker process was ended from outside: out of memory?")


def _work(function: Callable[[Any], Any], items: BinaryIO, results: BinaryIO) -> None:
    """Answer `items` until there are no more."""
    with suppress(EOFError, BrokenPipeError):  # where nobody asks any more
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that reads ends its workers
        _keep_freed_memory()
        gc.freeze()  # what came with the copy is not looked through, so that it stays shared
        gc.disable()
        while True:
            _answer(function, items, results)
            gc.collect(0)  # circles of this item; what outlives it is looked through once


def _answer(function: Callable[[Any], Any], items: BinaryIO, results: BinaryIO) -> None:
    item = pickle.load(items)  # noqa: S301 - from the process that this one is a copy of
    try:
        answer = pickle.dumps((True, function(item)), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:  # noqa: BLE001 - raised where it can be told
        answer = _failure(error)
    results.write(answer)
    results.flush()


def _failure(error: BaseException) -> bytes:
    """Return the answer that says `error`, in words where it cannot be sent as it is."""
    try:
        answer = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(answer)  # noqa: S301 - made right here
    except Exception:  # noqa: BLE001 - its own ways of being copied can fail in any way
        told = WorkerError(f"{type(error).__name__}: {error}")
        return pickle.dumps((False, told), pickle.HIGHEST_PROTOCOL)
    return answer


def _keep_freed_memory() -> None:
    """Have the next item use what the last one freed: the system would clear each page anew."""
    with suppress(AttributeError, OSError):  # other C libraries have no such call
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)


def usable_cpus() -> int:
    """Return how many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
