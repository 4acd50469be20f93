"""The share of a document's words that stand in repeated n-grams (Gopher's repetition measures).

Rae et al., "Scaling Language Models: Methods, Analysis & Insights from Training Gopher" (2021),
section A1.1 and table A1. The paper counts characters; words (folded tokens) are counted here, so
that the measure means the same in every script. Two formulas, by `count`:

* `top`: n times the occurrences of the most frequent n-gram, over the number of words;
* `all`: the words covered by n-grams that stood in the document before, over the number of words;
  a word that several of them cover counts once.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.errors import RuleError
from lint.finding import Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import PHRASE_TOKENS, View

PATTERNS: dict[str, Mode] = {}
Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Params:
    """Sizes n and, for each, the share from which a document is found."""

    count: str
    sizes: tuple[int, ...]
    thresholds: tuple[float, ...]
    min_tokens: int = 50

    def __post_init__(self) -> None:
        if self.count not in {"top", "all"}:
            raise RuleError(f"'count' must be top or all, not {self.count!r}")
        if len(self.sizes) != len(self.thresholds) or list(self.sizes) != sorted(self.sizes):
            raise RuleError("'sizes' must rise, and each needs its threshold")


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each document in which one share reaches its threshold; the message has the worst."""
    bounds = view.lines.first_token[view.lines.first_line]
    alive = np.diff(bounds) >= params.min_tokens
    worst: dict[int, tuple[float, int, float]] = {}
    for n, threshold in zip(params.sizes, params.thresholds, strict=True):
        documents = np.flatnonzero(alive & (_at_most(view, n, params) >= threshold))
        if not len(documents):
            continue
        shares = _shares(view, documents, bounds, n, params)
        for i in np.flatnonzero(shares >= threshold).tolist():
            over = (float(shares[i]) / threshold, n, float(shares[i]))
            worst[int(documents[i])] = max(worst.get(int(documents[i]), over), over)
        alive[documents] = shares >= _least(params, n)
    for document, (_, n, share) in sorted(worst.items()):
        detail = _DETAILS[params.count].format(n=n, share=share)
        yield Hit(document, 0, view.document_size(document), rule, detail=detail)


_DETAILS = {
    "top": "{share:.0%} of the words belong to one {n}-word phrase that comes again and again.",
    "all": "{share:.0%} of the words stand in {n}-word phrases that stood in the text before.",
}


def _at_most(view: View, n: int, params: Params) -> Shares:
    """Return a cheap bound on the share of each document for phrases of `n` words."""
    top, covered = view.pair_bounds
    sizes = np.maximum(np.diff(view.tokens[1]), 1)
    if params.count == "top" and n > 1:
        return top * n / sizes
    return covered[:, min(n, PHRASE_TOKENS)] / sizes


def _least(params: Params, shorter: int) -> float:
    """Return the share that n-grams of `shorter` words need for longer ones to be found.

    A longer n-gram repeats at most as often as the shorter one inside it, and covers no word that
    the repeated shorter ones do not cover.
    """
    longer = [(m, t) for m, t in zip(params.sizes, params.thresholds, strict=True) if m > shorter]
    if params.count == "all":
        return min((t for _, t in longer), default=1.0)
    return min((t * shorter / m for m, t in longer), default=1.0)


def _shares(
    view: View, documents: NDArray[np.int64], bounds: NDArray[np.int64], n: int, params: Params
) -> Shares:
    tokens, first = _tokens_of(view, documents, bounds)
    hashes, starts = kernels.shingles(tokens, first, n)
    again, top = kernels.seen_before(hashes, starts)
    sizes = np.diff(first)
    if params.count == "top":
        return np.where(top > 1, top * n, 0) / sizes
    return _covered(again, starts, n) / sizes


def _covered(again: NDArray[np.bool_], starts: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Return how many words of each document the n-grams cover that are flagged in `again`.

    The n-grams of document `i` are those from `starts[i]` to `starts[i + 1]`.
    """
    positions = np.flatnonzero(again)
    document = np.searchsorted(starts, positions, side="right") - 1
    apart = positions + document * n  # so that no two documents share a word
    words = np.minimum(np.diff(apart, prepend=-n), n)
    return np.bincount(document, words, len(starts) - 1).astype(np.int64)


def _tokens_of(
    view: View, documents: NDArray[np.int64], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the tokens of `documents` side by side, and where each begins."""
    sizes = bounds[documents + 1] - bounds[documents]
    first = np.concatenate([[0], np.cumsum(sizes)])
    if len(documents) == len(bounds) - 1:
        return view.lines.tokens, first
    at = np.repeat(bounds[documents] - first[:-1], sizes) + np.arange(first[-1])
    return view.lines.tokens[at], first
