"""CSV and TSV: the first row names the fields, every other row is a record."""

import numpy as np

from lint import kernels
from lint.batch import Batch, Bytes, Offsets, Problem, Strings
from lint.corpus.cells import cells_one_by_one
from lint.corpus.content import UTF8_MARK, check_content, repaired
from lint.corpus.cutter import Cutter
from lint.corpus.fields import Fields, choose
from lint.corpus.origin import Part
from lint.corpus.row_origin import Layout, RowOrigin
from lint.corpus.rows import Rows, scan_rows
from lint.corpus.source import Kind, Source, Stamp
from lint.errors import InputError
from lint.kernels.tables import PLAIN
from lint.light import dataclass

DELIMITERS = {Kind.CSV: b",", Kind.TSV: b"\t"}

MAX_ROW_BYTES = 64 << 20
"""A row may get so long while a quote in it is open; then that quote is a mistake."""

MAX_HEADER_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class RowChunk:
    """Some whole rows of a table; `first_line` is the number of the part's first line, 1-based."""

    part: Part
    first_line: int
    layout: Layout
    rows: Rows

    def load(self) -> Batch:
        """Return the rows as records, and what is wrong with the others."""
        newlines = np.flatnonzero(np.frombuffer(self.part.raw, np.uint8) == 0x0A)
        lines = np.searchsorted(newlines, self.rows.start) + self.first_line
        ids = self._strings("id")
        name = self.part.source.name
        problems = [
            Problem(name, int(np.searchsorted(newlines, at)) + self.first_line, message)
            for at, message in self.rows.wrong
        ]
        text = self._strings("text")
        assert text is not None
        return Batch(
            text,
            self._strings("title"),
            self._strings("url"),
            RowOrigin([self.part], self.layout, self.rows, lines, ids),
            problems,
            sites=self._strings("site"),
            dates=self._strings("date"),
        )

    def _strings(self, role: str) -> Strings | None:
        column = self.layout.column.get(role)
        if column is None:
            return None
        raw = np.frombuffer(self.part.raw, np.uint8)
        starts = np.ascontiguousarray(self.rows.field_start[:, column])
        ends = np.ascontiguousarray(self.rows.field_end[:, column])
        quoted = _quoted(raw, starts, ends)
        starts, ends = starts + quoted, ends - quoted
        values = kernels.unescape(raw, starts, ends, np.full(len(starts), PLAIN, np.int8))
        return repaired(_with_single_quotes(values, quoted))


def _with_single_quotes(values: Strings, quoted: Offsets) -> Strings:
    """Return `values` with one quote for two in those that stand in quotes."""
    quotes = np.flatnonzero(values.buffer == 0x22)
    second = quotes[quoted[np.searchsorted(values.ends, quotes)] == 1][1::2]
    if not len(second):
        return values
    starts, ends = (at - np.searchsorted(second, at) for at in (values.starts, values.ends))
    return Strings(np.delete(values.buffer, second), starts, ends)


def _quoted(raw: Bytes, starts: Offsets, ends: Offsets) -> Offsets:
    """Return 1 for every field in quotes, 0 for the others."""
    quoted = np.zeros(len(starts), np.int64)
    filled = ends > starts
    quoted[filled] = raw[starts[filled]] == 0x22
    return quoted


class RowCutter(Cutter[RowChunk]):
    """Cuts a table into chunks of whole rows; the first row says where its fields stand."""

    def __init__(self, source: Source, stamp: Stamp | None, given: Fields, size: int) -> None:
        """Begin at the first byte of `source`, whose fields are those `given` or found."""
        super().__init__(source, stamp, size)
        self._given, self._line = given, 1
        self._layout: Layout | None = None

    def take(self, raw: bytes, *, final: bool) -> RowChunk | None:
        """Return the whole rows of `raw`; raises InputError where no text field is found."""
        begin, delimiter = 0, DELIMITERS[self.source.kind]
        if self._layout is None:
            check_content(raw)
            names, begin = header(raw, delimiter, final=final)
            if not begin and not final:
                return None
            self._layout = _layout(delimiter, names, self._given)
        patient = not final and len(raw) < MAX_ROW_BYTES
        width = self._layout.width
        rows = scan_rows(raw[begin:], delimiter, width, final=final, patient=patient).behind(begin)
        if not rows.size and not final:
            return None
        chunk = RowChunk(self.part(raw[: rows.size]), self._line, self._layout, rows)
        self._line += chunk.part.raw.count(b"\n")
        return chunk


def header(raw: bytes, delimiter: bytes, *, final: bool) -> tuple[list[str], int]:
    """Return the names in the first row of a table, and how many bytes that row takes.

    No bytes: it is not there in full. Raises InputError where it cannot be read.
    """
    begin = len(UTF8_MARK) * raw.startswith(UTF8_MARK)
    head = raw[begin : begin + MAX_HEADER_BYTES]
    cut = not final or begin + len(head) < len(raw)
    cells = cells_one_by_one(head, delimiter, final=not cut, patient=cut)
    if cells.unclosed[:1] == [0] or (len(cells.first) == 1 and len(head) == MAX_HEADER_BYTES):
        raise InputError("the first row, which names the fields, has a quote that is not closed")
    if len(cells.first) == 1:
        return [], begin if final else 0
    values = [head[cells.starts[i] : cells.ends[i]] for i in range(cells.first[1])]
    values[-1] = values[-1].removesuffix(b"\r")
    names = [v[1:-1].replace(b'""', b'"') if v.startswith(b'"') else v for v in values]
    end = begin + min(int(cells.ends[len(values) - 1]) + 1, len(head))
    return [name.decode("utf-8", "replace") for name in names], end


def _layout(delimiter: bytes, names: list[str], given: Fields) -> Layout:
    """Return where the fields stand; raises InputError where none holds the text."""
    chosen = choose(given, [dict.fromkeys(names, "")] if names else [])
    roles = {role: getattr(chosen, role) for role in Fields.__slots__}
    columns = {role: names.index(name) for role, name in roles.items() if name in names}
    return Layout(delimiter, max(len(names), 1), columns or {"text": 0})
