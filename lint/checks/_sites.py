"""What a corpus says of the lines of its sites: in how many documents each stands.

One survey serves all checks of sites: it counts lines as they are, and the templates of short
lines with numbers.
"""

import hashlib
from collections import Counter
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from lint.checks._templates import Templates, templates_of
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.survey import Counts, Facts, Keys, count_keys
from lint.view import View

_ODD = np.uint64(0x9E3779B97F4A7C15)


def survey(view: View) -> Facts:
    """Return in how many documents of the batch each line and template of each site stands."""
    held = Held(view, None)
    templates = held.templates
    of_templates = view.document_of_line[templates.lines]
    keys = np.concatenate([held.line_keys, *held.template_keys])
    documents = np.concatenate([view.document_of_line, of_templates, of_templates])
    worded = np.concatenate([view.lines.hash, templates.numbers, templates.names]) != 0
    keys, documents = keys[worded], documents[worded].astype(np.uint64)
    _, once = np.unique(keys ^ documents * _ODD, return_index=True)
    return Facts(*count_keys(keys[once]), Counter(held.sites))


@dataclass(frozen=True, eq=False)
class Held:
    """The lines of a batch, and how many documents of their sites hold them by `facts`."""

    view: View
    facts: Facts | None

    @property
    def sites(self) -> list[str]:
        """Return the site of each document."""
        return self.view.sites

    @cached_property
    def templates(self) -> Templates:
        """Return the lines that have templates."""
        return templates_of(self.view)

    @cached_property
    def totals(self) -> Counts:
        """Return, for each line, how many documents its site has; 1 at least."""
        known = self.facts.totals if self.facts else Counter()
        totals = np.array([max(1, known[site]) for site in self.sites], np.int64)
        return totals[self.view.document_of_line]

    @cached_property
    def line_keys(self) -> Keys:
        """Return for each line a key that is the same for the same folded line of a site."""
        return self.view.lines.hash ^ self._site_hashes[self.view.document_of_line]

    @cached_property
    def template_keys(self) -> tuple[Keys, Keys]:
        """Return for each template without numbers, and without names, a key of its site."""
        templates = self.templates
        own = self._site_hashes[self.view.document_of_line[templates.lines]]
        return templates.numbers ^ own, templates.names ^ own

    def counts(self, keys: Keys) -> Counts:
        """Return how many documents have each of `keys`; 0 where too few have it."""
        if self.facts is None or not len(self.facts.keys):
            return np.zeros(len(keys), np.int64)
        at = np.minimum(np.searchsorted(self.facts.keys, keys), len(self.facts.keys) - 1)
        return np.where(self.facts.keys[at] == keys, self.facts.counts[at], 0)

    def said(self, count: int, line: int) -> str:
        """Return the words for `count` documents of the site of `line`."""
        site = self.sites[int(self.view.document_of_line[line])] or "the corpus"
        return f"{count:,} of {int(self.totals[line]):,} documents of {site}"

    def hit(self, rule: int, lines: tuple[int, int], detail: str) -> Hit:
        """Return a hit that takes the lines from the first to the last of `lines`."""
        document = int(self.view.document_of_line[lines[0]])
        base = int(self.view.batch.text.starts[document])
        start, end = self.view.lines.start[lines[0]], self.view.lines.end[lines[1]]
        return Hit(document, int(start) - base, int(end) - base, rule, Action.LINES, detail=detail)

    @cached_property
    def _site_hashes(self) -> NDArray[np.uint64]:
        return np.array([_site_hash(site) for site in self.sites], np.uint64)


@lru_cache(maxsize=65536)
def _site_hash(site: str) -> int:
    return int.from_bytes(hashlib.blake2b(site.encode(), digest_size=8).digest(), "little")
