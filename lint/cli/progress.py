"""A line on standard error that says how far a long run is; on a terminal only."""

import sys
import time
from collections.abc import Callable
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
