"""Two real articles, when they are at hand: what must go is known, and the result byte for byte."""

import tomllib
from pathlib import Path

import pytest

from lint.finding import Action, Hit, Level
from lint.fix.edits import applied, plan

SEEDS = Path(__file__).parents[2] / "../shared/corpora/seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not here")


@pytest.mark.parametrize("name", ["a.txt", "b.txt"])
@pytest.mark.parametrize("minimum", [Level.SAFE, Level.UNSAFE])
def test_known_faults_leave_exactly_the_cleaned_article(name, minimum, policy):
    faults = tomllib.loads((SEEDS / "expected.toml").read_text("utf-8"))["fault"]
    text = (SEEDS / name).read_bytes()
    ends = [i for i, byte in enumerate(text) if byte == 10] + [len(text)]
    starts = [0] + [end + 1 for end in ends]
    hits = [
        Hit(
            0,
            starts[fault["lines"][0] - 1],
            ends[fault["lines"][-1] - 1],
            0,
            Action.LINES,
            level=Level[fault["fix"].upper()],
        )
        for fault in faults
        if fault["file"] == name
    ]
    cleaned = applied(text, plan(text, hits, policy(minimum=minimum)))
    assert cleaned == (SEEDS / minimum.name.lower() / name).read_bytes()
