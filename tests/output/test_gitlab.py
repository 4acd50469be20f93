"""The Code Quality report of GitLab, by its documentation and by the types of gitlab-cq."""

import io
import json
from dataclasses import replace

import jsonschema
import pytest
from gitlab_cq import GitLabCodeQuality
from typeguard import check_type

from lint.batch import Place
from lint.finding import Severity
from lint.output.formats import Look
from lint.output.gitlab import LIMIT, Writer
from lint.output.sink import Sink
from lint.output.tally import Tally

TEXT = "Trời mưa to.\n0:00 / 1:23\nhết\n"
# docs.gitlab.com/ci/testing/code_quality: an array of objects; GitLab publishes no schema of it.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)[^\\]+$"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@pytest.fixture
def report(written, tmp_path, monkeypatch):
    """(findings) -> the report, which is as GitLab wants it."""
    monkeypatch.chdir(tmp_path)

    def report(findings):
        made = json.loads(written("gitlab", findings))
        jsonschema.validate(made, SCHEMA)
        check_type(made, list[GitLabCodeQuality.Issue])
        keys = [issue["fingerprint"] for issue in made]
        assert len(set(keys)) == len(keys)
        return made

    return report


def test_a_finding_is_an_issue(finding_in, report):
    [issue] = report([finding_in(TEXT, "0:00 / 1:23", detail="Twice.")])
    assert issue.pop("fingerprint").endswith(":1")
    assert issue == {
        "type": "issue",
        "categories": ["Clarity"],
        "description": ("PLY001 player-clock: A media player's clock stands in the text. Twice."),
        "check_name": "PLY001",
        "severity": "major",
        "location": {"path": "a.txt", "lines": {"begin": 2, "end": 2}},
    }


def test_a_record_is_a_line_and_a_path_has_no_dot_before_it(finding_in, report):
    [issue] = report([finding_in(TEXT, "mưa", place=Place("./b/../b.jsonl", 7, "x1"))])
    assert issue["location"] == {"path": "b.jsonl", "lines": {"begin": 7, "end": 7}}


def test_equal_findings_have_keys_of_their_own_and_lines_do_not_count(finding_in, report):
    finding = finding_in(TEXT, "0:00 / 1:23")
    first = report([finding, replace(finding, line=7)])
    again = report([replace(finding, line=5), replace(finding, line=70)])
    assert [i["fingerprint"] for i in first] == [i["fingerprint"] for i in again]


def test_a_finding_over_lines_ends_on_its_last(finding_in, report):
    [issue] = report([finding_in(TEXT, "Trời mưa to.\n0:00")])
    assert issue["location"]["lines"] == {"begin": 1, "end": 2}


def test_severities_differ(finding_in, report):
    found = [finding_in(TEXT, "mưa", severity=severity) for severity in Severity]
    assert [issue["severity"] for issue in report(found)] == ["critical", "major", "info"]


def test_nothing_found_is_an_empty_array(report):
    assert report([]) == []


def test_what_is_left_out_is_told(many):
    told, tally, stream = [], Tally(), io.StringIO()
    writer = Writer(Sink(stream, "test"), Look(tell=told.append))
    for finding in many(30_000):
        tally.add(finding)
        writer.finding(finding)
    writer.finish(tally, {})
    assert len(json.loads(stream.getvalue())) == LIMIT
    assert told == ["gitlab: 20,000 problems left out of the report"]
