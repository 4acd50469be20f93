"""A line on standard error that says what a long run does, and how far; on a terminal only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_AFTER_SECONDS = 1.0
_EVERY_SECONDS = 0.1
_CLEAR = "\r\x1b[K"


class Progress:
    """Shows counts while they grow, and wipes them before anything else is written."""

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._next = clock() + _AFTER_SECONDS if self._stream.isatty() else float("inf")
        self._shown = False

    def update(self, documents: int, problems: int) -> None:
        """Show the counts, unless they were shown just now."""
        now = self._clock()
        if now < self._next:
            return
        self._next = now + _EVERY_SECONDS
        self._write(f"{_CLEAR}{documents:,} documents, {problems:,} problems")
        self._shown = True

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            self._write(_CLEAR)
            self._shown = False

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


@contextmanager
def waiting(
    text: str, stream: TextIO | None = None, after_seconds: float = _AFTER_SECONDS
) -> Iterator[None]:
    """Show `text` once what is done inside takes long, and wipe it at the end."""
    import threading

    stream, shown = stream or sys.stderr, threading.Event()

    def show() -> None:
        shown.set()
        stream.write(f"{_CLEAR}{text}")
        stream.flush()

    timer = threading.Timer(after_seconds, show)
    if stream.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if timer.ident is not None:
            timer.join()
        if shown.is_set():
            stream.write(_CLEAR)
            stream.flush()
