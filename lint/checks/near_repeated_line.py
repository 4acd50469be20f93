"""A line that says nearly the same as the one before it: alt text against caption.

Two lines are near when one is the other with a photo credit, or when they hold the same words in
nearly the same order: normalised Indel similarity (rapidfuzz) of the folded texts.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.checks.repeated_line import consecutive, has_letters, line_number, same_text, span_of
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"credits": Mode.LATER}
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
    pairs = _candidates(view, params)
    credited = set(view.matching(rule, "credits", distinct(pairs)).tolist())
    for first, second in pairs.tolist():
        verdict = _verdict(view, first, second, credited, params)
        if not verdict:
            continue
        longer = view.lines.chars[first] >= view.lines.chars[second]
        worse, better = (second, first) if longer else (first, second)
        start, end = span_of(view, worse)
        detail = f"Line {line_number(view, better)} says the same: {verdict}."
        yield Hit(int(view.document_of_line[worse]), start, end, rule, Action.LINES, detail=detail)


def _candidates(view: View, params: Params) -> NDArray[np.int64]:
    """Return consecutive lines of like length that begin or end with the same words."""
    lines = view.lines
    first, second = consecutive(view)
    counts = np.diff(lines.first_token)
    a, b = counts[first], counts[second]
    shorter, longer = np.minimum(a, b), np.maximum(a, b)
    keep = (shorter >= max(params.min_tokens, _PROBE)) & (longer <= params.max_tokens)
    keep &= shorter * 2 >= longer
    keep &= first != view.first_content[view.document_of_line[first]]  # a title is no caption
    first, second = first[keep], second[keep]
    near = _begins(view, first, second) | _ends(view, first, second)
    return np.stack([first, second], axis=1)[near]


def _begins(view: View, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.bool_]:
    tokens, at = view.lines.tokens, view.lines.first_token
    same: list[NDArray[np.bool_]]
    same = [tokens[at[first] + k] == tokens[at[second] + k] for k in range(_PROBE)]
    agreed: NDArray[np.bool_] = np.all(same, axis=0)
    return agreed


def _ends(view: View, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.bool_]:
    tokens, after = view.lines.tokens, view.lines.first_token[1:]
    same: list[NDArray[np.bool_]]
    same = [tokens[after[first] - k] == tokens[after[second] - k] for k in range(1, _PROBE + 1)]
    agreed: NDArray[np.bool_] = np.all(same, axis=0)
    return agreed


def _verdict(view: View, first: int, second: int, credited: set[int], params: Params) -> str:
    """Return why two lines are near, as words for people; "" when they are not."""
    if view.lines.hash[first] == view.lines.hash[second]:
        return "" if same_text(view, first, second) else "only letter case or punctuation differ"
    a, b = _tokens(view, first), _tokens(view, second)
    shorter, longer = sorted((a, b), key=len)
    line = first if len(a) > len(b) else second
    if line in credited and longer[: len(shorter)] == shorter:
        return "it is this line with a credit"
    return _similar(view, first, second, params)


def _similar(view: View, first: int, second: int, params: Params) -> str:
    from rapidfuzz.distance import Indel

    a, b = view.line_text(first).casefold(), view.line_text(second).casefold()
    if not has_letters(a):
        return ""
    ours, others = a.split(), b.split()
    least = params.min_similarity
    similarity = Indel.normalized_similarity(ours, others, score_cutoff=least)
    if not similarity or _telling(ours, params) != _telling(others, params):
        return ""  # rows of a table or a list, which differ in what counts
    return f"{similarity:.0%} of the words are the same"


def _telling(words: list[str], params: Params) -> list[str]:
    """Return the figures and the negations among `words`."""
    return [w for w in words if _DIGIT.search(w) or w.strip(_MARKS) in params.negations]


def _tokens(view: View, line: int) -> list[int]:
    at = view.lines.first_token
    return view.lines.tokens[at[line] : at[line + 1]].tolist()  # type: ignore[no-any-return]
