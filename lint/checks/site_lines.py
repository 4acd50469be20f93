"""Lines that stand in many documents of one site.

Found from the text alone, after the corpus has been counted once: the share of a site's documents
that hold a line. On news pages 0.4 % of the lines that three or more pages of a site share are
article text; the thresholds keep those: running text needs a larger share.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lint.finding import Action, Hit, Level
from lint.kernels.tables import ENDS_SENTENCE
from lint.patterns.database import Mode
from lint.site import sites_of
from lint.survey import Facts, Keys, count_keys
from lint.view import View

PATTERNS: dict[str, Mode] = {}
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Params:
    """Documents and shares of a site; from `suspect_share` a line is shown, but not deleted.

    A sentence of `prose_tokens` words or more is prose, and needs `prose_share`.
    """

    min_documents: int = 5
    min_share: float = 0.1
    suspect_share: float = 0.03
    prose_share: float = 0.5
    prose_tokens: int = 14


def survey(view: View) -> Facts:
    """Return in how many documents of the batch each line of each site stands."""
    sites = sites_of(view.batch)
    keys = _line_keys(view, sites)
    per_document = view.document_of_line.astype(np.uint64) * _ODD
    worded = view.lines.hash != 0
    _, once = np.unique((keys ^ per_document)[worded], return_index=True)
    return Facts(*count_keys(keys[worded][once]), Counter(sites))


def find(view: View, rule: int, params: Params, facts: Facts) -> Iterator[Hit]:
    """Yield each run of lines that enough documents of the site hold."""
    sites = sites_of(view.batch)
    counts = _counts(_line_keys(view, sites), facts)
    totals = np.array([facts.totals[site] for site in sites], np.int64)[view.document_of_line]
    shares = counts / np.maximum(totals, 1)
    prose = (view.lines.flags & ENDS_SENTENCE) != 0
    prose &= np.diff(view.lines.first_token) >= params.prose_tokens
    sure = shares >= np.where(prose, params.prose_share, params.min_share)
    shown = (shares >= params.suspect_share) & ~prose & ~sure
    often = (counts >= params.min_documents) & (view.lines.hash != 0)
    for first, last in _runs(view, often & sure):
        yield _hit(view, rule, (first, last), _said(counts, totals, sites, view, first, last))
    for line in np.flatnonzero(often & shown).tolist():
        hit = _hit(view, rule, (line, line), _said(counts, totals, sites, view, line, line))
        yield hit._replace(action=Action.NONE, level=Level.DISPLAY)


def _line_keys(view: View, sites: list[str]) -> Keys:
    """Return for each line a key that is the same for the same folded line of the same site."""
    hashes = np.array([_site_hash(site) for site in sites], np.uint64)
    return view.lines.hash ^ hashes[view.document_of_line]


@lru_cache(maxsize=65536)
def _site_hash(site: str) -> int:
    return int.from_bytes(hashlib.blake2b(site.encode(), digest_size=8).digest(), "little")


def _counts(keys: Keys, facts: Facts) -> NDArray[np.int64]:
    if not len(facts.keys):
        return np.zeros(len(keys), np.int64)
    at = np.minimum(np.searchsorted(facts.keys, keys), len(facts.keys) - 1)
    return np.where(facts.keys[at] == keys, facts.counts[at], 0)


def _runs(view: View, found: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the found lines of one document with nothing but blanks between."""
    lines = np.flatnonzero(found)
    if not len(lines):
        return
    apart = np.diff(view.rank[lines]) > 1
    apart |= np.diff(view.document_of_line[lines]) > 0
    for run in np.split(lines, np.flatnonzero(apart) + 1):
        yield int(run[0]), int(run[-1])


def _hit(view: View, rule: int, lines: tuple[int, int], detail: str) -> Hit:
    document = int(view.document_of_line[lines[0]])
    base = int(view.batch.text.starts[document])
    start, end = int(view.lines.start[lines[0]]) - base, int(view.lines.end[lines[1]]) - base
    return Hit(document, start, end, rule, Action.LINES, detail=detail)


def _said(
    counts: NDArray[np.int64],
    totals: NDArray[np.int64],
    sites: list[str],
    view: View,
    first: int,
    last: int,
) -> str:
    """Return the evidence: how many documents of which site hold the rarest line of the run."""
    inside = counts[first : last + 1][view.lines.hash[first : last + 1] != 0]
    site = sites[int(view.document_of_line[first])] or "the corpus"
    held = f"{int(inside.min()):,} of {int(totals[first]):,} documents of {site}"
    if len(inside) == 1:
        return f"The line stands in {held}."
    return f"{len(inside)} lines stand in {held} or more."
