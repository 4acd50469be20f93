"""What fixing a finding does to its file, for programs that make edits themselves."""

from typing import NamedTuple

from lint.finding import Action, Finding, Level
from lint.output.words import lines_touched

_PACKED = (".gz", ".zst")


class Edit(NamedTuple):
    """Text that takes the place of a region; lines and columns are 1-based, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


def edit_of(finding: Finding) -> Edit | None:
    """Return the edit of a plain text file, None where there is none that others could make.

    The text of a record stands escaped in its file, a document that goes as a whole is a file to
    delete, and a fix that is never made is none. Where lines go, `delint fix` also closes the gap
    between the blank lines around them.
    """
    if finding.level is Level.DISPLAY:
        return None
    if finding.place.record is not None or finding.place.path.endswith(_PACKED):
        return None
    if finding.action is Action.LINES:
        return Edit(finding.line, 1, finding.line + lines_touched(finding), 1, "")
    if finding.action is Action.REPLACE:
        end = finding.end_line, finding.end_column
        return Edit(finding.line, finding.column, *end, finding.replacement)
    return None
