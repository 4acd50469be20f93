"""A line that says nearly the same as the one before it: alt text against caption.

Two lines are near when one is the other with a photo credit, or when they hold the same words in
nearly the same order: normalised Indel similarity (rapidfuzz) of their words, in lower case.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.arrays import distinct
from lint.checks.repeated_line import has_letters, line_number, same_text, span_of
from lint.finding import Action, Hit
from lint.kernels.tables import Hashes
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
    credited = set(view.matching(rule, "credits", _longer(view, pairs)).tolist())
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
    first, second = view.consecutive
    counts = view.token_counts
    fits = (counts >= max(params.min_tokens, _PROBE)) & (counts <= params.max_tokens)
    keep = fits[first] & fits[second]
    first, second = first[keep], second[keep]
    a, b = counts[first], counts[second]
    keep = np.minimum(a, b) * 2 >= np.maximum(a, b)
    keep &= first != view.first_content[view.document_of_line[first]]  # a title is no caption
    first, second = first[keep], second[keep]
    at, tokens = view.lines.first_token, view.lines.tokens
    near = _agree(tokens, at[first], at[second], range(_PROBE))
    near |= _agree(tokens, at[first + 1], at[second + 1], range(-_PROBE, 0))
    return np.stack([first, second], axis=1)[near]


def _agree(
    tokens: Hashes, at: NDArray[np.int64], other: NDArray[np.int64], steps: range
) -> NDArray[np.bool_]:
    """Say where the tokens in all `steps` from `at` and from `other` are the same."""
    agreed = np.ones(len(at), np.bool_)
    for step in steps:
        rest = np.flatnonzero(agreed)
        agreed[rest] = tokens[at[rest] + step] == tokens[other[rest] + step]
    return agreed


def _longer(view: View, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the longer lines of `pairs` that may begin with all words of the shorter ones."""
    first, second = pairs.T
    counts, at, tokens = view.token_counts, view.lines.first_token, view.lines.tokens
    swapped = counts[first] > counts[second]
    shorter, longer = np.where(swapped, pairs.T[::-1], pairs.T)
    last = counts[shorter] - 1
    return distinct(longer[tokens[at[shorter] + last] == tokens[at[longer] + last]])


def _verdict(view: View, first: int, second: int, credited: set[int], params: Params) -> str:
    """Return why two lines are near, as words for people; "" when they are not."""
    if view.lines.hash[first] == view.lines.hash[second]:
        return "" if same_text(view, first, second) else "only letter case or punctuation differ"
    counts = view.token_counts
    shorter, longer = (second, first) if counts[first] > counts[second] else (first, second)
    if longer in credited and _opens(view, shorter, longer):
        return "it is this line with a credit"
    return _similar(view, first, second, params)


def _opens(view: View, shorter: int, longer: int) -> bool:
    """Say whether all words of one line are the first ones of the other."""
    at, tokens = view.lines.first_token, view.lines.tokens
    size = at[shorter + 1] - at[shorter]
    ours, others = (tokens[at[line] : at[line] + size] for line in (shorter, longer))
    return bool(np.array_equal(ours, others))


def _similar(view: View, first: int, second: int, params: Params) -> str:
    a, b = view.line_text(first), view.line_text(second)
    least = params.min_similarity
    sizes = len(a.split()), len(b.split())  # folded, too: no letter becomes a blank
    if _ratio(min(sizes), *sizes) < least:
        return ""  # most pairs end here
    a, b = a.casefold(), b.casefold()
    ours, others = a.split(), b.split()
    if _most(ours, others) < least or not has_letters(a):
        return ""
    if _telling(ours, params) != _telling(others, params):
        return ""  # rows of a table or a list, which differ in what counts
    from rapidfuzz.distance import Indel  # for the few pairs that get here

    similarity = Indel.normalized_similarity(ours, others, score_cutoff=least)
    return f"{similarity:.0%} of the words are the same" if similarity else ""


def _ratio(common: int, ours: int, others: int) -> float:
    """Return the normalised Indel similarity of lists of so many words, so many in `common`."""
    size = ours + others
    return 1 - (size - 2 * common) / size


def _most(ours: list[str], others: list[str]) -> float:
    """Return what the similarity is at most, whatever the order of the words."""
    own, foreign = set(ours).difference(others), set(others).difference(ours)
    common = min(len(ours) - len(own), len(others) - len(foreign))
    return _ratio(common, len(ours), len(others))


def _telling(words: list[str], params: Params) -> list[str]:
    """Return the figures and the negations among `words`."""
    return [w for w in words if _DIGIT.search(w) or w.strip(_MARKS) in params.negations]
