"""Hits as columns: quick to make, to sort, to count and to send, since they are millions.

A tuple for each, with an enumeration in it, costs more than to find it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, overload

import numpy as np

from lint.finding import Action, Evidence, Hit, Level
from lint.hitcolumns import (
    ACTION,
    AT,
    COLUMNS,
    DOCUMENT,
    END,
    EVIDENCE,
    LEVEL,
    RULE,
    START,
    TEXT,
    Numbers,
    columns_of,
    hits_of,
)
from lint.light import dataclass
from lint.rule import Rule

_LEVELS = tuple(Level)


class Texts(NamedTuple):
    """What takes the places of some spans, in one string: first byte and bytes of each.

    A number stands for all where they are alike.
    """

    strings: bytes = b""
    starts: Numbers | int = 0
    sizes: Numbers | int = 0

    @classmethod
    def same(cls, text: bytes) -> "Texts":
        """Return `text` for each span."""
        return cls(text, 0, len(text))

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> "Texts":
        """Return `texts`."""
        sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        return cls(b"".join(texts), np.cumsum(sizes) - sizes, sizes)


@dataclass(frozen=True, eq=False)
class Hits(Sequence[Hit]):
    """N hits as int64[COLUMNS, N], with one string for all that they say, as in `hitcolumns`."""

    columns: Numbers
    strings: bytes = b""
    evidence: Sequence[Evidence] = ()

    @classmethod
    def of(cls, hits: Iterable[Hit]) -> "Hits":
        """Return `hits` as columns."""
        if isinstance(hits, Hits):
            return hits
        hits = list(hits)
        made = cls(*columns_of(hits))
        made.__dict__["_hits"] = hits
        return made

    @classmethod
    def alike(
        cls,
        rule: int,
        action: Action,
        places: tuple[Numbers, Numbers, Numbers],
        texts: Texts = Texts(),  # noqa: B008 - cannot be changed
    ) -> "Hits":
        """Return hits of one rule at `places`, documents, starts and ends, that say no more."""
        columns = np.zeros((COLUMNS, len(places[0])), np.int64)
        columns[: END + 1] = places
        columns[RULE], columns[ACTION] = rule, action
        columns[AT], columns[TEXT] = texts.starts, texts.sizes
        return cls(columns, texts.strings)

    @classmethod
    def joined(cls, parts: Iterable["Hits"]) -> "Hits":
        """Return the hits of all `parts`, one part behind the other."""
        parts = [part for part in parts if len(part)]
        if len(parts) < 2:
            return parts[0] if parts else cls.of(())
        columns = np.concatenate([part.columns for part in parts], axis=1)
        sizes = [len(part) for part in parts]
        before = [0, *accumulate(len(part.strings) for part in parts)][:-1]
        columns[AT] += np.repeat(before, sizes)
        if not any(part.evidence for part in parts):
            return cls(columns, b"".join(part.strings for part in parts))
        before = [0, *accumulate(len(part.evidence) for part in parts)][:-1]
        columns[EVIDENCE] += np.repeat(before, sizes) * (columns[EVIDENCE] > 0)
        evidence = [one for part in parts for one in part.evidence]
        return cls(columns, b"".join(part.strings for part in parts), evidence)

    def only(self, which: Numbers) -> "Hits":
        """Return those at the indices `which`, in that order."""
        return Hits(np.take(self.columns, which, axis=1), self.strings, self.evidence)

    def in_order(self) -> "Hits":
        """Return the same, sorted by document, start, end and rule."""
        documents, starts, ends, rules = self.columns[: RULE + 1]
        places = documents * (starts.max(initial=0) + 1) + starts
        order = np.argsort(places, kind="stable")  # of runs in order, which are merged
        same = np.diff(places[order]) == 0
        tied = np.flatnonzero(np.append(same, False) | np.append(False, same))  # few
        some = order[tied]
        order[tied] = some[np.lexsort((rules[some], ends[some], places[some]))]
        return self.only(order)

    def renumbered(self, documents: Numbers) -> "Hits":
        """Return the same hits where document i is the one that `documents` gives for it."""
        columns = self.columns.copy()
        columns[DOCUMENT] = documents[columns[DOCUMENT]]
        return Hits(columns, self.strings, self.evidence)

    @property
    def documents(self) -> Numbers:
        """Return the document of each hit."""
        column: Numbers = self.columns[DOCUMENT]
        return column

    @property
    def starts(self) -> Numbers:
        """Return where each begins in its document."""
        column: Numbers = self.columns[START]
        return column

    @property
    def ends(self) -> Numbers:
        """Return where each ends in its document."""
        column: Numbers = self.columns[END]
        return column

    @property
    def rules(self) -> Numbers:
        """Return the rule of each."""
        column: Numbers = self.columns[RULE]
        return column

    def levels(self, rules: Sequence[Rule]) -> Numbers:
        """Return how far each edit may be trusted, as `Rule.level_of` says of one hit."""
        fixes = np.array([rule.fix for rule in rules], np.int64)[self.rules]
        own = self.columns[LEVEL]
        levels = np.where(own > 0, own - 1, fixes)
        levels[self.columns[ACTION] == Action.NONE] = Level.DISPLAY
        return levels

    def kinds(self, rules: Sequence[Rule]) -> Iterator[tuple[int, Level, int]]:
        """Yield each rule and level that there is, and how many hits are like that."""
        counts = np.bincount(self.rules * len(Level) + self.levels(rules))
        kinds = np.flatnonzero(counts)
        parts = (*np.divmod(kinds, len(Level)), counts[kinds])
        for rule, level, number in zip(*(part.tolist() for part in parts), strict=True):
            yield rule, _LEVELS[level], number

    def by_document(self) -> tuple[Numbers, Numbers]:
        """Return the documents that have hits, which are in their order, and how many each has."""
        first = np.flatnonzero(np.diff(self.documents, prepend=-1))
        return self.documents[first], np.diff(first, append=len(self))

    def __getstate__(self) -> tuple[Numbers, bytes, Sequence[Evidence]]:
        return self.columns, self.strings, self.evidence

    def __setstate__(self, state: tuple[Numbers, bytes, Sequence[Evidence]]) -> None:
        Hits.__init__(self, *state)

    def __len__(self) -> int:
        return len(self.columns[DOCUMENT])

    def __iter__(self) -> Iterator[Hit]:
        return iter(self._hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | Sequence[Hit]:
        return self._hits[index]

    @cached_property
    def _hits(self) -> Sequence[Hit]:
        """The hits themselves, for who wants more than their numbers."""
        return hits_of(self.columns, self.strings, self.evidence)
