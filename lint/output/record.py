"""A finding as JSON: the shape that the formats for machines share, version 1.

The version is raised when a key goes or changes its meaning; new keys may come at any time.
"""

import json
from typing import Any

from lint.finding import Action, Finding
from lint.output.visible import visible_json

VERSION = 1


def record(finding: Finding) -> dict[str, Any]:
    """Return `finding` as JSON types: 1-based lines and columns, bytes from 0, ends exclusive."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "detail": finding.detail,
        "path": finding.place.path,
        "record": finding.place.record,
        "id": finding.place.id,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "start_byte": finding.start_byte,
        "end_byte": finding.end_byte,
        "excerpt": {
            "before": finding.excerpt.before,
            "found": finding.excerpt.found,
            "after": finding.excerpt.after,
        },
        "fix": _fix(finding),
    }


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
