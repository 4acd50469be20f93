"""Hyperscan databases: compiled once, kept in the cache, scanned on any thread.

Hyperscan matches all patterns in one linear pass (Wang et al., "Hyperscan: A Fast Multi-pattern
Regex Matcher for Modern CPUs", NSDI 2019). A pattern is compiled as it stands, and once more in
NFD where that differs; the second database is only run over documents that hold marks.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.batch import Bytes
from lint.cache import Cache
from lint.errors import RuleError
from lint.patterns.syntax import decomposed, in_line

BLANKS = r"[\p{Zs}\t\r\x{200B}\x{FEFF}]*"

Matches = NDArray[np.int64]
"""Shape (matches, 3): pattern, start (0 but for spans), end; bytes of the scanned buffer."""


class Mode(StrEnum):
    """What a pattern has to match: the whole line, a part of it, or a part whose start counts."""

    LINE = "line"
    SEARCH = "search"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of one rule; `where` says which ("PLY001 patterns[2]") when it is at fault."""

    source: str
    mode: Mode
    where: str

    def expression(self, *, nfd: bool) -> str:
        """Return what Hyperscan compiles, for text in NFC or in NFD."""
        body = in_line(self.source)
        body = decomposed(body) if nfd else body
        return f"^{BLANKS}(?:{body}){BLANKS}$" if self.mode is Mode.LINE else body


class Database:
    """All patterns of a run, compiled. Safe to scan from several threads at once."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache) -> None:
        """Compile `patterns`, or load them from `cache`; raise RuleError for one that cannot be."""
        both = [(p.expression(nfd=False), p.expression(nfd=True)) for p in patterns]
        marked = [i for i, (nfc, nfd) in enumerate(both) if nfc != nfd]
        self._composed = _Half(patterns, [nfc for nfc, _ in both], range(len(both)), cache)
        self._decomposed = _Half(patterns, [both[i][1] for i in marked], marked, cache)

    def scan(self, text: Bytes, marked: Sequence[tuple[int, int]]) -> Matches:
        """Return all matches in `text`, and those in NFD of its byte ranges `marked`.

        A match may come twice, and with each of its possible ends.
        """
        found = [self._composed.scan(text, 0)]
        found += [self._decomposed.scan(text[start:end], start) for start, end in marked]
        return np.concatenate(found)


class _Half:
    """One Hyperscan database, with a scratch space for each thread."""

    def __init__(
        self,
        patterns: Sequence[Pattern],
        expressions: Sequence[str],
        ids: Sequence[int],
        cache: Cache,
    ) -> None:
        self._local = threading.local()
        self._database = None
        if not expressions:
            return
        flags = [_flags(patterns[i].mode) for i in ids]
        try:
            self._database = _load_or_compile(expressions, ids, flags, cache)
        except Exception as error:
            raise _culprit(patterns, expressions, ids, flags) or error from error

    def scan(self, text: Bytes, base: int) -> Matches:
        if self._database is None or not len(text):
            return np.zeros((0, 3), np.int64)
        found: list[int] = []
        extend = found.extend
        self._database.scan(
            text.data,
            match_event_handler=lambda i, start, end, _flags, _context: extend((i, start, end)),
            scratch=self._scratch(),
        )
        matches = np.array(found, np.int64).reshape(-1, 3)
        matches[:, 1:] += base
        return matches

    def _scratch(self) -> Any:
        if not hasattr(self._local, "scratch"):
            import hyperscan

            self._local.scratch = hyperscan.Scratch(self._database)
        return self._local.scratch


def _flags(mode: Mode) -> int:
    import hyperscan as hs

    flags = hs.HS_FLAG_UTF8 | hs.HS_FLAG_UCP | hs.HS_FLAG_CASELESS | hs.HS_FLAG_MULTILINE
    return int(flags | hs.HS_FLAG_SOM_LEFTMOST if mode is Mode.SPAN else flags)


def _load_or_compile(
    expressions: Sequence[str], ids: Sequence[int], flags: Sequence[int], cache: Cache
) -> Any:
    import hyperscan

    key = cache.key("patterns", hyperscan.__version__, list(zip(expressions, ids, flags, strict=True)))
    stored = cache.get(key)
    if stored is not None:
        try:
            return hyperscan.loadb(stored, hyperscan.HS_MODE_BLOCK)
        except hyperscan.error:
            pass  # another version or another CPU wrote it: made anew below
    database = _compile(expressions, ids, flags)
    cache.put(key, hyperscan.dumpb(database))
    return database


def _compile(expressions: Sequence[str], ids: Sequence[int], flags: Sequence[int]) -> Any:
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[e.encode() for e in expressions],
        ids=list(ids),
        elements=len(ids),
        flags=list(flags),
    )
    return database


def _culprit(
    patterns: Sequence[Pattern],
    expressions: Sequence[str],
    ids: Sequence[int],
    flags: Sequence[int],
) -> RuleError | None:
    """Return an error that names the first pattern that cannot be compiled alone."""
    import hyperscan

    for expression, i, flag in zip(expressions, ids, flags, strict=True):
        try:
            _compile([expression], [0], [flag])
        except hyperscan.error as error:
            return RuleError(f"{patterns[i].where}: {patterns[i].source!r} cannot be used: {error}")
    return None
