"""Where the values of a column stand, so that edits can be written back there."""

from collections.abc import Sequence

from lint.batch import Offsets, Place, Strings
from lint.corpus.origin import Part, Splice, record_place
from lint.light import dataclass


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ColumnPart(Part):
    r"""Some rows of a columnar table; `raw` holds their texts, each with one b"\n" behind it.

    Text `i` is `raw[starts[i]:ends[i]]` and stands in row `rows[i]` of the table; these are rows of
    `first_row` and later ones, without those that have no text. `column` is the texts' field.
    """

    column: str
    first_row: int
    rows: Offsets
    starts: Offsets
    ends: Offsets


@dataclass(frozen=True, slots=True, eq=False)
class ColumnOrigin:
    """Documents that are values of a column."""

    parts: Sequence[Part]
    part: ColumnPart
    ids: Strings | None

    def place(self, document: int) -> Place:
        """Return the file, the number of the row, and the record's own id or else both together."""
        row = int(self.part.rows[document]) + 1
        return record_place(self.part.source, row, self.ids, document)

    def table(self) -> tuple[str, Offsets]:
        """Return the file and the numbers of the rows."""
        return self.part.source.name, self.part.rows + 1

    def part_of(self, document: int) -> int:  # noqa: ARG002 - protocol
        """Return 0: one part holds all rows of a chunk."""
        return 0

    def whole(self, document: int) -> tuple[int, int]:
        """Return the text with the byte behind it, which stands for its row."""
        return int(self.part.starts[document]), int(self.part.ends[document]) + 1

    def raw_offsets(self, document: int, offsets: Offsets) -> Offsets:
        """Return the offsets in the part's texts."""
        return offsets + int(self.part.starts[document])

    def raw_texts(self, document: int, texts: Sequence[bytes]) -> Sequence[bytes]:  # noqa: ARG002
        """Return `texts`: a column holds them as they are."""
        return texts

    def framed(self, document: int, splices: Sequence[Splice]) -> Sequence[Splice]:  # noqa: ARG002
        """Return `splices`: nothing stands around a value."""
        return splices
