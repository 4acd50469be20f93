"""Hyperscan databases: compiled once, kept in the cache, scanned on any thread.

Hyperscan matches all patterns in one linear pass (Wang et al., "Hyperscan: A Fast Multi-pattern
Regex Matcher for Modern CPUs", NSDI 2019).
"""

import re
import threading
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from lint.batch import Bytes
from lint.cache import Cache
from lint.errors import RuleError
from lint.light import dataclass
from lint.patterns.backward import backward, unanchored
from lint.patterns.syntax import BLANK, VERSION, in_line

if TYPE_CHECKING:  # loaded where patterns are compiled or scanned
    import hyperscan

BLANKS = rf"[\r\x{{200B}}\x{{FEFF}}{BLANK}]*"

Matches = NDArray[np.int64]
"""Shape (matches, 2): pattern, end in bytes of the scanned buffer."""


class Mode(StrEnum):
    """What a pattern has to match.

    * LINE: the whole line;
    * SEARCH: a part of it;
    * START: a part of it, near its start: what begins with ^;
    * SPAN: a part of it, whose start counts;
    * LATER: SEARCH, not over everything, but in the few lines that a check asks about;
    * LINE_HEAD: the beginning of a line;
    * BACKWARD: a part of it, which is scanned from its end.
    """

    LINE = "line"
    SEARCH = "search"
    START = "start"
    SPAN = "span"
    LATER = "later"
    LINE_HEAD = "line-head"
    BACKWARD = "backward"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of one rule; `where` says which ("PLY001 patterns[2]") when it is at fault.

    `key` is the rule's index and the parameter's name. Lines of more than `max_chars` characters
    need not be searched (0: all need), nor those without all of `flags`. One that stands `apart` is
    scanned for by itself: where it holds no word, it would take from the others what lets
    Hyperscan skip text.
    """

    source: str
    mode: Mode
    where: str
    key: tuple[int, str] = (0, "")
    max_chars: int = 0
    apart: bool = False
    flags: int = 0

    @property
    def expression(self) -> str:
        """Return what Hyperscan compiles; raise RuleError for what cannot be turned round."""
        body = in_line(self.source)
        if self.mode is Mode.LINE:
            return f"^{BLANKS}(?:{body}){BLANKS}$"
        if self.mode is Mode.BACKWARD:
            return self._backward(body)
        return f"^(?:{unanchored(body)})" if self.mode is Mode.LINE_HEAD else body

    def _backward(self, body: str) -> str:
        try:
            return backward(body)
        except RuleError as error:
            raise RuleError(f"{self.where}: {error}") from error


class Database:
    """Patterns compiled together. Safe to scan from several threads at once."""

    def __init__(self, patterns: Sequence[Pattern], cache: Cache) -> None:
        """Name `patterns`, which are loaded from `cache`, or compiled, when first scanned with."""
        self._patterns, self._cache = patterns, cache
        sources = [(pattern.source, str(pattern.mode)) for pattern in patterns]
        self._key = cache.key("patterns", _scanner_version(), VERSION, sources)
        self._local, self._lock = threading.local(), threading.Lock()
        self._database: hyperscan.Database | None = None

    def __len__(self) -> int:
        return len(self._patterns)

    @property
    def is_missing(self) -> bool:
        """Say whether there is something to compile that the cache does not have."""
        return bool(self._patterns) and not self._cache.has(self._key)

    def prepare(self) -> None:
        """Load or compile the patterns now; raise RuleError for one that cannot be compiled."""
        self._ready()

    def scan(self, text: Bytes) -> Matches:
        """Return all matches in `text`; one may come twice, and with each of its possible ends."""
        if not self._patterns or not len(text):
            return np.zeros((0, 2), np.int64)
        found: list[int] = []
        extend = found.extend
        self._ready().scan(
            cast(bytes, text.data),  # any buffer will do, without a copy
            match_event_handler=lambda i, _start, end, _flags, _context: extend((i, end)),
            scratch=self._scratch(),
        )
        return np.array(found, np.int64).reshape(-1, 2)

    def _ready(self) -> "hyperscan.Database":
        with self._lock:
            if self._database is None:
                try:
                    self._database = _load_or_compile(self._patterns, self._cache, self._key)
                except Exception as error:
                    raise _culprit(self._patterns) or error from error
        return self._database

    def _scratch(self) -> "hyperscan.Scratch":
        if not hasattr(self._local, "scratch"):
            import hyperscan

            self._local.scratch = hyperscan.Scratch(self._database)
        scratch: hyperscan.Scratch = self._local.scratch
        return scratch


def prepare(databases: Iterable[Database], jobs: int) -> None:
    """Compile those of `databases` that no cache has, on `jobs` threads: Hyperscan frees the lock.

    The others are loaded when they are needed, since most runs need few. Raises RuleError for a
    pattern that cannot be compiled.
    """
    missing = [database for database in databases if database.is_missing]
    if not missing:
        return
    from concurrent.futures import ThreadPoolExecutor

    longest_first = sorted(missing, key=len, reverse=True)
    with ThreadPoolExecutor(jobs, "delint-patterns") as pool:
        for _ in pool.map(Database.prepare, longest_first):
            pass


@lru_cache(maxsize=1)
def _scanner_version() -> str:
    import hyperscan

    return str(vars(hyperscan)["__version__"])  # metadata of packages take longer to load


def _flags() -> int:
    import hyperscan as hs

    return int(hs.HS_FLAG_UTF8 | hs.HS_FLAG_UCP | hs.HS_FLAG_CASELESS | hs.HS_FLAG_MULTILINE)


def _load_or_compile(patterns: Sequence[Pattern], cache: Cache, key: str) -> "hyperscan.Database":
    import hyperscan

    stored = cache.get(key)
    if stored is not None:
        try:
            return hyperscan.loadb(stored, hyperscan.HS_MODE_BLOCK)
        except hyperscan.error:
            pass  # another version or another CPU wrote it: made anew below
    database = _compile(patterns)
    cache.put(key, hyperscan.dumpb(database))
    return database


def _compile(patterns: Sequence[Pattern]) -> "hyperscan.Database":
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[pattern.expression.encode() for pattern in patterns],
        ids=list(range(len(patterns))),
        elements=len(patterns),
        flags=[_flags()] * len(patterns),
    )
    return database


def _culprit(patterns: Sequence[Pattern]) -> RuleError | None:
    """Return an error that names the first pattern that cannot be compiled alone."""
    import hyperscan

    for pattern in patterns:
        try:
            _compile([pattern])
        except hyperscan.error as error:
            why = re.sub(r" at index \d+", "", str(error))  # of what was put around the pattern
            return RuleError(f"{pattern.where}: {pattern.source!r} cannot be used: {why}")
    return None
