"""A finding as a row of a table: the columns that `csv` and `parquet` share."""

from lint.finding import Action, Finding
from lint.output.record import dumps, place_record

COLUMNS: dict[str, type] = {
    "path": str,
    "record": int,
    "id": str,
    "line": int,
    "column": int,
    "end_line": int,
    "end_column": int,
    "start_byte": int,
    "end_byte": int,
    "start_char": int,
    "end_char": int,
    "severity": str,
    "code": str,
    "name": str,
    "message": str,
    "detail": str,
    "found": str,
    "fix_level": str,
    "fix_action": str,
    "fix_text": str,
    "relation": str,
    "other_path": str,
    "other_record": int,
    "other_id": str,
    "other_line": int,
    "jaccard": float,
    "containment": float,
    "cluster_size": int,
    "cluster_least": float,
    "members": str,
    "only_here": str,
    "only_there": str,
    "moved": str,
}
"""Each column with its type; the last four hold JSON lists. What a finding has not is None."""

Cell = str | int | float | None


def row(finding: Finding) -> list[Cell]:
    """Return `finding` in the order of `COLUMNS`."""
    place = finding.place
    fix = (finding.level.name.lower(), finding.action.name.lower(), finding.replacement)
    return [
        *(place.path, place.record, place.id),
        *(finding.line, finding.column, finding.end_line, finding.end_column),
        *(finding.start_byte, finding.end_byte, finding.start_char, finding.end_char),
        *(finding.severity.value, finding.code, finding.name),
        *(finding.message, finding.detail, finding.excerpt.found),
        *((None, None, None) if finding.action is Action.NONE else fix),
        *_evidence(finding),
    ]


def _evidence(finding: Finding) -> list[Cell]:
    found = finding.evidence
    if found is None:
        return [None] * 13
    place = found.place
    members = [place_record(member) for member in found.members]
    lists = (members, *map(list, (found.here, found.there, found.moved)))
    return [
        *(found.relation, place.path, place.record, place.id, found.line),
        *(found.jaccard, found.containment, found.size, found.least),
        *map(dumps, lists),
    ]
