"""Workflow commands and the job summary of GitHub Actions."""

import io
import re
from dataclasses import replace

import pytest

from lint.batch import Place
from lint.errors import OutputError
from lint.finding import Action, Severity
from lint.output import markdown
from lint.output.formats import Look
from lint.output.github import Writer
from lint.output.sink import Sink
from lint.output.tally import Tally

TEXT = "Trời mưa to.\n0:00 / 1:23\nhết\n"
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


@pytest.fixture(autouse=True)
def summary(tmp_path, monkeypatch):
    """The file of the job summary, not named yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return tmp_path / "summary.md"


def command(text):
    """Return the name, the properties and the message of a command as the runner reads it."""
    name, properties, message = COMMAND.fullmatch(text.rstrip("\n")).groups()
    pairs = dict(pair.split("=", 1) for pair in properties.split(","))
    return name, {key: unescaped(value) for key, value in pairs.items()}, unescaped(message)


def unescaped(text):
    for sign, code in ((":", "%3A"), (",", "%2C"), ("\r", "%0D"), ("\n", "%0A"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def test_a_finding_is_a_command(finding_in, written):
    name, properties, message = command(written("github", [finding_in(TEXT, "0:00 / 1:23")]))
    assert name == "warning"
    assert properties == {
        "file": "a.txt",
        "line": "2",
        "endLine": "2",
        "col": "1",
        "endColumn": "12",
        "title": "PLY001 player-clock",
    }
    expected = "A media player's clock stands in the text.\nsafe fix: delete this line"
    assert message == expected


def test_columns_are_told_on_one_line_only(finding_in, written):
    _, properties, _ = command(written("github", [finding_in(TEXT, "to.\n0:00")]))
    assert (properties["line"], properties["endLine"]) == ("1", "2")
    assert "col" not in properties


def test_a_record_is_a_line_of_its_file(finding_in, written):
    place = Place("b.jsonl", 7, "x1")
    _, properties, _ = command(written("github", [finding_in(TEXT, "0:00", place=place)]))
    assert (properties["line"], properties["endLine"]) == ("7", "7")
    assert "col" not in properties


@pytest.mark.parametrize("evil", ["\n::error::x", "\r\n::set-output name=a::b", "%0A::error::x"])
def test_text_and_names_start_no_command(finding_in, written, evil):
    finding = finding_in(TEXT, "mưa", place=Place(f"a,b:{evil}", None, "a"), detail=evil)
    shown = written("github", [finding])
    assert len(shown.splitlines()) == 1
    _, properties, message = command(shown)
    visible = evil.replace("\r", r"\r").replace("\n", r"\n")
    assert properties["file"].startswith("a,b:")
    assert visible in message


def test_ten_of_each_severity_are_shown_the_worst_first_and_the_rest_counted(many, written):
    lines = written("github", many(30_000)).splitlines()
    assert [line.split()[0] for line in lines[:30]] == (
        ["::error"] * 10 + ["::warning"] * 10 + ["::notice"] * 10
    )
    assert lines[30:] == ["29,970 more problems not shown as annotations."]


def test_nothing_found_is_nothing_written(written):
    assert written("github", []) == ""


def test_the_summary_is_added_to_what_other_steps_wrote(finding_in, written, summary, monkeypatch):
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    written("github", [finding_in(TEXT, "mưa")])
    assert summary.read_text("utf-8").startswith("before\n## delint\n\nFound 1 problem in 1 of 3")


@pytest.mark.parametrize("taken", [0, 500_000, 950_000, 999_000])
def test_the_summary_stays_below_a_mebibyte(many, written, summary, monkeypatch, taken):
    summary.write_text("x" * taken)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    wide = (replace(finding, detail="\\" * 150 + "`" * 150) for finding in many(2000))
    written("github", wide)
    assert taken < summary.stat().st_size <= 1_000_000
    assert re.search(r"\n[\d,]+ more problems not listed\.\n$", summary.read_text("utf-8"))


def test_a_full_summary_is_left_alone_and_that_is_said(many, summary, monkeypatch):
    summary.write_text("x" * 1_000_000)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    told, tally = [], Tally()
    writer = Writer(Sink(io.StringIO(), "test"), Look(tell=told.append))
    for finding in many(5):
        tally.add(finding)
        writer.finding(finding)
    writer.finish(tally, {})
    assert summary.stat().st_size == 1_000_000
    assert told == [f"{summary}: no room for a job summary"]


def test_a_summary_that_cannot_be_written_is_one_line(finding_in, written, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "missing" / "a.md"))
    with pytest.raises(OutputError, match=r"missing.a\.md: cannot be written"):
        written("github", [finding_in(TEXT, "mưa")])


def test_markdown_lists_the_worst_and_counts_all(many, written):
    shown = written("markdown", many(2000))
    assert shown.count("\n- ") == markdown.LIMIT
    assert "| PLY001 player-clock |" in shown
    assert shown.endswith("\n1,500 more problems not listed.\n")


def test_markdown_of_nothing_says_so(written):
    assert written("markdown", []) == "## delint\n\nNo problems in 3 documents.\n"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a|b", "` a|b `"),
        ("a`b", "`` a`b ``"),
        ("``", "``` `` ```"),
        ("<script>", "` <script> `"),
        ("a\n# b", r"` a\n# b `"),
        ("\u202ex\x1b", r"` \u202ex\x1b `"),
        (" ", ""),
    ],
)
def test_corpus_text_stands_in_a_code_span(text, span):
    assert markdown.code(text) == span


def test_messages_of_rules_are_no_markup_either():
    shown = markdown.escaped("[a](b) <i> | *c* @d\n# e")
    assert shown == r"\[a\](b) \<i\> \| \*c\* \@d\\n\# e"


def test_corpus_text_never_stands_in_the_table(finding_in, written):
    evil = "| x |\n|---|"
    place = Place("a|b.txt", None, "a|b.txt")
    shown = written("markdown", [finding_in(evil, evil, place=place, action=Action.NONE)])
    table = [line for line in shown.splitlines() if line.startswith("|")]
    assert len(table) == 3
    assert all(line.count("|") == 6 for line in table)


def test_severities_of_the_summary_are_those_of_the_rules(finding_in, written):
    shown = written("markdown", [finding_in(TEXT, "mưa", severity=Severity.ERROR)])
    assert "| PLY001 player-clock | error | 1 | 1 | 0 |" in shown
