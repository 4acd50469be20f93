"""Every bundled rule finds what its file says, alone and beside all others, and nothing more."""

from pathlib import Path

import pytest

from lint.batch import Batch
from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.examples import run_examples
from lint.finding import Level
from lint.fix.edits import Policy
from lint.fix.settle import Inspect, cleaned_texts
from lint.packs import RuleFile, bundled, read_pack

FILES = list(read_pack(bundled("rules")))
PHRASES = [file for file in FILES if file.rule.params.get("lines")]
PATTERNS = [file for file in FILES if file.rule.check.startswith("line-")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: Path(file.rule.path).stem)
def test_examples(file: RuleFile) -> None:
    def clean(batch: Batch, inspect: Inspect, level: Level) -> list[bytes]:
        return cleaned_texts(batch, inspect, Policy([file.rule], level))

    assert [str(failure) for failure in run_examples(file, clean)] == []


@pytest.fixture(scope="module")
def together() -> Engine:
    return Engine([file.rule for file in PATTERNS], jobs=1)


@pytest.mark.parametrize("file", PATTERNS, ids=lambda file: Path(file.rule.path).stem)
def test_nothing_is_lost_beside_the_other_rules(file: RuleFile, together: Engine) -> None:
    # Hyperscan lost "^[ \t]*s..." (also in ſ) beside some other patterns, in texts of a few lines.
    batch = text_batch([f"{'x' * 60}\n{example.text}" for example in file.invalid])
    number = together.rules.index(file.rule)
    beside = {hit[:3] for hit in together.inspect(batch).hits if hit.rule == number}
    assert beside == {hit[:3] for hit in Engine([file.rule], jobs=1).inspect(batch).hits}


@pytest.mark.parametrize("file", PHRASES, ids=lambda file: Path(file.rule.path).stem)
def test_each_phrase_is_found_by_its_rule_and_by_no_other(file: RuleFile, together: Engine) -> None:
    start = "\n".join(["a line of the article itself"] * 10)
    phrases = file.rule.params["lines"]
    hits = together.inspect(text_batch([f"{start}\n{phrase}" for phrase in phrases])).hits
    found = {(phrases[hit.document], together.rules[hit.rule].code) for hit in hits}
    assert found == {(phrase, file.rule.code) for phrase in phrases}
