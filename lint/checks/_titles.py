"""Titles of a corpus: which documents have the title that a line says, and are another article.

A copy of an article holds its lines, so that its own headline is no link to it. What tells a copy
is the longest line: where the document has it too, the other one is the same article.
"""

from dataclasses import field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lint.batch import Origin, Place
from lint.checks._headlines import titles_of
from lint.kernels.tables import Hashes
from lint.light import dataclass
from lint.near.columns import Places
from lint.view import View


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """What some documents say of themselves, a row or number a document; 0 where it has none.

    `titles` are the hashes [D, 2] of the title, as it is and without the name of the site; `lead`
    is that of the first line with content that is not the title, `longest` that of the longest
    line behind it.
    """

    titles: Hashes
    lead: Hashes
    longest: Hashes
    origin: Origin | None


def survey(view: View) -> Heads:
    """Return the titles, leads and longest lines of a batch."""
    titles = titles_of(view)
    lead = _leads(view, titles)
    return Heads(titles, lead, _longest(view, titles, lead), view.batch.origin)


@dataclass(eq=False)
class Titles:
    """The titles of a corpus, gathered batch by batch: about 60 bytes a document."""

    _rows: list[Heads] = field(default_factory=list)
    _places: Places = field(default_factory=Places)

    def add(self, part: Heads) -> None:
        """Take in the documents of the next batch."""
        if part.origin:
            self._places.add(part.origin, len(part.lead))
        self._rows.append(Heads(part.titles, part.lead, part.longest, None))

    def facts(self) -> "Known":
        """Return what can be asked for titles."""
        none = np.zeros(0, np.uint64)
        rows = [Heads(none.reshape(0, 2), none, none, None), *self._rows]
        titles = np.concatenate([row.titles for row in rows])
        order = np.argsort(titles, axis=None, kind="stable")
        order = order[np.searchsorted(titles.ravel(), np.uint64(1), sorter=order) :]
        if len(titles):
            self._places[0]  # mapped here, on one thread; checks ask from several
        return Known(
            keys=titles.ravel()[order],
            documents=(order // 2).astype(np.uint32),
            lead=np.concatenate([row.lead for row in rows]),
            longest=np.concatenate([row.longest for row in rows]),
            places=self._places,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """All titles of a corpus: `keys` rise, `documents` are whose they are."""

    keys: Hashes
    documents: NDArray[np.uint32]
    lead: Hashes
    longest: Hashes
    places: Places

    def having(self, title: int) -> list[int]:
        """Return the documents with the title of hash `title`."""
        key = np.uint64(title)
        first, last = (int(np.searchsorted(self.keys, key, side)) for side in ("left", "right"))
        return sorted(set(self.documents[first:last].tolist()))


@dataclass(frozen=True, slots=True)
class Linked:
    """Another document whose title a line is: where it stands, and the hash of its lead."""

    place: Place
    lead: int


@dataclass(frozen=True, eq=False)
class Links:
    """The lines of a batch that are titles of other documents."""

    view: View
    known: Known
    min_tokens: int
    max_tokens: int

    @cached_property
    def lines(self) -> dict[int, Linked]:
        """Return, for each line that is another document's title, the first by its place."""
        found = {line: self._other(line) for line in self._candidates().tolist()}
        return {line: other for line, other in found.items() if other}

    def _candidates(self) -> NDArray[np.int64]:
        """Return the lines that are the title of a document, but not of their own."""
        lines, keys = self.view.lines, self.known.keys
        tokens = np.diff(lines.first_token)
        long = np.flatnonzero((tokens >= self.min_tokens) & (tokens <= self.max_tokens))
        if not len(keys):
            return long[:0]
        at = np.minimum(np.searchsorted(keys, lines.hash[long]), len(keys) - 1)
        long = long[keys[at] == lines.hash[long]]
        owners = self.view.document_of_line[long]
        own = (self._titles[owners] == lines.hash[long, None]).any(axis=1)
        own |= long == self.view.first_content[owners]
        found: NDArray[np.int64] = long[~own]
        return found

    def _other(self, line: int) -> Linked | None:
        """Return the first document, by its place, that has `line` as its title, if any."""
        if self.view.line_text(line).rstrip().endswith((".", "。", ":", ",", ";")):
            return None  # a sentence, or a heading of one's own
        document = int(self.view.document_of_line[line])
        first, last = self.view.lines.first_line[document : document + 2]
        inside = self.view.lines.hash[first:last]
        others = [
            Linked(self.known.places[other], int(self.known.lead[other]))
            for other in self.known.having(int(self.view.lines.hash[line]))
            if not (self.known.longest[other] == inside).any()
        ]
        own = self.view.batch.origin.place(document)
        others = [other for other in others if other.place != own]
        return min(others, key=_order, default=None)

    @cached_property
    def _titles(self) -> Hashes:
        return titles_of(self.view)


def _order(other: Linked) -> tuple[str, int, str]:
    return other.place.path, other.place.record or 0, other.place.id


def _leads(view: View, titles: Hashes) -> Hashes:
    """Return the hash of each document's first line that is no title; 0 where there is none."""
    lead = np.zeros(len(view.batch), np.uint64)
    at = np.flatnonzero(view.first_content >= 0)
    first = view.first_content[at]
    rank = view.rank[first] + (titles[at] == view.lines.hash[first, None]).any(axis=1)
    has = rank < view.rank[view.lines.first_line[at + 1]]
    lead[at[has]] = view.lines.hash[view.content_lines[rank[has]]]
    return lead


def _longest(view: View, titles: Hashes, lead: Hashes) -> Hashes:
    """Return the hash of each document's line with most tokens, where there is one but for these.

    The lead alone is no sign of a copy, since teasers hold it.
    """
    longest = np.zeros(len(view.batch), np.uint64)
    there = np.diff(view.lines.first_line) > 0
    tokens, owners = np.diff(view.lines.first_token), view.document_of_line
    tokens[view.lines.hash == lead[owners]] = 0
    tokens[(view.lines.hash[:, None] == titles[owners]).any(axis=1)] = -1
    order = np.lexsort((-tokens, owners))
    longest[there] = view.lines.hash[order[view.lines.first_line[:-1][there]]]
    return longest
