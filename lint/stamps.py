"""What a result depends on beside settings: the tool itself, and the content of the texts.

Times of change tell nothing of a corpus: a checkout or a copy sets them anew. So texts are known by
SHA-256 of their bytes, which processors have instructions for. The tool is known by the sizes and
times of its own files and by the names of what is installed beside it, since that takes a
millisecond and errs to the safe side.
"""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import lint
from lint.corpus.source import Stamp, stamp_of

_PACKAGE = Path(lint.__file__).parent
_PART_BYTES = 16 << 20
_BLOCK_BYTES = 1 << 18


class Content(NamedTuple):
    """A file as it was read: its digest, and the stamp that tells later whether it has changed.

    The digest is that of the digests of its parts, which are read beside each other.
    """

    stamp: Stamp
    digest: bytes


def contents_of(paths: Iterable[Path], jobs: int = 0) -> list[Content] | None:
    """Return what is in each of `paths`, read by `jobs` threads; None where one cannot be read."""
    try:
        return [_content(path, jobs) for path in paths]
    except OSError:
        return None


def unchanged(paths: Iterable[Path], contents: Iterable[Content]) -> bool:
    """Return whether no file was touched since its content was looked at."""
    try:
        return all(
            stamp_of(path.stat()) == c.stamp for path, c in zip(paths, contents, strict=True)
        )
    except OSError:
        return False


@cache
def tool_stamp() -> tuple[object, ...]:
    """Return what changes whenever the same settings and texts might give another result."""
    installed = sorted(name for folder in set(sys.path) for name in _distributions(folder))
    plain = os.environ.get("DELINT_PLAIN", "")
    return lint.__version__, sys.version, plain, installed, sorted(_code(str(_PACKAGE)))


def are_bundled(checks: Iterable[str]) -> bool:
    """Return whether the code of all `checks` is part of the tool, so that its stamp covers it."""
    names = {f"{check.replace('-', '_')}.py" for check in checks}
    return all((_PACKAGE / "checks" / name).is_file() for name in names)


def _content(path: Path, jobs: int) -> Content:
    stamp = stamp_of(path.stat())
    starts = range(0, max(1, stamp[0]), _PART_BYTES)
    ends = [*starts[1:], None]  # the last part is read for as long as there is more
    if len(starts) == 1:
        parts = [_digest(path, 0, None)]
    else:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(jobs or None) as pool:
            parts = list(pool.map(_digest, repeat(path), starts, ends))
    return Content(stamp, hashlib.sha256(b"".join(parts)).digest())


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
