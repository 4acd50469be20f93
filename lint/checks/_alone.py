"""Which of the lines that are a fixed phrase stand for themselves.

"Facebook" is a button, but not in a sentence that is broken over lines; "Email:" is a field, but
not over an address; "Economy" is a section, but not beside a bare number, in a table.
"""

import re

import numpy as np
from numpy.typing import NDArray

from lint.kernels.tables import ENDS_SENTENCE, HAS_DIGIT
from lint.view import View

_SENTENCE_WORDS = 8
"""A line of so many words is running text, a shorter one another label."""

_PIECE_BYTES = 400
_COLON_OR_BLANK = np.frombuffer(": \t\r\u00a0：".encode(), np.uint8)
_STOP = re.compile(r"[.,;!?)](?!\.)")
_FIGURE = re.compile(r"[-–+]?\d+(?:[.,]\d+)*\s?%?")
_FILLS = re.compile(r"\S@\w|[^\W\d_].*\d|\+?\d[\d .()/-]{6,}$")
"""An e-mail address, words with a number, a telephone number."""


def alone(
    view: View, lines: NDArray[np.int64], *, fields: bool, in_tables: bool
) -> NDArray[np.int64]:
    """Return those of `lines`, indices in order, that are no part of what stands around them.

    Of `fields`, which end in a colon, only those count that are not filled in by the line after.
    Beside a bare number only lines count that may stand `in_tables`.
    """
    keep = np.ones(len(lines), np.bool_)
    doubtful = np.flatnonzero(_doubtful(view, lines, fields=fields, in_tables=in_tables))
    steps = [_neighbours(view, lines[doubtful], step).tolist() for step in (-1, 1, 2)]
    for i, before, after, later in zip(doubtful.tolist(), *steps, strict=True):
        keep[i] = not (
            _in_sentence(view, before, after, later)
            or (fields and _is_filled(view, int(lines[i]), after))
            or (not in_tables and _is_cell(view, before, after))
        )
    return lines[keep]


def _doubtful(
    view: View, lines: NDArray[np.int64], *, fields: bool, in_tables: bool
) -> NDArray[np.bool_]:
    """Say which of `lines` may not stand for themselves, by what is known without their text."""
    flags, at = view.lines.flags, view.lines.first_token
    before, after = _neighbours(view, lines, -1), _neighbours(view, lines, 1)
    open_before: NDArray[np.bool_] = (flags[before] & ENDS_SENTENCE) == 0
    doubtful = open_before & (at[before + 1] - at[before] >= _SENTENCE_WORDS)
    if fields:
        doubtful |= np.isin(view.buffer[view.lines.end[lines] - 1], _COLON_OR_BLANK)
    if not in_tables:
        doubtful |= ((flags[before] | flags[after]) & HAS_DIGIT) != 0
    return doubtful


def _in_sentence(view: View, before: int, after: int, later: int) -> bool:
    """Say whether running text without its end is the line `before`, and goes on in the others."""
    return (
        before >= 0
        and not _ends_sentence(view, before)
        and (_is_rest(view, after) or any(_STOP.match(_text(view, n)) for n in (after, later)))
        and _is_open(view.line_text(before).split())
    )


def _is_open(words: list[str]) -> bool:
    """Say whether a sentence breaks off in `words`: headlines and bylines end in names."""
    return len(words) >= _SENTENCE_WORDS and (words[-1][0].islower() or words[-1][-1] in ",;–-")


def _is_rest(view: View, line: int) -> bool:
    """Say whether `line` is the rest of a sentence: in lower case, with its end."""
    return _ends_sentence(view, line) and _text(view, line)[:1].islower()


def _ends_sentence(view: View, line: int) -> bool:
    return line >= 0 and bool(view.lines.flags[line] & ENDS_SENTENCE)


def _is_filled(view: View, line: int, after: int) -> bool:
    filled = _FILLS.search(_text(view, after))
    return filled is not None and _text(view, line).endswith((":", "："))


def _is_cell(view: View, before: int, after: int) -> bool:
    return any(_FIGURE.fullmatch(_text(view, line)) for line in (before, after))


def _neighbours(view: View, lines: NDArray[np.int64], step: int) -> NDArray[np.int64]:
    """Return the lines with content `step` before or after `lines`, -1 outside of the document."""
    documents, at = view.document_of_line[lines], view.rank[lines] + step
    first, last = (view.rank[view.lines.first_line[documents + i]] for i in (0, 1))
    inside = (first <= at) & (at < last)
    return np.where(inside, view.content_lines[np.where(inside, at, 0)], -1)


def _text(view: View, line: int) -> str:
    """Return the beginning of `line` without blanks, "" where there is none."""
    if line < 0:
        return ""
    start, end = int(view.lines.start[line]), int(view.lines.end[line])
    piece = view.buffer[start : min(end, start + _PIECE_BYTES)].tobytes()
    return piece.decode("utf-8", "ignore").strip()
