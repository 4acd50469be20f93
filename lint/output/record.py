"""A finding as JSON: the shape that the formats for machines share, version 1.

The version is raised when a key goes or changes its meaning; new keys may come at any time.
"""

import json
from typing import TYPE_CHECKING, Any

from lint.finding import Action, Evidence, Finding
from lint.output.visible import visible_json

if TYPE_CHECKING:
    from lint.batch import Place

VERSION = 1


def record(finding: Finding) -> dict[str, Any]:
    """Return `finding` as JSON types.

    Lines and columns count from 1, bytes and characters from 0; ends are exclusive.
    """
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "detail": finding.detail,
        **place_record(finding.place),
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "start_byte": finding.start_byte,
        "end_byte": finding.end_byte,
        "start_char": finding.start_char,
        "end_char": finding.end_char,
        "excerpt": {
            "before": finding.excerpt.before,
            "found": finding.excerpt.found,
            "after": finding.excerpt.after,
        },
        "fix": _fix(finding),
        "evidence": evidence_record(finding.evidence) if finding.evidence else None,
    }


def evidence_record(evidence: Evidence) -> dict[str, Any]:
    """Return the other document of a duplicate and what was measured, as JSON types."""
    return {
        "relation": evidence.relation,
        **place_record(evidence.place),
        "line": evidence.line,
        "jaccard": evidence.jaccard,
        "containment": evidence.containment,
        "size": evidence.size,
        "least": evidence.least,
        "members": [place_record(member) for member in evidence.members],
        "only_here": list(evidence.here),
        "only_there": list(evidence.there),
        "moved": list(evidence.moved),
    }


def place_record(place: "Place") -> dict[str, Any]:
    """Return where a document stands, as JSON types."""
    return {"path": place.path, "record": place.record, "id": place.id}


def dumps(value: object) -> str:
    """Return `value` as JSON on one line that is safe to show on a terminal."""
    return visible_json(json.dumps(value, ensure_ascii=False))


def _fix(finding: Finding) -> dict[str, str] | None:
    """Return the edit, or None.

    `lines` deletes the lines of the span, `replace` puts `text` there, `drop` deletes the document.
    """
    if finding.action is Action.NONE:
        return None
    return {
        "level": finding.level.name.lower(),
        "action": finding.action.name.lower(),
        "text": finding.replacement,
    }
