"""The same line again, right after or after blank lines: a caption next to its alt text."""

import unicodedata
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.finding import Action, Hit, Level
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS: dict[str, Mode] = {}


@dataclass(frozen=True, slots=True)
class Params:
    """Shorter lines repeat on purpose; a refrain stands in more places than one."""

    min_tokens: int = 4
    max_places: int = 1


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield the second of two equal lines; unsafe where the pair itself comes back (a refrain)."""
    for first, second in adjacent_pairs(view, params.min_tokens).tolist():
        if not same_text(view, first, second) or not has_letters(view.line_text(second)):
            continue
        refrain = _places(view, second) > params.max_places
        document = int(view.document_of_line[second])
        start, end = span_of(view, second)
        detail = f"Line {line_number(view, first)} stands again here, word for word."
        level = Level.UNSAFE if refrain else None
        yield Hit(document, start, end, rule, Action.LINES, level=level, detail=detail)


def adjacent_pairs(view: View, min_tokens: int) -> NDArray[np.int64]:
    """Return pairs (line, next line with content) of one document with the same folded words."""
    lines = view.lines
    first, second = view.consecutive
    keep = (lines.hash[first] == lines.hash[second]) & (view.token_counts[second] >= min_tokens)
    return np.stack([first[keep], second[keep]], axis=1)


def same_text(view: View, first: int, second: int) -> bool:
    """Say whether two lines are the same but for white space and composition (NFC)."""
    one, other = view.line_bytes(first), view.line_bytes(second)
    return one == other or _plain(one) == _plain(other)


def has_letters(text: str) -> bool:
    """Say whether `text` holds a letter: rows of figures repeat by chance."""
    return any(map(str.isalpha, text))


def span_of(view: View, line: int) -> tuple[int, int]:
    """Return the byte range of `line` in its document."""
    base = int(view.batch.text.starts[view.document_of_line[line]])
    return int(view.lines.start[line]) - base, int(view.lines.end[line]) - base


def line_number(view: View, line: int) -> int:
    """Return the 1-based number of `line` in its document."""
    return line - int(view.lines.first_line[view.document_of_line[line]]) + 1


def _places(view: View, line: int) -> int:
    """Return in how many separate places of its document a line's words stand."""
    document = view.document_of_line[line]
    first, last = view.lines.first_line[document : document + 2]
    ranks = view.rank[first:last][view.lines.hash[first:last] == view.lines.hash[line]]
    return 1 + int(np.count_nonzero(ranks[1:] - ranks[:-1] > 1))


def _plain(line: bytes) -> str:
    return unicodedata.normalize("NFC", " ".join(line.decode("utf-8", "replace").split()))
