"""Whether dedup keeps its pace: a million short documents, and a page that a whole corpus shares.

    python benchmarks/scale.py                    # all: about ten minutes, 1 GB of disk
    python benchmarks/scale.py --documents 200000 # the first part with fewer documents

The documents are paragraphs of different articles of the Vietnamese news, their words edited a
little, so that most are like some others and few are duplicates. Writes `benchmarks/scale.json`.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from apart import apart
from edits import BOILERPLATE
from realpairs import json_lines
from speed import CACHE, DELINT, NEWS, python, run

SIZES = {"mixture": (50_000, 1_000_000), "framed": (25_000, 200_000)}
RESULT = Path(__file__).with_suffix(".json")
Maker = Callable[[Sequence[str], random.Random], str]


@dataclass(frozen=True, slots=True)
class Row:
    """One run of `delint dedup` on a corpus, without and with `--strip`."""

    corpus: str
    options: str
    documents: int
    megabytes: float
    seconds: float
    cpu: float
    peak_mb: float
    duplicates: int

    @property
    def microseconds(self) -> float:
        """Return the CPU time a document."""
        return self.cpu / self.documents * 1e6


def main() -> int:
    """Make the corpora, run dedup on each, print and write what it took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--only", choices=tuple(SIZES))
    options = parser.parse_args()
    if not NEWS.exists():
        print(f"skipped: {NEWS} is not there")
        return 0
    rows = [
        row
        for name in ((options.only,) if options.only else SIZES)
        for row in measure(name, options.documents)
    ]
    RESULT.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    return 0


def measure(name: str, most: int) -> Iterator[Row]:
    """Yield the rows of one corpus, small and large, printed too."""
    few, many = SIZES[name]
    print(
        f"\n{name}\n{'options':24} documents      MB  seconds   CPU s  us/doc  peak MB duplicates"
    )
    files = {documents: apart(corpus, name, documents) for documents in (few, min(most, many))}
    dedup(name, files[few], few, "--strip")  # compiles the patterns, once a machine
    for options in ("--no-strip", "--strip"):
        for documents, file in files.items():
            row = dedup(name, file, documents, options)
            print(
                f"{options:24} {documents:9,} {row.megabytes:7.0f} {row.seconds:8.1f}"
                f" {row.cpu:7.1f} {row.microseconds:7.1f} {row.peak_mb:8.0f} {row.duplicates:10,}",
                flush=True,
            )
            yield row


def dedup(name: str, file: Path, documents: int, options: str) -> Row:
    """Run dedup on `file` on two threads."""
    out = CACHE / "clusters.jsonl"
    command = python(DELINT, "dedup", str(file), "-o", str(out), "-q", "-j2", "--isolated", options)
    took = run(command)
    with out.open("rb") as clusters:
        duplicates = sum(json.loads(line)["size"] - 1 for line in clusters)
    size = file.stat().st_size / 1e6
    return Row(name, options, documents, size, took.seconds, took.cpu, took.peak_mb, duplicates)


def corpus(name: str, documents: int) -> Path:
    """Return a JSONL file of that many documents, made unless it is there."""
    file = CACHE / f"{name}-{documents}.jsonl"
    if not file.exists():
        CACHE.mkdir(exist_ok=True)
        rng = random.Random(documents)
        pool, maker = paragraphs(), MAKERS[name]
        making = file.with_suffix(".part")
        with making.open("w", encoding="utf-8") as out:
            for number in range(documents):
                row = {"id": f"d{number}", "text": maker(pool, rng)}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        making.replace(file)
    return file


def paragraphs() -> list[str]:
    """Return the paragraphs of 15 to 80 words of the news."""
    lines = (line for row in json_lines(NEWS) for line in row["text"].splitlines())
    return [line for line in lines if 15 <= line.count(" ") < 80]


def mixture(pool: Sequence[str], rng: random.Random) -> str:
    """Return one to three paragraphs of different articles, up to a fifth of the words changed."""
    words = " \n ".join(rng.choices(pool, k=rng.randint(1, 3))).split(" ")
    for _ in range(rng.randrange(max(1, len(words) // 5))):
        words[rng.randrange(len(words))] = words[rng.randrange(len(words))]
    return " ".join(words)


def framed(pool: Sequence[str], rng: random.Random) -> str:
    """Return a short text of its own inside the page that all documents share."""
    half = len(BOILERPLATE) // 2
    return "\n".join([*BOILERPLATE[:half], mixture(pool, rng), *BOILERPLATE[half:]])


MAKERS: Mapping[str, Maker] = {"mixture": mixture, "framed": framed}


if __name__ == "__main__":
    sys.exit(main())
