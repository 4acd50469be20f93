"""What the peers' scripts share: reading, 5-word shingles as their users make them, the answer.

Each script runs as `python NAME.py FILE OUT THRESHOLD` in an environment of its own.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

PERMUTATIONS = 128
SHINGLE = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Job:
    """A corpus as JSONL, where to write the duplicates, and from which similarity on."""

    file: Path
    out: Path
    threshold: float


def job() -> Job:
    """Return what the command line asks for."""
    file, out, threshold = sys.argv[1:]
    return Job(Path(file), Path(out), float(threshold))


def texts(file: Path) -> Iterator[str]:
    """Yield the text of each record."""
    with file.open("rb") as lines:
        for line in lines:
            yield orjson.loads(line)["text"]


def shingles(text: str) -> list[str]:
    """Return every run of five words, or the whole of a shorter text."""
    words = _WORD.findall(text.lower())
    count = max(1, len(words) - SHINGLE + 1)
    return [" ".join(words[i : i + SHINGLE]) for i in range(count)]


def write(out: Path, groups: Iterable[Sequence[int]]) -> None:
    """Write groups of documents that are duplicates of each other, by number."""
    with out.open("wb") as file:
        for group in groups:
            file.write(orjson.dumps(group) + b"\n")
