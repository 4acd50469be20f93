"""What differs between two documents, in words that people read."""

import string
import unicodedata
from typing import NamedTuple

from lint.batch import Place
from lint.finding import Evidence
from lint.identity import name_of
from lint.near.relate import Twin
from lint.near.terms import Relation

_WORDS = 12
_MOST_WORDS = 5000
"""Longer documents are not aligned word by word."""

_MOST_RUNS, _RUN_CHARS = 10, 200
"""So much of what differs is kept for programs; people see the longest run."""


class Difference(NamedTuple):
    """Runs of words that stand in one text only (here), in the other only, or in another place."""

    here: list[str]
    there: list[str]
    moved: list[str]


def evidence(twin: Twin, place: Place, line: int, found: Difference) -> Evidence:
    """Return what is known of `twin`, whose anchor stands at `place`, by parts."""
    head = twin.relation is Relation.HEAD
    return Evidence(
        relation=twin.relation.value,
        place=place,
        line=line,
        jaccard=None if head else round(twin.jaccard, 4),
        containment=None if head else round(twin.containment, 4),
        size=twin.size,
        least=None if head else round(twin.least, 4),
        here=_listed(found.here),
        there=_listed(found.there),
        moved=_listed(found.moved),
    )


def describe(twin: Twin, place: Place, found: Difference) -> str:
    """Return the evidence for `twin`: how alike, to which document at `place`, what differs."""
    name = name_of(place)
    cluster = (
        "" if twin.size == 2 else f" Cluster of {twin.size:,}, least similarity {twin.least:.2f}."
    )
    if twin.relation is Relation.EXACT:
        return f"The same words as {name}.{cluster}"
    if twin.relation is Relation.HEAD:
        return f"{name} has the same title and lead, but another text."
    if twin.relation is Relation.CONTAINED:
        said = f"{percent(twin.containment)} of it stands in the longer {name}."
        return f"{said} {difference_said(found, lacks=False)}".strip() + cluster
    said = f"{percent(twin.jaccard)} of the 5-word shingles are the same in {name}, which stays."
    return f"{said} {difference_said(found)}".strip() + cluster


def difference(twin: Twin, text: str, other: str) -> Difference:
    """Return what differs between the two texts of `twin`; nothing where that is not asked.

    Texts of the same words, or with only their heads in common, are not aligned, nor very long
    ones.
    """
    mine, theirs = text.split(), other.split()
    alike = twin.relation in (Relation.NEAR, Relation.CONTAINED)
    if not alike or max(len(mine), len(theirs)) > _MOST_WORDS:
        return Difference([], [], [])
    added, gone = _changed(mine, theirs)
    moved = [run for run in added if run in gone]
    return Difference(
        [run for run in added if run not in moved], [r for r in gone if r not in moved], moved
    )


def difference_said(found: Difference, *, lacks: bool = True) -> str:
    """Return `found` in words, shortened; what the other text lacks only when `lacks`."""
    parts = [
        _said("only here", found.here),
        _said("only there", found.there) if lacks else "",
        _said("in another place", found.moved),
    ]
    said = "; ".join(filter(None, parts))
    return said[:1].upper() + said[1:] + "." if said else ""


def _listed(runs: list[str]) -> tuple[str, ...]:
    return tuple(run[:_RUN_CHARS] for run in runs[:_MOST_RUNS])


def _changed(mine: list[str], theirs: list[str]) -> tuple[list[str], list[str]]:
    """Return the runs of words that stand on one side only, by rapidfuzz's alignment."""
    from rapidfuzz.distance import Indel

    added: list[str] = []
    gone: list[str] = []
    for step in Indel.opcodes(list(map(bare, mine)), list(map(bare, theirs))):
        if step.tag in ("delete", "replace"):
            added.append(" ".join(mine[step.src_start : step.src_end]))
        if step.tag in ("insert", "replace"):
            gone.append(" ".join(theirs[step.dest_start : step.dest_end]))
    return added, gone


def bare(word: str) -> str:
    """Return `word` as it is compared: without case and outer punctuation."""
    return unicodedata.normalize("NFC", word.strip(string.punctuation + "“”‘’…–—")).casefold()


def _said(where: str, runs: list[str]) -> str:
    if not runs:
        return ""
    longest = max(runs, key=len).split()
    shown = " ".join(longest[:_WORDS]) + (" …" if len(longest) > _WORDS else "")
    more = f" and {len(runs) - 1:,} more" if len(runs) > 1 else ""
    return f"{where}: “{shown}”{more}"


def percent(share: float) -> str:
    """Return a share in percent; only a whole is 100 %."""
    return f"{min(share, 0.99 if share < 1 else 1.0):.0%}"


def first_line(text: bytes) -> tuple[int, int]:
    """Return the range of the first line with content: a document is shown by its title."""
    start = len(text) - len(text.lstrip())
    end = text.find(b"\n", start)
    return start, max(start, len(text[: end if end > 0 else None].rstrip()))
