"""What differs between two documents, in words that people read."""

import string
import unicodedata

from lint.batch import Place
from lint.near.clusters import Relation
from lint.near.relate import Twin

_WORDS = 12
_MOST_WORDS = 5000
"""Longer documents are not aligned word by word."""


def describe(twin: Twin, place: Place, text: str, other: str) -> str:
    """Return the evidence for `twin`: how alike, to which document at `place`, what differs."""
    name = place.id if place.record is None else f"{place.path}:{place.record} ({place.id})"
    cluster = (
        "" if twin.size == 2 else f" Cluster of {twin.size:,}, least similarity {twin.least:.2f}."
    )
    if twin.relation is Relation.EXACT:
        return f"The same words as {name}.{cluster}"
    if twin.relation is Relation.HEAD:
        return f"{name} has the same title and lead, but another text."
    if twin.relation is Relation.CONTAINED:
        said = f"{percent(twin.containment)} of it stands in the longer {name}."
        return f"{said} {difference(text, other, lacks=False)}".strip() + cluster
    said = f"{percent(twin.jaccard)} of the 5-word shingles are the same in {name}, which stays."
    return f"{said} {difference(text, other)}".strip() + cluster


def difference(text: str, other: str, *, lacks: bool = True) -> str:
    """Return what `text` has that `other` has not, and the other way round, shortened."""
    mine, theirs = text.split(), other.split()
    if max(len(mine), len(theirs)) > _MOST_WORDS:
        return ""
    added, gone = _changed(mine, theirs)
    moved = [run for run in added if run in gone]
    added, gone = [run for run in added if run not in moved], [r for r in gone if r not in moved]
    parts = [
        _said("only here", added),
        _said("only there", gone) if lacks else "",
        _said("in another place", moved),
    ]
    said = "; ".join(filter(None, parts))
    return said[:1].upper() + said[1:] + "." if said else ""


def _changed(mine: list[str], theirs: list[str]) -> tuple[list[str], list[str]]:
    """Return the runs of words that stand on one side only, by rapidfuzz's alignment."""
    from rapidfuzz.distance import Indel

    added: list[str] = []
    gone: list[str] = []
    for step in Indel.opcodes(list(map(_bare, mine)), list(map(_bare, theirs))):
        if step.tag in ("delete", "replace"):
            added.append(" ".join(mine[step.src_start : step.src_end]))
        if step.tag in ("insert", "replace"):
            gone.append(" ".join(theirs[step.dest_start : step.dest_end]))
    return added, gone


def _bare(word: str) -> str:
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
