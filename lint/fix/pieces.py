"""A piece table: several passes of edits become one set of edits against the original.

After Crowley, "Data structures for text sequences" (1998), section 6.4, with one difference: what
was taken out stays in the table, so that each original byte knows the rule that removed it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from lint.fix.edits import Edit
from lint.light import dataclass


class _Piece(NamedTuple):
    """The original bytes `start` to `end` now read as `text`; None: as they were."""

    start: int
    end: int
    text: bytes | None
    rule: int = -1
    detail: str = ""

    @property
    def size(self) -> int:
        return self.end - self.start if self.text is None else len(self.text)

    def cut(self, at: int) -> "tuple[_Piece, _Piece]":
        """Return what is before and after byte `at` of the piece's present text."""
        if self.text is None:
            middle = self.start + at
            return self._replace(end=middle), self._replace(start=middle)
        return self._replace(text=self.text[:at]), self._replace(
            start=self.end, text=self.text[at:]
        )


@dataclass(slots=True)
class Pieces:
    """A text of `size` bytes and what edits have made of it."""

    table: list[_Piece]

    @classmethod
    def whole(cls, size: int) -> "Pieces":
        """Return the table of a text that nothing has changed yet."""
        return cls([_Piece(0, size, None)])

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply `edits` of the present text, sorted and without overlaps."""
        done: list[_Piece] = []
        waiting = self.table[::-1]
        position = 0
        for edit in edits:
            position = _move(waiting, done, position, edit.start)
            gone: list[_Piece] = []
            position = _move(waiting, gone, position, edit.end)
            done += _replaced(gone, edit, done)
        self.table = done + waiting[::-1]

    def edits(self) -> list[Edit]:
        """Return the edits that turn the original into the present text, in order.

        Neighbours of one rule and detail are one edit.
        """
        merged: list[Edit] = []
        for start, end, text, rule, detail in self.table:
            if text is None or (start == end and not text):
                continue
            last = merged[-1] if merged else None
            if last and last.end == start and last[3:] == (rule, detail):
                merged[-1] = last._replace(end=end, text=last.text + text)
            else:
                merged.append(Edit(start, end, text, rule, detail))
        return merged


def _move(source: list[_Piece], target: list[_Piece], position: int, to: int) -> int:
    """Move pieces from the end of `source` until `to` bytes of the present text have passed.

    Pieces that read as nothing move along when more text follows before `to`.
    """
    while position < to:
        piece = source.pop()
        if position + piece.size > to:
            piece, rest = piece.cut(to - position)
            source.append(rest)
        target.append(piece)
        position += piece.size
    return position


def _replaced(gone: list[_Piece], edit: Edit, before: list[_Piece]) -> list[_Piece]:
    """Return the pieces that stand for `gone` after `edit`: the first one reads as its text."""
    pieces = [
        _Piece(p.start, p.end, b"", edit.rule, edit.detail)
        if p.text is None
        else p._replace(text=b"")
        for p in gone
    ]
    if not pieces:
        at = before[-1].end if before else 0
        return [_Piece(at, at, edit.text, edit.rule, edit.detail)]
    pieces[0] = pieces[0]._replace(text=edit.text)
    return pieces
