"""What differs between two documents, in words that people read."""

from lint.batch import Place
from lint.near.clusters import Relation
from lint.near.relate import Twin

_WORDS = 12
_MOST_WORDS = 3000
"""Longer differences are not aligned word by word."""


def describe(twin: Twin, place: Place, text: str, other: str) -> str:
    """Return the evidence for `twin`: how alike, to which document at `place`, what differs."""
    name = place.id if place.record is None else f"{place.path}:{place.record} ({place.id})"
    percent = f"{_percent(twin.jaccard)} of the 5-word shingles are the same"
    cluster = (
        "" if twin.size == 2 else f" Cluster of {twin.size:,}, least similarity {twin.least:.2f}."
    )
    if twin.relation is Relation.EXACT:
        return f"The same words as {name}.{cluster}"
    if twin.relation is Relation.HEAD:
        return f"{name} has the same title and lead, but another text."
    if twin.relation is Relation.CONTAINED:
        said = f"{_percent(twin.containment)} of it stands in the longer {name}."
        return f"{said} {difference(text, other, lacks=False)}".strip() + cluster
    said = f"{percent} in {name}, which stays."
    return f"{said} {difference(text, other)}".strip() + cluster


def difference(text: str, other: str, *, lacks: bool = True) -> str:
    """Return what `text` has that `other` has not, and the other way round, shortened."""
    mine, theirs = _lines(text), _lines(other)
    added = [line for line in mine if line not in theirs]
    gone = [line for line in theirs if line not in mine]
    if len(added) == len(gone) == 1 or (_short(added) and _short(gone)):
        added, gone = _changed_words(" ".join(added), " ".join(gone))
    parts = [_said("Only here", added)]
    if lacks:
        parts.append(_said("only there", gone))
    said = "; ".join(filter(None, parts))
    return said[:1].upper() + said[1:] + "." if said else ""


def _lines(text: str) -> dict[str, None]:
    return dict.fromkeys(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def _short(lines: list[str]) -> bool:
    return sum(len(line) for line in lines) <= _MOST_WORDS


def _changed_words(mine: str, theirs: str) -> tuple[list[str], list[str]]:
    """Return the runs of words that stand on one side only, by rapidfuzz's alignment."""
    from rapidfuzz.distance import Indel

    a, b = mine.split(), theirs.split()
    added, gone = [], []
    for step in Indel.opcodes(a, b):
        if step.tag in ("delete", "replace"):
            added.append(" ".join(a[step.src_start : step.src_end]))
        if step.tag in ("insert", "replace"):
            gone.append(" ".join(b[step.dest_start : step.dest_end]))
    return added, gone


def _said(where: str, runs: list[str]) -> str:
    if not runs:
        return ""
    longest = max(runs, key=len).split()
    shown = " ".join(longest[:_WORDS]) + (" …" if len(longest) > _WORDS else "")
    more = f" and {len(runs) - 1:,} more" if len(runs) > 1 else ""
    return f"{where}: “{shown}”{more}"


def _percent(share: float) -> str:
    """Return a share in percent; only a whole is 100 %."""
    return f"{min(share, 0.99 if share < 1 else 1.0):.0%}"
