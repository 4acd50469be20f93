"""Hits as columns: quick to make, to sort, to count and to send, since they are millions.

A tuple for each, with an enumeration in it, costs more than to find it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import accumulate
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from lint.finding import Action, Evidence, Hit, Level
from lint.light import dataclass
from lint.rule import Rule

COLUMNS = 10
DOCUMENT, _START, _END, _RULE, _ACTION, _LEVEL, AT, _TEXT, _DETAIL, _EVIDENCE = range(COLUMNS)
OWN = slice(_START, AT)
SIZES = slice(_TEXT, _EVIDENCE)

_ACTIONS = tuple(Action)
_OWN_LEVELS = tuple(Level)
_LEVELS = (None, *_OWN_LEVELS)

Numbers = NDArray[np.int64]

_made: "partial[Hit]" = partial(tuple.__new__, Hit)  # the tuple's own is several times as fast


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
    """Hits as int64[10, N], with one string for all that they say.

    A column of it is document, start, end, rule, action, level (0: the rule's own, else one more
    than it is), where the text begins in `strings` with the detail behind it, the bytes of both,
    and which of `evidence` it has, from 1 on (0: none).
    """

    columns: Numbers
    strings: bytes = b""
    evidence: Sequence[Evidence] = ()

    @classmethod
    def of(cls, hits: Iterable[Hit]) -> "Hits":
        """Return `hits` as columns."""
        if isinstance(hits, Hits):
            return hits
        hits, rows, at = list(hits), [], 0
        strings: list[bytes] = []
        known: list[Evidence] = []
        for *numbers, text, level, detail, evidence in hits:
            said = detail.encode("utf-8", "surrogatepass")
            known += [] if evidence is None else [evidence]
            which = 0 if evidence is None else len(known)
            own = 0 if level is None else level + 1
            rows.append((*numbers, own, at, len(text), len(said), which))
            strings += text, said
            at += len(text) + len(said)
        columns = np.array(rows, np.int64).reshape(-1, COLUMNS).T
        made = cls(np.ascontiguousarray(columns), b"".join(strings), known)
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
        columns[: _END + 1] = places
        columns[_RULE], columns[_ACTION] = rule, action
        columns[AT], columns[_TEXT] = texts.starts, texts.sizes
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
        columns[_EVIDENCE] += np.repeat(before, sizes) * (columns[_EVIDENCE] > 0)
        evidence = [one for part in parts for one in part.evidence]
        return cls(columns, b"".join(part.strings for part in parts), evidence)

    def only(self, which: Numbers) -> "Hits":
        """Return those at the indices `which`, in that order."""
        return Hits(np.take(self.columns, which, axis=1), self.strings, self.evidence)

    def in_order(self) -> "Hits":
        """Return the same, sorted by document, start, end and rule."""
        documents, starts, ends, rules = self.columns[: _RULE + 1]
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
        column: Numbers = self.columns[_START]
        return column

    @property
    def ends(self) -> Numbers:
        """Return where each ends in its document."""
        column: Numbers = self.columns[_END]
        return column

    @property
    def rules(self) -> Numbers:
        """Return the rule of each."""
        column: Numbers = self.columns[_RULE]
        return column

    def levels(self, rules: Sequence[Rule]) -> Numbers:
        """Return how far each edit may be trusted, as `Rule.level_of` says of one hit."""
        fixes = np.array([rule.fix for rule in rules], np.int64)[self.rules]
        own = self.columns[_LEVEL]
        levels = np.where(own > 0, own - 1, fixes)
        levels[self.columns[_ACTION] == Action.NONE] = Level.DISPLAY
        return levels

    def kinds(self, rules: Sequence[Rule]) -> Iterator[tuple[int, Level, int]]:
        """Yield each rule and level that there is, and how many hits are like that."""
        counts = np.bincount(self.rules * len(Level) + self.levels(rules))
        kinds = np.flatnonzero(counts)
        parts = (*np.divmod(kinds, len(Level)), counts[kinds])
        for rule, level, number in zip(*(part.tolist() for part in parts), strict=True):
            yield rule, _OWN_LEVELS[level], number

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
        *places, actions, levels, at, texts, details, evidence = self.columns.tolist()
        middles = list(map(int.__add__, at, texts))
        ends = map(int.__add__, middles, details)
        known = None, *self.evidence
        parts = (
            map(_ACTIONS.__getitem__, actions),
            map(self.strings.__getitem__, map(slice, at, middles)),
            map(_LEVELS.__getitem__, levels),
            (self._detail(*span) for span in zip(middles, ends, strict=True)),
            map(known.__getitem__, evidence),
        )
        return list(map(_made, zip(*places, *parts, strict=True)))

    def _detail(self, start: int, end: int) -> str:
        return self.strings[start:end].decode("utf-8", "surrogatepass") if start < end else ""
