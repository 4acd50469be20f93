"""What a fixing run says at its end."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field

from lint.finding import Hit, Level
from lint.fix.edits import Policy
from lint.fix.run import Summary
from lint.light import dataclass
from lint.output.words import count
from lint.rule import Rule


@dataclass(slots=True)
class Left:
    """The findings that a run does not fix, by rule, as they stood before fixing."""

    rules: Counter[int] = field(default_factory=Counter)
    unsafe: int = 0

    def add(self, hits: Sequence[Hit], policy: Policy) -> None:
        """Count those of `hits` that `policy` does not apply."""
        for hit in hits:
            if policy.applies(hit):
                continue
            self.rules[hit.rule] += 1
            self.unsafe += policy.rules[hit.rule].level_of(hit) is Level.UNSAFE

    def worst(self, rules: Sequence[Rule]) -> int:
        """Return the rank of the worst severity left, -1 where nothing is."""
        return max((rules[index].severity.rank for index in self.rules), default=-1)


def lines(summary: Summary, left: Left, rules: Sequence[Rule], *, dry: bool) -> Iterator[str]:
    """Yield what was fixed (or, when `dry`, would be) by rule, and what is left."""
    done, names = summary.done, {rule.code: rule.name for rule in rules}
    if not done.changed:
        yield f"Nothing to fix in {count(summary.documents, 'document')}."
    else:
        where = f"{done.changed:,} of {count(summary.documents, 'document')}"
        size = f"{count(done.removed_bytes, 'byte')} removed"
        verb = "Would fix" if dry else "Fixed"
        yield f"{verb} {count(done.edits, 'problem')} in {where} ({size})."
    for code, number in sorted(done.by_rule.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>9,} {code} {names[code]}"
    if number := left.rules.total():
        more = f"; {left.unsafe:,} fixable with --unsafe-fixes" if left.unsafe else ""
        yield f"Left {count(number, 'problem')}{more}. See them with delint check."
    if summary.ledger is not None:
        yield f"Undo with: delint restore {shlex.quote(str(summary.ledger))}"
