"""What a check sees of a batch: its text, its lines, and where the rule's patterns matched."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lint import kernels
from lint.arrays import distinct
from lint.batch import Batch, Bytes, Offsets
from lint.kernels.tables import BLANK, Hashes, Lines
from lint.light import dataclass
from lint.patterns.passes import Key
from lint.patterns.scanner import NOTHING, Scanner
from lint.site import sites_of

TITLE_TOKENS = 26
"""A longer first line is a paragraph."""
PHRASE_TOKENS = 10
"""Longer phrases are bounded by those of so many tokens."""

HEAD_BITS = 18
"""A batch has some ten thousand lines, which is a small part of so many values."""


def heads_of(hashes: Hashes) -> NDArray[np.int64]:
    """Return the first `HEAD_BITS` bits of each of `hashes`."""
    return (hashes >> np.uint64(64 - HEAD_BITS)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class View:
    """A batch, its lines, and the pattern matches by rule and parameter: each once asked for."""

    batch: Batch
    scanner: Scanner

    @cached_property
    def lines(self) -> Lines:
        """Return the lines of all documents."""
        text = self.batch.text
        return kernels.scan_lines(text.buffer, text.starts, text.ends)

    @cached_property
    def found(self) -> Mapping[Key, Offsets]:
        """Return the ends of the matches of `scanner`, in bytes of the buffer and in order."""
        return self.scanner.scan(self.buffer, self.lines)

    @cached_property
    def tokens(self) -> tuple[Hashes, Offsets]:
        """Return the tokens of all documents, and where those of each begin, [D + 1]."""
        if "lines" in vars(self):  # which have them
            return self.lines.tokens, self.lines.first_token[self.lines.first_line]
        text = self.batch.text
        return kernels.scan_tokens(text.buffer, text.starts, text.ends)

    @property
    def buffer(self) -> Bytes:
        """Return the text of all documents, as UTF-8."""
        return self.batch.text.buffer

    @cached_property
    def document_of_line(self) -> NDArray[np.int64]:
        """Return, for each line, the index of its document."""
        counts = np.diff(self.lines.first_line)
        return np.repeat(np.arange(len(counts)), counts)

    @cached_property
    def sites(self) -> list[str]:
        """Return the site of each document; several rules ask for it."""
        return sites_of(self.batch)

    @cached_property
    def content_lines(self) -> NDArray[np.int64]:
        """Return the indices of the lines that are not blank."""
        return np.flatnonzero((self.lines.flags & BLANK) == 0)

    @cached_property
    def rank(self) -> NDArray[np.int64]:
        """Return, for each line, how many lines with content stand before it in the batch."""
        content = (self.lines.flags & BLANK) == 0
        return np.concatenate([[0], np.cumsum(content)])

    @cached_property
    def by_hash(self) -> tuple[Hashes, NDArray[np.int64]]:
        """Return the folded hashes of the lines with a word, in order, and the line of each."""
        lines = np.flatnonzero(self.lines.hash)
        hashes = self.lines.hash[lines]
        order = np.argsort(hashes)
        return hashes[order], lines[order]

    @cached_property
    def hash_heads(self) -> NDArray[np.bool_]:
        """Say of each value of the first `HEAD_BITS` bits of a hash whether that of a line has it.

        Of many hashes that are looked for, nearly all that are no line's are told so by this.
        """
        heads = np.zeros(1 << HEAD_BITS, np.bool_)
        heads[heads_of(self.lines.hash)] = True
        return heads

    @cached_property
    def token_counts(self) -> NDArray[np.int64]:
        """Return how many tokens each line has."""
        return np.diff(self.lines.first_token)

    @cached_property
    def consecutive(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the lines with content that have a next one in their document, and that one."""
        first, second = self.content_lines[:-1], self.content_lines[1:]
        same = self.document_of_line[first] == self.document_of_line[second]
        return first[same], second[same]

    @cached_property
    def common_ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return how many tokens each of `consecutive` begins with as its next line, and ends."""
        lines = self.lines
        return kernels.common_ends(lines.tokens, lines.first_token, *self.consecutive)

    @cached_property
    def pair_bounds(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Return `kernels.pair_bounds` of the documents, for phrases up to PHRASE_TOKENS."""
        return kernels.pair_bounds(*self.tokens, PHRASE_TOKENS)

    @cached_property
    def repeated_lines(self) -> NDArray[np.int64]:
        """Return the lines with content whose words are those of another line of the document."""
        hashes, first = self.lines.hash, self.lines.first_line
        again, _ = kernels.seen_before(hashes, first)
        backward = np.ascontiguousarray(hashes[::-1]), (len(hashes) - first)[::-1].copy()
        to_come, _ = kernels.seen_before(*backward)
        is_blank = (self.lines.flags & BLANK) != 0
        return np.flatnonzero((again | to_come[::-1]) & ~is_blank)

    def ends(self, rule: int, parameter: str = "patterns") -> Offsets:
        """Return where matches of a pattern of `rule` end, each once and in order."""
        return self.found.get((rule, parameter), NOTHING)

    def matched_lines(self, rule: int, parameter: str = "patterns") -> NDArray[np.int64]:
        """Return the indices of the lines in which a pattern of `rule` matched, in order."""
        return self._lines_of(self.ends(rule, parameter))

    def search(self, rule: int, parameter: str, lines: NDArray[np.int64]) -> Offsets:
        """Return where matches of patterns for later end in `lines`, indices in order."""
        if not len(lines):
            return NOTHING
        return self.scanner.scan_later((rule, parameter), self.buffer, self.lines, lines)

    def search_parts(
        self, rule: int, parameter: str, lines: NDArray[np.int64], starts: Offsets, ends: Offsets
    ) -> Offsets:
        """Return the same for parts of `lines`, from `starts` to `ends`, a line often or never."""
        own = self.lines
        parts = replace(own, start=starts, end=ends, chars=own.chars[lines], flags=own.flags[lines])
        which = np.arange(len(starts))
        return self.scanner.scan_later((rule, parameter), self.buffer, parts, which)

    def matching(self, rule: int, parameter: str, lines: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return those of `lines`, indices in order, in which a pattern for later matches."""
        return self._lines_of(self.search(rule, parameter, lines))

    def spans(self, rule: int, parameter: str = "patterns") -> Offsets:
        """Return rows (start, end) of the matches of span patterns, in order, without overlaps."""
        lines = self.matched_lines(rule, parameter)
        if not len(lines):
            return np.zeros((0, 2), np.int64)
        return self.scanner.spans((rule, parameter), self.buffer, self.lines, lines)

    def lines_at(self, offsets: Offsets) -> NDArray[np.int64]:
        """Return the index of the line that holds each of `offsets`, bytes of the buffer."""
        return np.searchsorted(self.lines.start, offsets, side="right") - 1

    def document_size(self, document: int) -> int:
        """Return the bytes of a document up to the end of its last line, without its terminator."""
        first, last = self.lines.first_line[document : document + 2]
        if first == last:
            return 0
        return int(self.lines.end[last - 1] - self.batch.text.starts[document])

    def line_bytes(self, line: int) -> bytes:
        """Return the content of `line`."""
        return self.buffer[self.lines.start[line] : self.lines.end[line]].tobytes()

    def line_text(self, line: int) -> str:
        """Return the content of `line` as a string."""
        return self.line_bytes(line).decode("utf-8", "replace")

    def _lines_of(self, ends: Offsets) -> NDArray[np.int64]:
        if not len(ends):
            return NOTHING
        return distinct(np.searchsorted(self.lines.start, ends, side="left") - 1)

    @cached_property
    def titles(self) -> NDArray[np.uint64]:
        """Return the folded hash of the title of each document."""
        return self.titles_of(np.arange(len(self.batch)))

    def titles_of(self, documents: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return the folded hash of each title: the field, else a short first line; 0: none.

        Where few documents come in question, only theirs are to be read.
        """
        hashes = np.zeros(len(documents), np.uint64)
        first = self.first_content[documents]
        has = first >= 0
        has[has] = self.token_counts[first[has]] <= TITLE_TOKENS
        hashes[has] = self.lines.hash[first[has]]
        column = self.batch.titles
        if column is None or not len(documents):
            return hashes
        spans = column.starts[documents], column.ends[documents]
        lines = kernels.scan_lines(column.buffer, *spans)
        one = np.diff(lines.first_line) > 0
        given = np.zeros(len(documents), np.uint64)
        given[one] = lines.hash[lines.first_line[:-1][one]]
        return np.where(given != 0, given, hashes)

    @cached_property
    def last_content(self) -> NDArray[np.int64]:
        """Return each document's last line with content, -1 where there is none."""
        until = self.rank[self.lines.first_line[1:]]
        inside = until > self.rank[self.lines.first_line[:-1]]
        last = np.full(len(self.batch), -1, np.int64)
        last[inside] = self.content_lines[until[inside] - 1]
        return last

    @cached_property
    def first_content(self) -> NDArray[np.int64]:
        """Return each document's first line with content, -1 where there is none."""
        before = self.rank[self.lines.first_line[:-1]]
        inside = self.rank[self.lines.first_line[1:]] > before
        first = np.full(len(self.batch), -1, np.int64)
        first[inside] = self.content_lines[before[inside]]
        return first
