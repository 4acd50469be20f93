"""Every bundled rule finds what its file says, and nothing in what its file says is no fault."""

from pathlib import Path

import pytest

from lint.batch import Batch
from lint.engine import Engine
from lint.examples import memory_batch, run_examples
from lint.finding import Level
from lint.fix.edits import Policy
from lint.fix.settle import Inspect, cleaned_texts
from lint.packs import RuleFile, bundled, read_pack

FILES = list(read_pack(bundled("rules")))
PHRASES = [file for file in FILES if file.rule.params.get("lines")]


@pytest.mark.parametrize("file", FILES, ids=lambda file: Path(file.rule.path).stem)
def test_examples(file: RuleFile) -> None:
    def clean(batch: Batch, inspect: Inspect, level: Level) -> list[bytes]:
        return cleaned_texts(batch, inspect, Policy([file.rule], level))

    assert [str(failure) for failure in run_examples(file, clean)] == []


def test_each_listed_phrase_is_found_by_its_rule_and_by_no_other() -> None:
    text = "\n".join(["a first line of the article itself"] * 10)
    engine = Engine([file.rule for file in PHRASES], jobs=1)
    for number, file in enumerate(PHRASES):
        phrases = file.rule.params["lines"]
        hits = engine.inspect(memory_batch([f"{text}\n{phrase}" for phrase in phrases])).hits
        found = {(hit.document, hit.rule) for hit in hits}
        missed = [p for i, p in enumerate(phrases) if (i, number) not in found]
        assert not missed, f"{file.rule.code} does not find its own phrases"
        others = {phrases[i]: PHRASES[rule].rule.code for i, rule in found if rule != number}
        assert not others, f"phrases of {file.rule.code} are found by another rule too"
