"""What the page says of a run: its rules and sites in order, and shares of the whole."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from lint.light import dataclass
from lint.output.html.document import Document
from lint.output.html.gather import OTHER_SITES, Gathered, SiteFacts
from lint.output.tally import RuleTally, Tally
from lint.rule import Rule

_VIEWED_EACH, _VIEWED_SITES = 3, 14
_VIEWED_BYTES = 1_300_000
"""The documents that can be read in full: a few for each rule and each of the worst sites."""


@dataclass(frozen=True, slots=True)
class Found:
    """A rule that found something: its counts, and the characters that its fixes take out."""

    index: int
    rule: Rule
    tally: RuleTally
    documents: int
    removed: int


@dataclass(frozen=True, eq=False)
class Facts:
    """A run that is over."""

    gathered: Gathered
    tally: Tally

    @cached_property
    def rules(self) -> Sequence[Found]:
        """Return the rules that found something, the most findings first."""
        numbers = {rule.code: index for index, rule in enumerate(self.gathered.rules)}
        found = []
        for code, tally in self.tally.rules.items():
            facts = self.gathered.by_rule.get(numbers.get(code, -1))
            if facts:
                rule = self.gathered.rules[numbers[code]]
                found.append(Found(numbers[code], rule, tally, facts.documents, facts.removed))
        return sorted(found, key=lambda item: (-item.tally.total, item.rule.code))

    @cached_property
    def sites(self) -> Sequence[tuple[str, SiteFacts]]:
        """Return all sites, the most findings first."""
        return sorted(self.gathered.sites.items(), key=lambda item: (-item[1].findings, item[0]))

    @cached_property
    def worst_sites(self) -> Sequence[tuple[str, SiteFacts]]:
        """Return the sites of enough documents to compare, the most findings a document first.

        Enough is one document in a thousand of the corpus, and three.
        """
        least = max(3, self.tally.documents // 1000)
        enough = [
            (name, site)
            for name, site in self.sites
            if site.documents >= least and site.findings and name != OTHER_SITES
        ]
        return sorted(enough, key=lambda item: (-item[1].findings / item[1].documents, item[0]))

    @cached_property
    def viewed(self) -> Sequence[Document]:
        """Return the documents that can be read in full, the most faults first."""
        chosen: dict[str, Document] = {}
        room = _VIEWED_BYTES
        for document in self._candidates():
            if document.key not in chosen and document.weight <= room:
                room -= document.weight
                chosen[document.key] = document
        return sorted(chosen.values(), key=lambda d: (-len(d.findings) - d.hidden, d.key))

    def _candidates(self) -> Iterator[Document]:
        """Yield documents of the worst sites, then of each rule in turns."""
        for site, _ in self.worst_sites[:_VIEWED_SITES]:
            yield from self.gathered.site_sample.of(site)
        for turn in range(_VIEWED_EACH):
            for found in self.rules:
                yield from self.gathered.sample.of(found.index)[turn : turn + 1]

    def share(self, characters: int) -> float:
        """Return which share of the corpus's text `characters` are."""
        return characters / max(1, self.gathered.characters)


def per_document(site: SiteFacts) -> float:
    """Return the findings of a site for each of its documents."""
    return site.findings / max(1, site.documents)
