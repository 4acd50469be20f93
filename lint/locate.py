"""From bytes to what people read: lines, columns and excerpts of hits."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from lint.batch import Batch, Place
from lint.finding import FOUND_CHARS, Excerpt, Finding, Hit
from lint.rule import Rule

CONTEXT_CHARS = 160
_MAX_CHAR_BYTES = 4


class Position(NamedTuple):
    """A byte offset of a text with its 1-based line and column, and the code points before it."""

    offset: int
    line: int
    column: int
    chars: int


START = Position(0, 1, 1, 0)


def findings(batch: Batch, hits: Iterable[Hit], rules: Sequence[Rule]) -> Iterator[Finding]:
    """Yield each of `hits` as a finding; they come sorted by document, then start."""
    for document, group in groupby(hits, attrgetter("document")):
        text, place, at = batch.text.bytes_at(document), batch.origin.place(document), START
        for hit in group:
            at = advance(text, at if at.offset <= hit.start else START, hit.start)
            yield _finding(text, place, at, hit, rules[hit.rule])


def advance(text: bytes, position: Position, offset: int) -> Position:
    """Return where `offset` stands, counting on from `position`, which is not after it.

    Only the bytes between the two are read, so that many hits of one text cost one pass.
    """
    newlines = text.count(b"\n", position.offset, offset)
    passed = _code_points(text[position.offset : offset])
    if newlines:
        line_start = text.rfind(b"\n", position.offset, offset) + 1
        column = 1 + _code_points(text[line_start:offset])
    else:
        column = position.column + passed
    return Position(offset, position.line + newlines, column, position.chars + passed)


def excerpt(text: bytes, start: int, end: int) -> Excerpt:
    """Return `text[start:end]` with the rest of its first and last line, each cut short."""
    reach = CONTEXT_CHARS * _MAX_CHAR_BYTES
    before = text[max(0, start - reach) : start].rpartition(b"\n")[2]
    after = text[end : end + reach].partition(b"\n")[0].removesuffix(b"\r")
    if text[start:end].endswith(b"\n"):
        after = b""
    found = text[start : min(end, start + FOUND_CHARS * _MAX_CHAR_BYTES)]
    return Excerpt(
        _decode(before)[-CONTEXT_CHARS:],
        _decode(found)[:FOUND_CHARS],
        _decode(after)[:CONTEXT_CHARS],
    )


def _finding(text: bytes, place: Place, at: Position, hit: Hit, rule: Rule) -> Finding:
    end = advance(text, at, hit.end)
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        level=rule.level_of(hit),
        message=rule.summary,
        detail=hit.detail,
        place=place,
        line=at.line,
        column=at.column,
        end_line=end.line,
        end_column=end.column,
        start_byte=hit.start,
        end_byte=hit.end,
        start_char=at.chars,
        end_char=end.chars,
        excerpt=excerpt(text, hit.start, hit.end),
        action=hit.action,
        replacement=_decode(hit.text),
        evidence=hit.evidence,
    )


def _code_points(part: bytes) -> int:
    return len(part) if part.isascii() else len(part.decode("utf-8", "replace"))


def _decode(part: bytes) -> str:
    """Return `part` without the halves of characters that a cut left at its ends."""
    return part.decode("utf-8", "ignore")
