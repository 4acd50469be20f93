"""`delint test-rules`: run the examples that stand in rule files."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument

from lint.cli.command import CLEAN, FINDINGS
from lint.cli.console import emit
from lint.output.visible import visible
from lint.output.words import count

if TYPE_CHECKING:
    from lint.batch import Batch
    from lint.finding import Level
    from lint.fix.settle import Inspect
    from lint.rule import Rule

_Folders = Annotated[
    list[Path] | None,
    Argument(metavar="DIR", help="Folders of rules. [default: the bundled rules]"),
]


def rule_tests(folders: _Folders = None) -> int:
    """Run the examples of rule files: what must be found, what must not, and the cleaned text."""
    from lint.examples import run_examples
    from lint.packs import bundled, read_pack

    rules = examples = failures = 0
    for folder in folders or [bundled("rules")]:
        for file in read_pack(folder):
            rules += 1
            examples += len(file.valid) + len(file.invalid)
            for failure in run_examples(file, partial(_clean, file.rule)):
                failures += 1
                emit(f"{visible(file.rule.path)}: {visible(str(failure))}\n")
    done = f"{count(examples, 'example')} of {count(rules, 'rule')}"
    emit(f"{done}: {count(failures, 'failure') if failures else 'all pass'}.\n")
    return FINDINGS if failures else CLEAN


def _clean(rule: "Rule", batch: "Batch", inspect: "Inspect", level: "Level") -> list[bytes]:
    from lint.fix.edits import Policy
    from lint.fix.settle import cleaned_texts

    return cleaned_texts(batch, inspect, Policy([rule], level))
