"""Sentences that several formats say in the same words."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lint.finding import Action, Finding, Level
from lint.identity import has_own_id
from lint.output.tally import Tally
from lint.output.visible import head, visible

if TYPE_CHECKING:
    from lint.batch import Place

_REPLACEMENT_CELLS = 40


def count(number: int, noun: str) -> str:
    """Return "1 line" or "1,204 lines"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def place_label(place: "Place", line: int, column: int) -> str:
    """Return `path:line:column`, with the record before the line where the file has records."""
    return f"{_path_label(place)}:{line}:{column}{_id_label(place)}"


def document_label(place: "Place") -> str:
    """Return `path`, with the record and its id where the file has records."""
    return _path_label(place) + _id_label(place)


def file_line(finding: Finding) -> int:
    """Return the line of the file where `finding` stands: that of its record, where it has one."""
    return finding.line if finding.place.record is None else finding.place.record


def said(finding: Finding) -> str:
    """Return what is wrong, and the evidence."""
    return f"{finding.message} {finding.detail}".rstrip()


def fix_label(finding: Finding) -> str:
    """Return what fixing would do and how far it may be trusted; nothing where it does nothing."""
    if finding.level is Level.DISPLAY:
        return ""
    level = "safe fix" if finding.level is Level.SAFE else "unsafe fix (--unsafe-fixes)"
    return f"{level}: {_edit(finding)}"


def closing(tally: Tally, *, unsafe: bool) -> str:
    """Return the last line of a check; `unsafe` when unsafe fixes are switched on."""
    if not tally.total:
        return f"No problems in {count(tally.documents, 'document')}."
    found = f"Found {count(tally.total, 'problem')} in {tally.flawed:,} of "
    return f"{found}{count(tally.documents, 'document')}{_fixable(tally, unsafe=unsafe)}."


def lines_touched(finding: Finding) -> int:
    """Return how many lines the span stands on; an end at the start of a line does not count."""
    return max(1, finding.end_line - finding.line + (finding.end_column > 1))


def left_out(hidden: Mapping[str, int], tally: Tally) -> list[str]:
    """Return a line for each rule whose findings were not all shown."""
    return [
        f"{code} {tally.rules[code].name}: {number:,} more not shown (--max-per-rule)"
        for code, number in sorted(hidden.items())
    ]


def _path_label(place: "Place") -> str:
    path = visible(place.path)
    return path if place.record is None else f"{path}:{place.record}"


def _id_label(place: "Place") -> str:
    return f" ({visible(place.id)})" if has_own_id(place) else ""


def _fixable(tally: Tally, *, unsafe: bool) -> str:
    safe, risky = tally.fixable(Level.SAFE), tally.fixable(Level.UNSAFE)
    if unsafe:
        safe, risky = safe + risky, 0
    if safe and risky:
        return f" ({safe:,} fixable with delint fix, {risky:,} more with --unsafe-fixes)"
    if safe:
        return f" ({safe:,} fixable with delint fix)"
    return f" ({risky:,} fixable with delint fix --unsafe-fixes)" if risky else ""


def _edit(finding: Finding) -> str:
    if finding.action is Action.LINES:
        lines = lines_touched(finding)
        return "delete this line" if lines == 1 else f"delete these {count(lines, 'line')}"
    if finding.action is Action.DROP:
        return "drop this document"
    if not finding.replacement:
        return "delete it"
    return f"replace it with '{head(visible(finding.replacement), _REPLACEMENT_CELLS)}'"
