"""What the report gathers of a run, batch by batch: counts, and a few documents to show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.output.html.boilerplate import SiteLines
from lint.output.html.clusters import Clusters
from lint.output.html.document import (
    CLIP_BYTES,
    Cleaning,
    characters,
    cleaning,
    content_key,
    document_of,
)
from lint.output.html.histogram import LENGTHS, SHARES, Histogram
from lint.output.html.sample import EACH, EACH_SITE, Sample
from lint.rule import Rule
from lint.site import sites_of

MOST_SITES = 20_000
OTHER_SITES = "(other sites)"
_LONG = 1 << 64


@dataclass(slots=True)
class RuleFacts:
    """What a rule found: documents, and the characters that its fixes take out or drop."""

    documents: int = 0
    removed: int = 0


@dataclass(slots=True)
class SiteFacts:
    """What stands at a site; `rules` counts the documents that each rule found something in."""

    documents: int = 0
    characters: int = 0
    flawed: int = 0
    findings: int = 0
    removed: int = 0
    rules: Counter[int] = field(default_factory=Counter)


class Gathered:
    """All that the page is made of; memory does not grow with the number of findings."""

    def __init__(self, each: int = EACH) -> None:
        self.rules: Sequence[Rule] = ()
        self.by_rule: dict[int, RuleFacts] = {}
        self.sites: dict[str, SiteFacts] = {}
        self.characters = self.removed = self.safe_removed = 0
        self.before, self.after = Histogram(LENGTHS), Histogram(LENGTHS)
        self.shares = Histogram(SHARES)
        self.sample = Sample(each)
        self.site_sample = Sample(EACH_SITE)
        self.lines = SiteLines()
        self.clusters = Clusters()

    def add(self, batch: Batch, hits: Sequence[Hit], rules: Sequence[Rule]) -> None:
        """Take in the next batch with its hits, sorted by document."""
        self.rules = rules
        sizes = _characters(batch)
        sites = [self._site(name) for name in sites_of(batch)]
        for name, size in zip(sites, sizes.tolist(), strict=True):
            facts = self.sites[name]
            facts.documents += 1
            facts.characters += size
        removed = np.zeros(len(batch), np.int64)
        for document, group in groupby(hits, attrgetter("document")):
            removed[document] = self._document(batch, list(group), sites[document])
        self.characters += int(sizes.sum())
        self.before.add(sizes)
        self.after.add(sizes - removed)
        self.shares.add(removed / np.maximum(sizes, 1))

    def add_twins(self, batch: Batch, hits: Sequence[Hit]) -> None:
        """Take in a document that repeats another: the first of `batch`, its anchor the second."""
        site = self.sites[self._site(sites_of(batch)[0])]
        size = characters(batch.text.bytes_at(0))
        site.findings += len(hits)
        site.rules.update(hit.rule for hit in hits)
        for hit in hits:
            facts = self._facts(hit.rule)
            facts.documents += 1
            facts.removed += size if hit.action is Action.DROP else 0
            self.clusters.add(batch, self.rules[hit.rule], hit)

    def _document(self, batch: Batch, hits: list[Hit], site: str) -> int:
        """Take in one document's hits, and return how many characters their fixes take out."""
        text = batch.text.bytes_at(hits[0].document)
        cleaned = cleaning(text, hits, self.rules)
        found = {hit.rule for hit in hits}
        self._count(site, found, len(hits), cleaned)
        boilerplate = [hit for hit in hits if self.rules[hit.rule].check == "site-lines"]
        if boilerplate:
            self.lines.add(site, [text[hit.start : hit.end] for hit in boilerplate])
        # An article that is shown whole says more than the start of a long one.
        rank = int(content_key(text), 16) + (_LONG if len(text) > CLIP_BYTES else 0)
        by_rule = self.sample.wanted_by(rank, sorted(found))
        by_site = self.site_sample.wanted_by(rank, [site])
        if by_rule or by_site:
            document = document_of(batch, hits, self.rules, cleaned, site)
            self.sample.add(rank, by_rule, document)
            self.site_sample.add(rank, by_site, document)
        return cleaned.total

    def _count(self, site: str, found: set[int], findings: int, cleaned: Cleaning) -> None:
        facts = self.sites[site]
        facts.flawed += 1
        facts.findings += findings
        facts.removed += cleaned.total
        facts.rules.update(found)
        for rule in found:
            self._facts(rule).documents += 1
        for edit, size in zip(cleaned.edits, cleaned.removed, strict=True):
            self._facts(edit.rule).removed += size
        self.removed += cleaned.total
        self.safe_removed += cleaned.safe_removed

    def _facts(self, rule: int) -> RuleFacts:
        return self.by_rule.setdefault(rule, RuleFacts())

    def _site(self, name: str) -> str:
        """Return the name under which a site is counted; beyond `MOST_SITES` they share one."""
        if name not in self.sites:
            name = name if len(self.sites) < MOST_SITES else OTHER_SITES
            self.sites.setdefault(name, SiteFacts())
        return name


def _characters(batch: Batch) -> NDArray[np.int64]:
    """Return the code points of each document of `batch`."""
    begins = (batch.text.buffer & 0xC0) != 0x80
    before = np.concatenate([[0], np.cumsum(begins)])
    return np.asarray(before[batch.text.ends] - before[batch.text.starts], np.int64)
