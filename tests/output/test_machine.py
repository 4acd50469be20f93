"""What the formats for programs write."""

import json

from lint.batch import Place
from lint.finding import Action, Level

TEXT = "Trời mưa to.\n0:00 / 1:23\n"


def test_jsonl_holds_all_of_a_finding(finding_in, written):
    finding = finding_in(TEXT, "mưa", place=Place("b.jsonl", 7, "x1"), detail="Wet.")
    assert json.loads(written("jsonl", [finding])) == {
        "version": 1,
        "code": "PLY001",
        "name": "player-clock",
        "severity": "warning",
        "message": "A media player's clock stands in the text.",
        "detail": "Wet.",
        "path": "b.jsonl",
        "record": 7,
        "id": "x1",
        "line": 1,
        "column": 6,
        "end_line": 1,
        "end_column": 9,
        "start_byte": 7,
        "end_byte": 11,
        "start_char": 5,
        "end_char": 8,
        "excerpt": {"before": "Trời ", "found": "mưa", "after": " to."},
        "fix": {"level": "safe", "action": "lines", "text": ""},
        "evidence": None,
    }


def test_a_duplicate_tells_in_parts_what_it_repeats(duplicate, written):
    assert json.loads(written("jsonl", [duplicate]))["evidence"] == {
        "relation": "near",
        "path": "b.jsonl",
        "record": 3,
        "id": "n3",
        "line": 2,
        "jaccard": 0.9,
        "containment": 0.95,
        "size": 3,
        "least": 0.8,
        "members": [{"path": "c.txt", "record": None, "id": "c.txt"}],
        "only_here": ["one word"],
        "only_there": [],
        "moved": ["=two"],
    }


def test_jsonl_without_edit_has_no_fix(finding_in, written):
    finding = finding_in(TEXT, "mưa", action=Action.NONE, level=Level.DISPLAY)
    assert json.loads(written("jsonl", [finding]))["fix"] is None


def test_jsonl_keeps_one_line_a_finding_whatever_the_text(finding_in, written):
    evil = "\x85\u2028\x1b[2J\n\x9b"
    shown = written("jsonl", [finding_in(evil, evil)] * 2)
    assert len(shown.splitlines()) == 2
    assert json.loads(shown.splitlines()[0])["excerpt"]["found"] == evil


def test_json_is_one_object_with_a_summary(finding_in, written):
    findings = [finding_in(TEXT, "mưa"), finding_in(TEXT, "to", level=Level.UNSAFE)]
    whole = json.loads(written("json", findings))
    assert (whole["version"], whole["tool"], whole["errors"]) == (1, "delint", [])
    assert [result["column"] for result in whole["results"]] == [6, 10]
    assert whole["summary"] == {
        "documents": 3,
        "documents_with_findings": 1,
        "findings": 2,
        "not_shown": 0,
        "safe_fixes": 1,
        "unsafe_fixes": 1,
        "rules": {"PLY001": 2},
    }


def test_json_of_nothing_is_still_json(written):
    assert json.loads(written("json", []))["results"] == []
