"""What fixing changes, as a unified diff whose hunks name the rules.

Made from the edits themselves, in time linear in the text, where a search for the longest common
subsequence would be quadratic.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from lint.fix.edits import Edit, applied
from lint.light import dataclass

_Group = tuple[int, int, list[Edit]]

CONTEXT_LINES = 3
_NO_NEWLINE = "\\ No newline at end of file"


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines `first` to `last` (exclusive) of the original become `new`, by the rules `rules`."""

    first: int
    last: int
    new: list[bytes]
    rules: list[int]

    @property
    def growth(self) -> int:
        return len(self.new) - (self.last - self.first)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, its lines with their ends, and the byte at which each starts (and the last ends)."""

    data: bytes
    lines: list[bytes]
    starts: list[int]

    @classmethod
    def of(cls, data: bytes) -> "_Text":
        lines = _lines(data)
        return cls(data, lines, list(accumulate(map(len, lines), initial=0)))

    def touched(self, edit: Edit, *, behind: bool = False) -> "_Touched":
        """Return what `edit` touches; `behind` says that an edit right before it left a part.

        Where it takes a line's end and leaves something before it, the next line is touched, too.
        """
        first = min(bisect_right(self.starts, edit.start), max(1, len(self.lines))) - 1
        last = max(bisect_left(self.starts, edit.end), first + 1)
        leaves = behind or edit.start > self.starts[first]
        if edit.text:
            leaves = not edit.text.endswith(b"\n")
        if leaves and edit.end == self.starts[min(last, len(self.lines))] > edit.start:
            last += 1
        return _Touched(first, min(last, len(self.lines)), leaves)


class _Touched(NamedTuple):
    """Lines `first` to `last` (exclusive); `leaves`: a part of a line stands before the end."""

    first: int
    last: int
    leaves: bool


def unified(label: str, data: bytes, edits: Sequence[Edit], codes: Sequence[str]) -> Iterator[str]:
    """Yield the lines, without their ends, of the diff of `data` and what `edits` make of it.

    `edits` are sorted and do not overlap; `codes` are the rules' codes by index.
    """
    yield f"--- a/{label}"
    yield f"+++ b/{label}"
    text, shift = _Text.of(data), 0
    for hunk in _hunks([_block(text, group) for group in _groups(text, edits)]):
        first = max(0, hunk[0].first - CONTEXT_LINES)
        last = min(len(text.lines), hunk[-1].last + CONTEXT_LINES)
        growth = sum(block.growth for block in hunk)
        named = ", ".join(dict.fromkeys(codes[rule] for block in hunk for rule in block.rules))
        old, new = _range(first, last - first), _range(first + shift, last - first + growth)
        yield f"@@ -{old} +{new} @@ {named}"
        yield from _body(text, hunk, first, last)
        shift += growth


def _groups(text: _Text, edits: Sequence[Edit]) -> Iterator[_Group]:
    """Yield the edits that share lines, together, with their first line and the one after."""
    group: list[Edit] = []
    first = reached = 0
    leaves = False
    for edit in edits:
        behind = bool(group) and leaves and group[-1].end == edit.start
        touched = text.touched(edit, behind=behind)
        if group and touched.first >= reached:
            yield first, reached, group
            group = []
        first = first if group else touched.first
        group.append(edit)
        reached, leaves = max(touched.last, reached), touched.leaves
    if group:
        yield first, reached, group


def _block(text: _Text, group: _Group) -> _Block:
    first, last, edits = group
    start, end = text.starts[first], text.starts[last]
    moved = [edit._replace(start=edit.start - start, end=edit.end - start) for edit in edits]
    new = applied(text.data[start:end], moved)
    return _Block(first, last, _lines(new), [edit.rule for edit in edits])


def _hunks(blocks: Sequence[_Block]) -> Iterator[list[_Block]]:
    """Yield the blocks whose context lines meet, together."""
    hunk: list[_Block] = []
    for block in blocks:
        if hunk and block.first - hunk[-1].last > 2 * CONTEXT_LINES:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk


def _body(text: _Text, hunk: Sequence[_Block], first: int, last: int) -> Iterator[str]:
    at = first
    for block in hunk:
        yield from _marked(" ", text.lines[at : block.first])
        yield from _marked("-", text.lines[block.first : block.last])
        yield from _marked("+", block.new)
        at = block.last
    yield from _marked(" ", text.lines[at:last])


def _marked(mark: str, lines: Sequence[bytes]) -> Iterator[str]:
    for line in lines:
        yield mark + line.removesuffix(b"\n").decode("utf-8", "replace")
        if not line.endswith(b"\n"):
            yield _NO_NEWLINE


def _range(start: int, size: int) -> str:
    """Return a range as diff writes it: 1-based, and of no lines the one before."""
    return f"{start + (size > 0)},{size}"


def _lines(data: bytes) -> list[bytes]:
    """Return the lines of `data` with their ends; only a newline ends a line."""
    *whole, rest = data.split(b"\n")
    return [line + b"\n" for line in whole] + ([rest] if rest else [])
