"""What a result depends on beside settings: the tool itself, and the texts.

Times of change alone tell little of a corpus: a checkout or a copy sets them anew. So texts are
known by SHA-256 of their bytes, which processors have instructions for, or by a state of their
files that no change can leave as it was. The tool is known by the sizes and times of its own files
and by the names of what is installed beside it, since that takes a millisecond and errs to the safe
side.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from itertools import repeat
from pathlib import Path

import lint
from lint.rule import Rule

_REST_NS = 60 * 10**9
"""Longer than the grain of any file system's clock, and than a mapped page is written unnoticed."""

_PACKAGE = Path(lint.__file__).parent
_PART_BYTES = 16 << 20
_BLOCK_BYTES = 1 << 18


State = tuple[int, ...]
"""Size, inode, device, and the times of change of content and of status in nanoseconds."""


def states_of(paths: Iterable[Path]) -> list[State] | None:
    """Return the state of each of `paths`; None where one is not there."""
    try:
        return [_state(path.stat()) for path in paths]
    except OSError:
        return None


def are_settled(states: Iterable[State]) -> bool:
    """Say whether whoever writes to these files from now on leaves another state of them.

    Only the system sets the time of a change of status, which Windows does not have.
    """
    latest = time.time_ns() - _REST_NS
    return os.name == "posix" and all(max(state[3:]) < latest for state in states)


def digests_of(paths: Iterable[Path], jobs: int = 0) -> list[bytes] | None:
    """Return the digest of each of `paths`, read by `jobs` threads; None where one cannot be.

    It is that of the digests of its parts, which are read beside each other.
    """
    try:
        return [_content(path, jobs) for path in paths]
    except OSError:
        return None


@cache
def tool_stamp() -> tuple[object, ...]:
    """Return what changes whenever the same settings and texts might give another result."""
    installed = sorted(name for folder in set(sys.path) for name in _distributions(folder))
    plain = os.environ.get("DELINT_PLAIN", "")
    return lint.__version__, sys.version, plain, installed, sorted(_code(str(_PACKAGE)))


def rules_stamp(rules: Iterable[Rule]) -> str:
    """Return what changes whenever one of `rules` says something else."""
    names = [item.name for item in fields(Rule)]
    rows = [[getattr(rule, name) for name in names] for rule in rules]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


def are_bundled(checks: Iterable[str]) -> bool:
    """Return whether the code of all `checks` is part of the tool, so that its stamp covers it."""
    names = {f"{check.replace('-', '_')}.py" for check in checks}
    return all((_PACKAGE / "checks" / name).is_file() for name in names)


def _state(status: os.stat_result) -> State:
    times = status.st_mtime_ns, status.st_ctime_ns
    return status.st_size, status.st_ino, status.st_dev, *times


def _content(path: Path, jobs: int) -> bytes:
    starts = range(0, max(1, path.stat().st_size), _PART_BYTES)
    ends = [*starts[1:], None]  # the last part is read for as long as there is more
    if len(starts) == 1:
        parts = [_digest(path, 0, None)]
    else:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(jobs or None) as pool:
            parts = list(pool.map(_digest, repeat(path), starts, ends))
    return hashlib.sha256(b"".join(parts)).digest()


def _digest(path: Path, start: int, end: int | None) -> bytes:
    """Return that of the bytes of a file from `start` to `end`; None: to where it ends."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        step = min(_BLOCK_BYTES, os.fstat(file.fileno()).st_size + 1)
        while block := file.read(step if end is None else min(step, end - start)):
            digest.update(block)
            start += len(block)
    return digest.digest()


def _code(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _code(entry.path)
            else:
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns


def _distributions(folder: str) -> list[str]:
    """Return the metadata folders in `folder`, named after distribution and version."""
    try:
        with os.scandir(folder or ".") as entries:
            return [entry.name for entry in entries if entry.name.endswith(".dist-info")]
    except OSError:
        return []
