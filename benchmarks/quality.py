"""How right delint is on pages where people marked the article.

    python benchmarks/quality.py                 # a table
    python benchmarks/quality.py --write         # keep what was reached in quality.json
    python benchmarks/quality.py --gate          # exit with 1 where less is reached than was kept
    python benchmarks/quality.py --wrong CAP001  # the lines that it wrongly finds

The pages stand beside the checkout, as all visible text, one block a line; most of them once more
with the alternative texts of pictures. A line that a rule would take out is right where it is not
in the marked article, wrong where it is (`gold.py` says how lines are compared). Recall is the
share of the lines outside the articles that are found. Everything is found by the engine itself:
first a survey of each file for the rules of a whole corpus, then all stable rules, but for
duplicates. The seed articles are held against the list of their faults.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from gate import worse
from pages import PAGES, score_pages
from score import Scores
from seeds import SEEDS, score_seeds

STORED = Path(__file__).with_name("quality.json")


def main() -> int:
    """Score, print, and write or compare as asked; return 1 where something got worse."""
    options = parse_options()
    if not PAGES.is_dir() or not SEEDS.is_dir():
        print(f"skipped: {PAGES} is not there")
        return 0
    scores = score_pages(options.wrong)
    seeds = score_seeds()
    report = {**scores.report(), "seeds": seeds}
    print("\n".join(table(scores)))
    print("\nseeds: " + ", ".join(f"{n} {name}" for name, n in seeds.items()))
    if options.write:
        options.write.write_text(json.dumps(report, indent=1, sort_keys=True) + "\n")
    if options.gate:
        return gate(report)
    return 0


def parse_options() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    keep, compare = "keep the scores, in quality.json or FILE", "compare with those kept"
    parser.add_argument("--write", nargs="?", type=Path, const=STORED, metavar="FILE", help=keep)
    parser.add_argument("--gate", action="store_true", help=compare)
    parser.add_argument("--wrong", metavar="CODE", help="show the lines a rule wrongly finds")
    return parser.parse_args()


def gate(report: dict[str, object]) -> int:
    """Print what got worse since the scores were kept; return 1 where something did."""
    complaints = list(worse(json.loads(STORED.read_text()), report))
    print("\n".join(["", *(complaints or ["gate: nothing got worse"])]))
    return 1 if complaints else 0


def table(scores: Scores) -> Iterator[str]:
    """Yield the lines of the table: by level, by class, then by rule."""
    head = ("lines", "right", "wrong", "precision", "recall", "chars right", "wrong")
    yield "{:34} {:>8} {:>8} {:>7} {:>10} {:>8} {:>12} {:>9}".format("", *head)
    for name, tally in scores.rows():
        yield (
            f"{name:34} {tally.lines:8} {tally.right:8} {tally.wrong:7} {tally.precision:10.4f} "
            f"{scores.recall(tally):8.4f} {tally.right_chars:12} {tally.wrong_chars:9}"
        )
    yield f"\n{scores.outside} lines stand outside the articles, {scores.inside} inside"
    yield f"\n{'class':20} {'lines':>8}  found at safe, unsafe, display"
    for name, (lines, found) in sorted(scores.classes.items()):
        yield f"{name:20} {lines:8}  " + "  ".join(f"{n / lines:8.4f}" for n in found)


if __name__ == "__main__":
    sys.exit(main())
