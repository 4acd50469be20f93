"""How fast delint is, whole process against whole process, beside parsing the same file.

    python benchmarks/speed.py                   # a 200 MB file, 5 rounds
    python benchmarks/speed.py --mb 400 --only memory
    python benchmarks/speed.py --profile         # where the time goes, by rule

Every round runs all contenders one after the other, so that a busy machine slows all of them; what
is told is the median over the rounds of the ratio within a round. The file is made of the
Vietnamese news beside the checkout, repeated under other ids, and kept in the temporary folder.

delint keeps compiled rules and the results of unchanged files. The first are there in every run, as
they are after the first one on a machine; the others are taken away, but for "the same again".
"""

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

NEWS = Path(__file__).resolve().parents[1] / "../shared/corpora/vi-news.jsonl.zst"
CACHE = Path(tempfile.gettempdir()) / "delint-benchmarks"
RULES = CACHE / "cache"
AGAIN = "the same again, unchanged"

DELINT = "import sys; from lint.cli import entry; sys.exit(entry())"
ORJSON = "import sys, orjson\nfor line in open(sys.argv[1], 'rb'): orjson.loads(line)"
MSGSPEC = """
import sys, msgspec
class Record(msgspec.Struct):
    text: msgspec.Raw
decode = msgspec.json.Decoder(Record).decode
for line in open(sys.argv[1], 'rb'): decode(line)
"""
IMPORTS = "import typer, rich"


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall and CPU seconds, and the most memory it held, in MB."""

    seconds: float
    cpu: float
    peak_mb: float


def main() -> int:
    """Measure what was asked for, print it, and write it as JSON where that was asked for."""
    options = parse_options()
    if not NEWS.exists():
        print(f"skipped: {NEWS} is not there")
        return 0
    if options.profile:
        from costs import print_costs

        print_costs(corpus(options.mb))
        return 0
    wanted = (options.only,) if options.only else ("speed", "start-up", "memory")
    report = {name: MEASURES[name](options) for name in wanted}
    for name, lines in report.items():
        print_table(name, lines)
    if options.json:
        options.json.write_text(json.dumps(report, indent=2) + "\n")
    return 0


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mb", type=int, default=200, help="size of the file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2, help="threads of delint")
    parser.add_argument("--only", choices=("speed", "start-up", "memory"))
    parser.add_argument("--profile", action="store_true", help="time by stage, rule and pattern")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    return parser.parse_args()


def measure_speed(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Return seconds, MB/s, memory and the ratio to orjson of each contender."""
    file = str(corpus(options.mb))
    commands = {
        "delint check, document rules": check(file, options.jobs),
        AGAIN: check(file, options.jobs),
        "orjson.loads of each line": python(ORJSON, file),
        "msgspec, text left raw": python(MSGSPEC, file),
    }
    rounds = alternate(commands, options.rounds)
    return compared(rounds, "orjson.loads of each line", Path(file).stat().st_size / 1e6)


def measure_start_up(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Return the same for one small text, beside only importing typer and rich."""
    small = CACHE / "small.txt"
    small.write_text("Chợ nổi họp từ lúc trời chưa sáng.\n\nĐến tám giờ thì chợ tan.\n")
    commands = {
        "delint check small.txt": python(DELINT, "check", str(small)),
        AGAIN: python(DELINT, "check", str(small)),
        "import typer, rich": python(IMPORTS),
    }
    return compared(alternate(commands, options.rounds * 3), "import typer, rich", 0)


def measure_memory(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Return the same for a file and one four times as large."""
    sizes = {"a quarter": corpus(options.mb // 4), "the whole": corpus(options.mb)}
    commands = {name: check(str(file), options.jobs) for name, file in sizes.items()}
    return compared(alternate(commands, 2), "a quarter", 0)


MEASURES = {"speed": measure_speed, "start-up": measure_start_up, "memory": measure_memory}


def check(file: str, jobs: int) -> list[str]:
    """Return the command that runs all document rules over `file`."""
    return python(
        DELINT, "check", file, "--statistics", f"-j{jobs}", "--no-corpus-rules", "--isolated"
    )


def python(code: str, *arguments: str) -> list[str]:
    """Return the command that runs `code` as every contender is run."""
    return [sys.executable, "-c", code, *arguments]


def alternate(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Run]]:
    """Run all commands in turn, `rounds` times, after a first one that compiles the patterns."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    run(next(iter(commands.values())))
    for _ in range(rounds):
        for name, command in commands.items():
            if name != AGAIN:
                forget_results()
            runs[name].append(run(command))
    return runs


def forget_results() -> None:
    """Let delint check its files anew."""
    for kept in (*RULES.glob("results-*"), *RULES.glob("documents-*")):
        kept.unlink()


def run(command: Sequence[str]) -> Run:
    """Run one process; raises RuntimeError where it fails (1 only means findings)."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command} ended with {process.returncode}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, kilobytes elsewhere
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def environment() -> dict[str, str]:
    """Return that of this process with a cache of its own, and byte code as in an installation."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "DELINT_CACHE_DIR": str(RULES)}


def compared(
    runs: Mapping[str, Sequence[Run]], base: str, megabytes: float
) -> dict[str, dict[str, float]]:
    """Return medians of each contender; the ratio is that of the same round to `base`."""
    return {
        name: {
            **{key: median(asdict(run)[key] for run in own) for key in asdict(own[0])},
            "mb_per_second": median(megabytes / run.seconds for run in own),
            "ratio": median(
                run.seconds / other.seconds for run, other in zip(own, runs[base], strict=True)
            ),
        }
        for name, own in runs.items()
    }


def median(values: Iterator[float]) -> float:
    """Return the median, rounded for reading."""
    return round(statistics.median(values), 3)


def print_table(title: str, lines: Mapping[str, Mapping[str, float]]) -> None:
    """Print one row a contender."""
    print(f"\n{title:30} {'seconds':>8} {'CPU s':>8} {'MB/s':>8} {'peak MB':>8} {'ratio':>8}")
    for name, row in lines.items():
        cells = (row[key] for key in ("seconds", "cpu", "mb_per_second", "peak_mb", "ratio"))
        print(f"{name:30} " + " ".join(f"{cell:8.2f}" for cell in cells))


def corpus(megabytes: int) -> Path:
    """Return a JSONL file of at least `megabytes`, made unless it is there."""
    file = CACHE / f"news-{megabytes}.jsonl"
    if not file.exists():
        CACHE.mkdir(exist_ok=True)
        making = file.with_suffix(".part")
        with making.open("wb") as out:
            written, limit = 0, megabytes * 1_000_000
            for line in repeated_lines():
                written += out.write(line)
                if written >= limit:
                    break
        making.replace(file)
    return file


def repeated_lines() -> Iterator[bytes]:
    """Yield the records of the news again and again, each time under other ids."""
    import zstandard

    for turn in range(1_000_000):
        with NEWS.open("rb") as packed, zstandard.open(packed, "rb") as unpacked:
            for line in io.BufferedReader(unpacked, 1 << 20):
                yield line.replace(b'{"id": "', b'{"id": "%d-' % turn, 1) if turn else line


if __name__ == "__main__":
    sys.exit(main())
