"""Two texts side by side, word by word, with what is the same shortened."""

import re
from collections.abc import Iterator
from dataclasses import field
from typing import NamedTuple

from lint.light import dataclass

CONTEXT_WORDS = 12
_MOST_CHANGED = 150
"""So many words of one run that stands on one side only are shown."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]\s*|[^\s{_UNSPACED}]+\s*")
"""A word with the space after it; a character where a script has no spaces."""


class Run(NamedTuple):
    """Some words of one text; `only` says whether they stand in this text alone."""

    text: str
    only: bool


@dataclass(slots=True)
class Row:
    """What stands side by side; `skipped` counts the words before it that both texts have."""

    skipped: int = 0
    left: list[Run] = field(default_factory=list)
    right: list[Run] = field(default_factory=list)

    def same(self, here: list[str], there: list[str]) -> None:
        """Add words that both texts have, each as it stands in its own."""
        if here:
            self.left.append(Run("".join(here), only=False))
            self.right.append(Run("".join(there), only=False))


def compared(text: str, other: str) -> Iterator[Row]:
    """Yield the rows of a comparison; the last one may have nothing but skipped words."""
    from rapidfuzz.distance import Indel

    from lint.near.difference import bare

    mine, theirs = _words(text), _words(other)
    row = Row()
    steps = Indel.opcodes([bare(w.rstrip()) for w in mine], [bare(w.rstrip()) for w in theirs])
    for step in steps:
        here, there = mine[step.src_start : step.src_end], theirs[step.dest_start : step.dest_end]
        if step.tag != "equal":
            row.left += _only(here)
            row.right += _only(there)
            continue
        first, last = step.src_start == 0, step.src_end == len(mine)
        head = 0 if first and not row.left + row.right else CONTEXT_WORDS
        tail = 0 if last and step.dest_end == len(theirs) else CONTEXT_WORDS
        if len(here) <= head + tail:
            row.same(here, there)
            continue
        row.same(here[:head], there[:head])
        if row.left or row.right:
            yield row
        row = Row(skipped=len(here) - head - tail)
        row.same(here[len(here) - tail :], there[len(here) - tail :])
    if row.left or row.right or row.skipped:
        yield row


def _words(text: str) -> list[str]:
    """Return the words of `text`, each with one space or line end after it, if any."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return _WORD.findall("\n".join(line for line in lines if line))


def _only(words: list[str]) -> list[Run]:
    if not words:
        return []
    shown = "".join(words[:_MOST_CHANGED])
    left_out = len(words) - _MOST_CHANGED
    return [Run(f"{shown}… {left_out:,} more words " if left_out > 0 else shown, only=True)]
