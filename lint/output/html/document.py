"""One document with faults, as the page needs it: clipped, with what its fixes take out."""

from collections.abc import Sequence

from lint.batch import Batch, Place
from lint.finding import Finding, Hit, Level
from lint.fix.edits import Edit, Policy, plan
from lint.light import dataclass
from lint.locate import findings
from lint.rule import Rule

CLIP_BYTES = 24_000
"""So much of a text is shown; that is a long article."""

_MOST_FINDINGS = 300
_FINDING_BYTES = 120
_TITLE_CHARS = 120


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be shown: its text up to `CLIP_BYTES`, the faults and edits in that part.

    `removed` counts the characters that all its fixes take out, of `characters`; `hidden` the
    faults that are not shown.
    """

    key: str
    place: Place
    site: str
    title: str
    text: bytes
    characters: int
    removed: int
    findings: list[Finding]
    edits: list[Edit]
    hidden: int

    @property
    def weight(self) -> int:
        """Return roughly how many bytes of the page it takes."""
        return len(self.text) + _FINDING_BYTES * len(self.findings)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The edits that fixing a text asks for in one pass, and what each takes out in characters."""

    edits: list[Edit]
    removed: list[int]
    safe_removed: int

    @property
    def total(self) -> int:
        """Return how many characters fewer the text has after all edits, at least none."""
        return max(0, sum(self.removed))


def cleaning(text: bytes, hits: Sequence[Hit], rules: Sequence[Rule]) -> Cleaning:
    """Return what `hits` take out of `text` with safe and unsafe fixes, and with safe ones."""
    edits = plan(text, hits, Policy(rules, Level.UNSAFE))
    removed = [_taken(text, edit) for edit in edits]
    policy = Policy(rules, Level.SAFE)
    safe = [hit for hit in hits if policy.applies(hit)]
    only = sum(_taken(text, edit) for edit in plan(text, safe, policy)) if safe else 0
    return Cleaning(edits, removed, max(0, only))


def document_of(
    batch: Batch, hits: Sequence[Hit], rules: Sequence[Rule], cleaned: Cleaning, site: str
) -> Document:
    """Return the document of `batch` that all of `hits` stand in."""
    index = hits[0].document
    text = batch.text.bytes_at(index)
    shown = text[:CLIP_BYTES].decode("utf-8", "ignore").encode()
    inside = [hit for hit in hits if hit.end <= len(shown)][:_MOST_FINDINGS]
    return Document(
        key=content_key(text),
        place=batch.origin.place(index),
        site=site,
        title=title_of(batch, index),
        text=shown,
        characters=characters(text),
        removed=cleaned.total,
        findings=list(findings(batch, inside, rules)),
        edits=[edit for edit in cleaned.edits if edit.end <= len(shown)],
        hidden=len(hits) - len(inside),
    )


def content_key(text: bytes) -> str:
    """Return 16 hexadecimal digits that stand for a text, and choose among many without favour."""
    from hashlib import blake2b

    return blake2b(text, digest_size=8).hexdigest()


def title_of(batch: Batch, index: int) -> str:
    """Return the document's title, else its first line with text, cut short."""
    title = batch.titles[index].strip() if batch.titles is not None else ""
    if not title:
        start = batch.text.bytes_at(index)[:2000].decode("utf-8", "ignore")
        title = next(iter(start.strip().splitlines()), "")
    return title if len(title) <= _TITLE_CHARS else title[: _TITLE_CHARS - 1] + "…"


def characters(text: bytes) -> int:
    """Return how many code points `text` has."""
    return len(text) if text.isascii() else len(text.decode("utf-8", "replace"))


def _taken(text: bytes, edit: Edit) -> int:
    return characters(text[edit.start : edit.end]) - characters(edit.text)
