"""Reviewdog Diagnostic Format, by its published definition (reviewdog.proto, version 1)."""

import json
import shutil
import subprocess

import jsonschema
import pytest

from lint.batch import Place
from lint.finding import Action, Severity

TEXT = "Trời mưa to.\n0:00 / 1:23\nhết\n"
POSITION = {
    "type": "object",
    "required": ["line"],
    "additionalProperties": False,
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
    },
}
RANGE = {
    "type": "object",
    "required": ["start"],
    "additionalProperties": False,
    "properties": {"start": POSITION, "end": POSITION},
}
SUGGESTION = {
    "type": "object",
    "required": ["range", "text"],
    "additionalProperties": False,
    "properties": {"range": RANGE, "text": {"type": "string"}},
}
DIAGNOSTIC = {
    "type": "object",
    "required": ["message", "location", "severity", "code"],
    "additionalProperties": False,
    "properties": {
        "message": {"type": "string"},
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"path": {"type": "string"}, "range": RANGE},
        },
        "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
        "code": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
        },
        "suggestions": {"type": "array", "items": SUGGESTION},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["source", "diagnostics"],
    "additionalProperties": False,
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {"type": "array", "items": DIAGNOSTIC},
    },
}


@pytest.fixture
def diagnostics(written, tmp_path, monkeypatch):
    """(findings) -> the diagnostics, which fit the definition."""
    monkeypatch.chdir(tmp_path)

    def diagnostics(findings):
        made = json.loads(written("rdjson", findings))
        jsonschema.validate(made, SCHEMA)
        return made["diagnostics"]

    return diagnostics


def between(line, column, end_line, end_column):
    end = {"line": end_line, "column": end_column}
    return {"start": {"line": line, "column": column}, "end": end}


def test_columns_count_bytes(finding_in, diagnostics):
    [made] = diagnostics([finding_in(TEXT, "mưa", action=Action.REPLACE, replacement="nắng")])
    assert made["location"] == {"path": "a.txt", "range": between(1, 8, 1, 12)}
    assert made["suggestions"] == [{"range": between(1, 8, 1, 12), "text": "nắng"}]
    assert (made["severity"], made["code"]) == ("WARNING", {"value": "PLY001"})


def test_whole_lines_go_with_their_end(finding_in, diagnostics):
    [made] = diagnostics([finding_in(TEXT, "0:00 / 1:23")])
    assert made["suggestions"] == [{"range": between(2, 1, 3, 1), "text": ""}]


def test_a_span_of_several_lines_ends_in_the_last(finding_in, diagnostics):
    [made] = diagnostics([finding_in(TEXT, "to.\n0:00", action=Action.NONE)])
    assert made["location"]["range"] == between(1, 13, 2, 5)
    assert "suggestions" not in made


def test_a_far_column_of_a_long_line_is_told_by_its_line(finding_in, diagnostics):
    text = "ư" * 200 + "mưa"
    [made] = diagnostics([finding_in(text, "mưa", action=Action.REPLACE, replacement="x")])
    assert made["location"]["range"] == {"start": {"line": 1}, "end": {"line": 1}}
    assert "suggestions" not in made


def test_a_record_is_its_line(finding_in, diagnostics):
    [made] = diagnostics([finding_in(TEXT, "0:00", place=Place("b.jsonl", 7, "x1"))])
    assert made["location"] == {"path": "b.jsonl", "range": {"start": {"line": 7}}}
    assert "suggestions" not in made


def test_severities_have_their_names(finding_in, diagnostics):
    found = [finding_in(TEXT, "mưa", severity=severity) for severity in Severity]
    assert [made["severity"] for made in diagnostics(found)] == ["INFO", "WARNING", "ERROR"]


def test_nothing_found_is_an_empty_list(diagnostics):
    assert diagnostics([]) == []


@pytest.mark.skipif(
    shutil.which("rdformat-validator") is None,
    reason="@umbrelladocs/rdformat-validator (npm) is not installed",
)
def test_a_validator_of_the_format_accepts_it(finding_in, written, tmp_path):
    whole, broken = tmp_path / "whole.json", tmp_path / "broken.json"
    whole.write_text(written("rdjson", [finding_in(TEXT, "0:00 / 1:23"), finding_in(TEXT, "mưa")]))
    broken.write_text(whole.read_text().replace('"message": "', '"message": 3, "was": "'))

    codes = [
        subprocess.run(["rdformat-validator", file], capture_output=True, check=False).returncode
        for file in (whole, broken)
    ]

    assert codes == [0, 1]


@pytest.mark.skipif(shutil.which("reviewdog") is None, reason="reviewdog is not installed")
def test_reviewdog_reads_it(finding_in, written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    command = ["reviewdog", "-f=rdjson", "-reporter=local", "-filter-mode=nofilter", "-diff=true"]
    shown = written("rdjson", [finding_in(TEXT, "0:00 / 1:23")])
    run = subprocess.run(command, input=shown, capture_output=True, text=True, check=False)
    assert "a.txt:2:1" in run.stdout
