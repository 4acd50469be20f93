"""A line that says nearly the same as the one before it: alt text against caption.

Two lines are near when one is the other with a photo credit, or when they hold the same words in
nearly the same order: normalised Indel similarity (rapidfuzz) of their words, in lower case.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import among, distinct
from lint.checks.repeated_line import has_letters, line_number, same_text, span_of
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"credits": Mode.LATER}
Indices = NDArray[np.int64]
_DIGIT = re.compile(r"\d")
_MARKS = ".,;:!?…()[]\"'“”‘’«»"
_PROBE = 3
"""Near lines share this many words at their beginning, or as many at their end."""


@dataclass(frozen=True, slots=True)
class Params:
    """`min_similarity` from 0 to 1; `max_tokens` since a caption is not a page.

    Lines are not near where one has other `negations` than the other: words, in lower case.
    """

    credits: tuple[str, ...] = ()
    negations: tuple[str, ...] = ()
    min_similarity: float = 0.93
    min_tokens: int = 6
    max_tokens: int = 90


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield the poorer of two near lines: the shorter one, else the second."""
    for first, second, verdict in _near(view, rule, params):
        longer = view.lines.chars[first] >= view.lines.chars[second]
        worse, better = (second, first) if longer else (first, second)
        start, end = span_of(view, worse)
        detail = f"Line {line_number(view, better)} says the same: {verdict}."
        yield Hit(int(view.document_of_line[worse]), start, end, rule, Action.LINES, detail=detail)


def _near(view: View, rule: int, params: Params) -> Iterator[tuple[int, int, str]]:
    """Yield pairs of near lines, and why they are near, as words for people."""
    first, second, leading = _candidates(view, params)
    same = view.lines.hash[first] == view.lines.hash[second]
    credited = _credited(view, rule, first, second, leading)
    pairs = np.stack([first, second], axis=1)
    starts, ends = view.lines.start[pairs], view.lines.end[pairs]
    close = kernels.may_be_similar(view.buffer, starts, ends, params.min_similarity)
    close |= same | credited
    columns = (column[close].tolist() for column in (first, second, same, credited))
    for one, other, is_same, is_credited in zip(*columns, strict=True):
        if is_same:
            if not same_text(view, one, other):
                yield one, other, "only letter case or punctuation differ"
        elif is_credited:
            yield one, other, "it is this line with a credit"
        elif verdict := _similar(view, one, other, params):
            yield one, other, verdict


def _candidates(view: View, params: Params) -> tuple[Indices, Indices, Indices]:
    """Return consecutive lines of like length that begin or end with the same words.

    The third array says with how many they begin.
    """
    first, second = view.consecutive
    leading, trailing = view.common_ends
    a, b = view.token_counts[first], view.token_counts[second]
    least, most = np.minimum(a, b), np.maximum(a, b)
    keep = np.maximum(leading, trailing) >= _PROBE
    keep &= (least >= params.min_tokens) & (most <= params.max_tokens) & (2 * least >= most)
    keep &= first != view.first_content[view.document_of_line[first]]  # a title is no caption
    return first[keep], second[keep], leading[keep]


def _credited(
    view: View, rule: int, first: Indices, second: Indices, leading: Indices
) -> NDArray[np.bool_]:
    """Say of which pairs one line is the other with a credit behind it."""
    counts = view.token_counts
    swapped = counts[first] > counts[second]
    shorter, longer = np.where(swapped, (second, first), (first, second))
    opens: NDArray[np.bool_] = leading == counts[shorter]
    opens &= among(longer, view.matching(rule, "credits", distinct(longer[opens])))
    return opens


def _similar(view: View, first: int, second: int, params: Params) -> str:
    """Return why two lines are near, by their words; "" when they are not."""
    a, b = view.line_text(first).casefold(), view.line_text(second).casefold()
    ours, others = a.split(), b.split()
    if not has_letters(a):
        return ""
    if _telling(ours, params) != _telling(others, params):
        return ""  # rows of a table or a list, which differ in what counts
    from rapidfuzz.distance import Indel  # for the few pairs that get here

    similarity = Indel.normalized_similarity(ours, others, score_cutoff=params.min_similarity)
    return f"{similarity:.0%} of the words are the same" if similarity else ""


def _telling(words: list[str], params: Params) -> list[str]:
    """Return the figures and the negations among `words`."""
    return [w for w in words if _DIGIT.search(w) or w.strip(_MARKS) in params.negations]
