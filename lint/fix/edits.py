"""From hits to edits: which of them are applied together, and what each one does to the text."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from lint.finding import Action, Hit, Level
from lint.fix.whole_lines import DocumentLines, deletions
from lint.light import dataclass
from lint.rule import Rule


class Edit(NamedTuple):
    """The bytes `start` to `end` of a text become `text`; `rule` is an index, `detail` evidence."""

    start: int
    end: int
    text: bytes
    rule: int
    detail: str


_Span = tuple[int, int, Hit]


@dataclass(frozen=True, slots=True)
class Policy:
    """The selected rules, by the index that hits use, and the lowest level that is applied."""

    rules: Sequence[Rule]
    minimum: Level = Level.SAFE

    def applies(self, hit: Hit) -> bool:
        """Return whether `hit` is an edit that may be trusted far enough."""
        edits = hit.action in (Action.REPLACE, Action.LINES)
        return edits and self.rules[hit.rule].level_of(hit) >= max(self.minimum, Level.UNSAFE)


def plan(text: bytes, hits: Iterable[Hit], policy: Policy) -> list[Edit]:
    """Return the edits of one document's `text` that `hits` ask for, sorted, without overlaps.

    Of hits that overlap the one that starts first counts, then the longer, then the lower rule;
    what is left over is found again in the cleaned text. Blank lines around whole lines go or stay
    as `lint.fix.whole_lines` says.
    """
    wanted = [hit for hit in hits if policy.applies(hit)]
    if not any(hit.action is Action.LINES for hit in wanted):
        return [_replacement(hit) for *_, hit in _chosen(_spans(text, wanted))]
    lines = DocumentLines.of(text)
    chosen = [hit for *_, hit in _chosen([*_spans(text, wanted), *_line_spans(lines, wanted)])]
    deleted = _deletions(lines, [hit for hit in chosen if hit.action is Action.LINES])
    others = [_replacement(hit) for hit in chosen if hit.action is Action.REPLACE]
    # Blank lines that go with whole lines may reach into what was to be replaced.
    return sorted(deleted + [edit for edit in others if _is_free(edit, deleted)])


def applied(text: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `text` after `edits`, which are sorted and do not overlap."""
    pieces: list[bytes] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    pieces.append(text[position:])
    return b"".join(pieces)


def _spans(text: bytes, hits: Iterable[Hit]) -> Iterator[_Span]:
    """Yield what the hits replace, without those that would put what is there already."""
    for hit in hits:
        if hit.action is Action.REPLACE and text[hit.start : hit.end] != hit.text:
            yield hit.start, hit.end, hit


def _line_spans(lines: DocumentLines, hits: Iterable[Hit]) -> Iterator[_Span]:
    for hit in hits:
        if hit.action is Action.LINES and len(lines):
            yield *lines.span(lines.touched(hit.start, hit.end)), hit


def _chosen(spans: Iterable[_Span]) -> list[_Span]:
    """Return the spans that count where some overlap."""
    chosen: list[_Span] = []
    reached = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1], span[2].rule)):
        if span[0] >= reached:
            chosen.append(span)
            reached = span[1]
    return chosen


def _deletions(lines: DocumentLines, hits: Sequence[Hit]) -> list[Edit]:
    runs = [lines.touched(hit.start, hit.end) for hit in hits]
    pairs = zip(deletions(lines, runs), hits, strict=True)
    return [Edit(start, end, b"", hit.rule, hit.detail) for (start, end), hit in pairs]


def _replacement(hit: Hit) -> Edit:
    return Edit(hit.start, hit.end, hit.text, hit.rule, hit.detail)


def _is_free(edit: Edit, deleted: Sequence[Edit]) -> bool:
    """Return whether none of the sorted `deleted` overlaps `edit`."""
    before = bisect_left(deleted, edit.end, key=attrgetter("start"))
    return before == 0 or deleted[before - 1].end <= edit.start
