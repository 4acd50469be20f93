"""delint dedup beside its peers: one file, 5-word shingles, one threshold, from file to duplicates.

    python benchmarks/peers.py                 # installs the peers, then twenty minutes
    python benchmarks/peers.py --only gaoya --rounds 1

Each peer runs in an environment of its own below the temporary folder, by a script in
`benchmarks/peers/` that does what its own users must do (reading and splitting words included).
Every round runs all contenders one after the other. Three corpora: `sample`, 3,000 articles and
1,000 edited copies, on which recall and precision are measured against brute force; `whole`, all
the news, for those that are fast enough; `large`, the news and four copies with a third of their
words changed, for those that have the memory too, where start-up no longer counts. `rates` holds
the MB a second of each on the largest corpus that it ran on. Writes `benchmarks/peers.json`.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from apart import apart
from exact import exact_pairs, prints_of
from neardup import sample
from realpairs import json_lines
from speed import CACHE, DELINT, NEWS, Run, compared, print_table, python, run

THRESHOLD = 0.7
BASE, INSIDE, STRIPPED = (
    "delint, near duplicates alone",
    "delint, contained ones too",
    "delint, and lines stripped",
)
"""The work of the peers; with what it does by default besides; all that it does by default."""

ENVIRONMENTS = Path(tempfile.gettempdir()) / "peers"
SCRIPTS = Path(__file__).parent / "peers"
RESULT = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Peer:
    """A package, what else it needs, and the largest corpus that it has the speed for.

    `counted`: the CPU time of the processes that it starts is told by the system.
    """

    package: str
    extras: tuple[str, ...] = ()
    most: str = "whole"
    counted: bool = True


PEERS: Mapping[str, Peer] = {
    "gaoya": Peer("gaoya", most="large"),
    "rensa": Peer("rensa"),
    "datasketch": Peer("datasketch"),
    "datasketch-update": Peer("datasketch", most="sample"),
    "daft": Peer("daft", most="large"),
    "text-dedup": Peer("text-dedup", most="sample"),
    "datatrove": Peer(
        "datatrove", ("datatrove[processing,io]", "spacy"), most="sample", counted=False
    ),
}


def main() -> int:
    """Install, run, compare, print and write."""
    options = parse_options()
    if not NEWS.exists():
        print(f"skipped: {NEWS} is not there")
        return 0
    wanted = options.only or list(PEERS)
    versions = {name: version for name in wanted if (version := installed(name, PEERS[name]))}
    print("\n".join(f"{name} {version}" for name, version in versions.items()))
    report: dict[str, Any] = {"versions": versions, "threshold": THRESHOLD}
    fast = [name for name in versions if PEERS[name].most != "sample"]
    file = apart(sample_file)
    run(commands([], file)[STRIPPED])  # compiles the patterns, once a machine
    report["sample"] = measure(file, list(versions), options.rounds)
    report["quality"] = list(quality(apart(repeated, file), list(versions)))
    report["whole"] = measure(apart(news_file), fast, options.rounds)
    large = [name for name in fast if PEERS[name].most == "large"]
    report["large"] = measure(apart(large_file), large, options.rounds)
    report["rates"] = rates([report[name] for name in ("sample", "whole", "large")])
    RESULT.write_text(json.dumps(report, indent=1) + "\n")
    return 0


def measure(file: Path, peers: Sequence[str], rounds: int) -> dict[str, dict[str, float]]:
    """Return what each contender took for `file`, printed too."""
    megabytes = file.stat().st_size / 1e6
    lines = compared(alternate(commands(peers, file), rounds), BASE, megabytes)
    for line in lines.values():
        line["mb_per_cpu_second"] = round(megabytes / line["cpu"], 3)
    print_table(f"{file.stem}, {megabytes:.0f} MB", lines)
    return lines


def rates(corpora: Sequence[Mapping[str, Mapping[str, float]]]) -> dict[str, dict[str, float]]:
    """Return the rate of each on the last of `corpora` that it ran on, and delint's against it.

    By the clock and, since others may use the machine, by the processor: MB a CPU second.
    """
    last = {name: lines for corpus in corpora for name, lines in corpus.items()}
    speeds = {n: (line["mb_per_second"], line["mb_per_cpu_second"]) for n, line in last.items()}
    base = speeds[BASE]
    print(f"\n{'rate':30} {'MB/s':>8} {'delint':>8} {'MB/CPU s':>8} {'delint':>8}")
    found = {}
    for name, (wall, cpu) in speeds.items():
        found[name] = {"mb_per_second": wall, "delint_is_faster": round(base[0] / wall, 2)}
        if name not in PEERS or PEERS[name].counted:
            by_cpu = {"mb_per_cpu_second": cpu, "delint_is_faster_by_cpu": round(base[1] / cpu, 2)}
            found[name] |= by_cpu
        print(f"{name:30} " + " ".join(f"{cell:8.2f}" for cell in found[name].values()))
    return found


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", choices=list(PEERS), help="repeat for more")
    return parser.parse_args()


def installed(name: str, peer: Peer) -> str | None:
    """Return the version of a peer, installed unless it is; None, and told, where that fails."""
    home = home_of(peer)
    pip = (str(home / "bin" / "python"), "-m", "pip", "install", "-q", "orjson")
    try:
        if not home.exists():
            subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True)
            packages = peer.extras or (peer.package,)
            subprocess.run([*pip, *packages], check=True, capture_output=True, text=True)
        ask = f"from importlib.metadata import version; print(version({peer.package!r}))"
        told = subprocess.run([pip[0], "-c", ask], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"skipped: {name} cannot be installed: {error}")
        return None
    return told.stdout.strip()


def home_of(peer: Peer) -> Path:
    """Return the environment that a peer runs in."""
    return ENVIRONMENTS / peer.package


def commands(peers: Sequence[str], file: Path) -> dict[str, list[str]]:
    """Return the command of each contender."""
    dedup = python(
        DELINT, "dedup", str(file), "-q", "-j2", "--isolated", f"--threshold={THRESHOLD}"
    )
    options = {
        BASE: ["--no-strip", "--containment", "0"],
        INSIDE: ["--no-strip"],
        STRIPPED: [],
    }
    made = {name: [*dedup, *own, "-o", str(out_of(name))] for name, own in options.items()}
    for name in peers:
        interpreter = str(home_of(PEERS[name]) / "bin" / "python")
        script = str(SCRIPTS / f"use_{name.replace('-', '_')}.py")
        made[name] = [interpreter, script, str(file), str(out_of(name)), str(THRESHOLD)]
    return {name: quiet(command) for name, command in made.items()}


def quiet(command: Sequence[str]) -> list[str]:
    """Return `command` with what it says on its way kept out of sight."""
    return ["sh", "-c", 'exec "$@" 2>"$0"', str(CACHE / "peers.log"), *command]


def alternate(made: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Run]]:
    """Run all commands in turn; one that fails is told and left out from then on."""
    runs: dict[str, list[Run]] = {name: [] for name in made}
    for _ in range(rounds):
        for name in list(runs):
            try:
                runs[name].append(attempt(made[name]))
            except RuntimeError as error:
                said = (CACHE / "peers.log").read_text(errors="replace").strip().splitlines()
                how = str(error).rpartition("]")[2]
                print(f"skipped: {name}{how}: {said[-1] if said else 'without a word'}")
                del runs[name]
    return runs


def attempt(command: Sequence[str]) -> Run:
    """Run a command, twice if need be: Daft sometimes breaks down when it ends."""
    try:
        return run(command)
    except RuntimeError:
        return run(command)


def out_of(name: str) -> Path:
    """Return the file of the duplicates that a contender found."""
    return CACHE / f"found-{re.sub('[^a-z]+', '-', name)}.jsonl"


def sample_file() -> Path:
    """Return the sample of `neardup` as JSONL; texts without a word are left out."""
    CACHE.mkdir(exist_ok=True)
    texts = (text for text in sample(3000, 1000, 7) if text.split())
    return write(CACHE / "peers-sample.jsonl", texts)


def news_file() -> Path:
    """Return the news as JSONL."""
    return write(CACHE / "peers-whole.jsonl", (row["text"] for row in json_lines(NEWS)))


def large_file() -> Path:
    """Return the news and four changed copies of it as JSONL."""
    return write(CACHE / "peers-large.jsonl", changed_news(random.Random(5)))


def changed_news(rng: random.Random) -> Iterator[str]:
    """Yield the texts of the news, then four copies that are like them by about a sixth."""
    for copy in range(5):
        for row in json_lines(NEWS):
            words = row["text"].split(" ")
            for _ in range(len(words) // 3 if copy else 0):
                words[int(rng.random() * len(words))] = words[int(rng.random() * len(words))]
            yield " ".join(words)


def write(file: Path, texts: Iterator[str]) -> Path:
    """Write records of an id and a text."""
    with file.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts):
            row = {"id": f"d{number}", "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return file


def repeated(file: Path) -> set[int]:
    """Return the documents of `file` that have an exact neighbour."""
    pairs = exact_pairs(prints_of([row["text"] for row in json_lines(file)]), THRESHOLD)
    return set(pairs.a.tolist()) | set(pairs.b.tolist())


def quality(true: set[int], peers: Sequence[str]) -> Iterator[dict[str, float | str]]:
    """Yield how many of the documents with a neighbour each has found last, printed too."""
    print(f"\ndocuments with a neighbour: {len(true):,}     found   recall precision")
    for name in (BASE, INSIDE, STRIPPED, *peers):
        found = flagged(out_of(name))
        right = len(found & true)
        row: dict[str, float | str] = {"name": name, "found": len(found)}
        if found:
            row |= {"recall": right / len(true), "precision": right / len(found)}
            print(f"{name:34} {len(found):7,} {row['recall']:8.4f} {row['precision']:9.4f}")
        yield row


def flagged(file: Path) -> set[int]:
    """Return the documents that stand in some group of duplicates."""
    with file.open("rb") as lines:
        rows = [json.loads(line) for line in lines]
    return {number for row in rows for number in numbers(row)}


def numbers(row: list[int] | dict[str, list[dict[str, float]]]) -> list[int]:
    """Return the documents of a group."""
    return row if isinstance(row, list) else [int(m["record"]) - 1 for m in row["members"]]


if __name__ == "__main__":
    sys.exit(main())
