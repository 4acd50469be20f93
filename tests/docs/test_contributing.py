"""What CONTRIBUTING.md asks people to copy works."""

import re
import tomllib
from pathlib import Path

from lint.batch import Batch
from lint.examples import run_examples
from lint.finding import Level
from lint.fix.edits import Policy
from lint.fix.settle import Inspect, cleaned_texts
from lint.packs import RuleFile
from lint.rulefile import parse


def test_template_is_a_rule_whose_examples_come_out(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    (template,) = re.findall(r"^```toml\n(.+?)^```", text, re.MULTILINE | re.DOTALL)
    file = RuleFile(*parse(tomllib.loads(template), "CONTRIBUTING.md"))

    def clean(batch: Batch, inspect: Inspect, level: Level) -> list[bytes]:
        return cleaned_texts(batch, inspect, Policy([file.rule], level))

    failures = [failure.example for failure in run_examples(file, clean)]
    assert failures == ["examples"]  # a template shows one of either kind, a rule needs three
