"""The duplicate rules of a selection: what they look for together, and what each one says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from lint.batch import Batch, Place, Strings
from lint.checks import Bound
from lint.checks.duplicates import Params
from lint.engine import Chunk, Engine
from lint.finding import Action, Hit
from lint.inspected import Inspected
from lint.light import dataclass
from lint.near.columns import Column
from lint.near.difference import describe, difference, evidence, first_line
from lint.near.keep import Policy
from lint.near.relate import Relations, Twin, Wanted
from lint.near.terms import Keep, Relation

MOST_MEMBERS = 10
"""So many members of a cluster are named in each of its findings."""


def relations_of(engine: Engine) -> Relations | None:
    """Return what the duplicate rules of `engine` need, None where it has none."""
    found = {params.relation: params for _, params in _rules(engine.bound)}
    if not found or not engine.corpus_rules:
        return None
    near, inside = found.get(Relation.NEAR), found.get(Relation.CONTAINED)
    first = near or next(iter(found.values()))
    wanted = Wanted(
        jaccard=near.threshold if near else None,
        containment=inside.threshold if inside else None,
        same_head=Relation.HEAD in found,
        permutations=first.permutations,
        policy=Policy(Keep(first.keep), first.prefer),
    )
    return Relations(wanted)


def related(engine: Engine, relations: Relations, chunks: Iterable[Chunk]) -> Iterator[Inspected]:
    """Yield a hit for each document that repeats another, in reading order.

    Each comes in a batch of two, the document and then its anchor, where no hit stands. `chunks`
    are those of the run, read once more for the texts concerned, which wait in a temporary file.
    """
    rules = {params.relation: index for index, params in _rules(engine.bound)}
    found = relations.matched(engine.jobs).twins()
    twins = sorted((t for t in found if t.relation in rules), key=lambda t: t.document)
    concerned = {t.document for t in twins} | {t.anchor for t in twins}
    if not concerned:
        return
    texts = _Texts()
    number = 0
    for batch in engine.ordered_map(lambda chunk: chunk.load(), chunks):
        for document in range(len(batch)):
            if number + document in concerned:
                texts.add(number + document, batch, document)
        number += len(batch)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for twin in twins:
        members[twin.anchor].append(twin.document)
    for twin in twins:
        named = tuple(texts.places[own] for own in members[twin.anchor][:MOST_MEMBERS])
        yield _told(twin, rules[twin.relation], texts, named)


def _rules(bound: Sequence[Bound]) -> Iterator[tuple[int, Params]]:
    for index, item in enumerate(bound):
        if item.relates and isinstance(item.params, Params):
            yield index, item.params


def _told(twin: Twin, rule: int, texts: "_Texts", members: tuple[Place, ...]) -> Inspected:
    text, other = texts.text(twin.document), texts.text(twin.anchor)
    anchor = texts.places[twin.anchor]
    found = difference(twin, text.decode("utf-8"), other.decode("utf-8"))
    line = 1 + other.count(b"\n", 0, first_line(other)[0])
    parts = replace(evidence(twin, anchor, line, found), members=members)
    start, end = first_line(text)
    drops = twin.relation is not Relation.HEAD
    action = Action.DROP if drops else Action.NONE
    detail = describe(twin, anchor, found)
    batch = texts.batch([twin.document, twin.anchor])
    return Inspected(batch, [Hit(0, start, end, rule, action, detail=detail, evidence=parts)])


@dataclass(frozen=True, slots=True)
class _Known:
    """The origin of documents whose places are known."""

    places: Sequence[Place]

    def place(self, document: int) -> Place:
        return self.places[document]


class _Texts:
    """Texts by document number, in a temporary file, with what else is known of them."""

    def __init__(self) -> None:
        self.places: dict[int, Place] = {}
        self._heads: dict[int, tuple[str, str, str]] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        self._bytes = Column(np.dtype(np.uint8))

    def add(self, number: int, batch: Batch, document: int) -> None:
        text = np.frombuffer(batch.text.bytes_at(document), np.uint8)
        self._spans[number] = (self._bytes.length, self._bytes.length + len(text))
        self.places[number] = batch.origin.place(document)
        title, url, site = (
            "" if column is None else column[document]
            for column in (batch.titles, batch.urls, batch.sites)
        )
        self._heads[number] = title, url, site
        self._bytes.append(text)

    def text(self, number: int) -> bytes:
        start, end = self._spans[number]
        return self._bytes.array()[start:end].tobytes()

    def batch(self, numbers: Sequence[int]) -> Batch:
        """Return documents by their numbers."""
        titles, urls, sites = (
            Strings.of(column)
            for column in zip(*(self._heads[number] for number in numbers), strict=True)
        )
        texts = Strings.of(self.text(number) for number in numbers)
        places = [self.places[number] for number in numbers]
        return Batch(texts, titles, urls, _Known(places), sites=sites)
