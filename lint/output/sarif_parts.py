"""Rules, results and places as SARIF objects."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lint.finding import Evidence, Finding, Severity
from lint.identity import relative_path
from lint.output.edit import edit_of
from lint.output.explain import FIXES
from lint.output.record import evidence_record
from lint.output.words import file_line, fix_label, said
from lint.rule import FAMILIES, Rule

if TYPE_CHECKING:
    from lint.batch import Place

SOURCE_ROOT = {
    "%SRCROOT%": {"description": {"text": "The root of the repository, or the working folder."}}
}
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_DESCRIPTION_CHARS = 1024
_MESSAGE_CHARS = 2000


def rule_record(rule: Rule) -> dict[str, Any]:
    """Return the reporting descriptor of `rule`."""
    family = FAMILIES.get(rule.family, rule.family)
    why = rule.why or rule.summary
    help_text = f"{why}\n\nFix: {FIXES[rule.fix]}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary[:_DESCRIPTION_CHARS]},
        "fullDescription": {"text": why[:_DESCRIPTION_CHARS]},
        "help": {
            "text": help_text,
            "markdown": f"{help_text}\n\n`delint rule {rule.code}` shows examples.",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [family], "problem.severity": _PROBLEMS[rule.severity]},
    }


def result(finding: Finding, index: int | None, key: str, root: Path) -> dict[str, Any]:
    """Return the result of `finding`, whose rule is number `index`; paths are told from `root`."""
    evidence, message = finding.evidence, _literal(said(finding)[:_MESSAGE_CHARS])
    links = _related(evidence, root) if evidence else []
    if links:
        message += " See the [other copy](1)."
    fixes = _fixes(finding, root)
    return {
        "ruleId": finding.code,
        **({} if index is None else {"ruleIndex": index}),
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "locations": [_location(finding, root)],
        "partialFingerprints": {"delint/v1": key},
        **({"relatedLocations": links} if links else {}),
        **({"fixes": fixes} if fixes else {}),
        **({"properties": {"evidence": evidence_record(evidence)}} if evidence else {}),
    }


def _location(finding: Finding, root: Path) -> dict[str, Any]:
    """Return where `finding` stands.

    In a file of records the line is that of the record, columns count in the record's text.
    """
    line, of_file = file_line(finding), finding.place.record is None
    region: dict[str, Any] = {
        "startLine": line,
        "startColumn": finding.column if of_file else finding.start_char + 1,
        "endLine": finding.end_line if of_file else line,
        "endColumn": finding.end_column if of_file else finding.end_char + 1,
    }
    if finding.end_char - finding.start_char == len(finding.excerpt.found):
        region["snippet"] = {"text": finding.excerpt.found}
    return _placed(finding.place, region, root)


def _placed(place: "Place", region: dict[str, Any], root: Path) -> dict[str, Any]:
    document = {"fullyQualifiedName": place.id, "kind": "object"}
    return {
        "physicalLocation": {"artifactLocation": _artifact(place.path, root), "region": region},
        **({} if place.record is None else {"logicalLocations": [document]}),
    }


def _related(evidence: Evidence, root: Path) -> list[dict[str, Any]]:
    """Return the place of the other copy, none where it stands in an index."""
    if evidence.line is None:
        return []
    line = evidence.line if evidence.place.record is None else evidence.place.record
    region = {"startLine": line, "startColumn": 1, "endLine": line, "endColumn": 1}
    placed = _placed(evidence.place, region, root)
    return [{"id": 1, **placed, "message": {"text": _literal(evidence.place.id)}}]


def _fixes(finding: Finding, root: Path) -> list[dict[str, Any]]:
    edit = edit_of(finding)
    if edit is None:
        return []
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line,
        "endColumn": edit.end_column,
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.text}}
    change = {
        "artifactLocation": _artifact(finding.place.path, root),
        "replacements": [replacement],
    }
    return [{"description": {"text": fix_label(finding)}, "artifactChanges": [change]}]


def _artifact(path: str, root: Path) -> dict[str, str]:
    """Return the address of a file: below the root, or the whole one."""
    told = relative_path(path, root)
    address = quote(told.encode("utf-8", "surrogateescape"))
    if Path(told).is_absolute():
        return {"uri": f"file://{'' if address.startswith('/') else '/'}{address}"}
    return {"uri": address, "uriBaseId": "%SRCROOT%"}


def _literal(text: str) -> str:
    r"""Return `text` without links of its own: SARIF 3.11.6 reads "[text](address)" as one."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
