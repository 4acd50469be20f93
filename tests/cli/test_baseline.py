"""`delint baseline` and `check --baseline`: what is known does not fail, what is new does."""

import json
from pathlib import Path

import pytest

PROSE = "The quay of the old harbour was closed for two days after the storm had passed.\n"


def rows(name="delint.baseline"):
    return [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()[1:]]


def codes(result):
    return [json.loads(line)["code"] for line in result.lines]


def test_an_old_corpus_passes_and_only_new_problems_fail(delint, write):
    write("a.txt", "BAD\nodd\n")
    written = delint("baseline", "write")
    assert (written.code, written.err) == (0, "delint: delint.baseline: 2 known problems\n")
    known = delint("check", "--baseline", "delint.baseline")
    assert (known.code, known.out) == (0, "No problems in 1 document.\n")
    assert known.err == "delint: delint.baseline: 2 known problems left out\n"
    write("a.txt", "first\nbad\nodd\nBAD news\n")
    new = delint("check", "--baseline", "delint.baseline", "--output", "jsonl")
    assert (new.code, codes(new)) == (1, ["TST001"])
    assert json.loads(new.out)["line"] == 4


def test_the_file_is_sorted_and_has_neither_line_numbers_nor_texts(delint, write):
    records = [{"id": f"i{n}", "text": "BAD"} for n in (3, 1, 2)]
    path = write("c.jsonl", records)
    delint("baseline", "write")
    first = Path("delint.baseline").read_text()
    write("c.jsonl", [{"id": "new", "text": "fine"}, *reversed(records)])
    delint("baseline", "write")
    assert Path("delint.baseline").read_text() == first
    assert [(row[:3], row[4]) for row in rows()] == [
        (["c.jsonl", f"i{n}", "TST001"], 1) for n in (1, 2, 3)
    ]
    assert "BAD" not in first
    assert path.exists()


def test_records_put_before_and_other_case_and_blanks_stay_known(delint, write):
    write("c.jsonl", [{"id": "i1", "text": "x\nBAD  Thing"}])
    delint("baseline", "write")
    write("c.jsonl", [{"id": "i0", "text": "fine"}, {"id": "i1", "text": "y\nz\nbad thing\nw"}])
    assert delint("check", "--baseline", "delint.baseline").code == 0


def test_the_configuration_names_the_baseline_from_its_own_folder(
    delint, write, project, monkeypatch
):
    write("sub/a.txt", "BAD\n")
    with (project / "delint.toml").open("a") as file:
        file.write('baseline = "known/base"\n')
    (project / "known").mkdir()
    assert delint("baseline", "write").code == 0
    assert rows("known/base")[0][0] == "../sub/a.txt"
    monkeypatch.chdir(project / "sub")
    assert delint("check").code == 0


def test_the_baseline_itself_is_not_read_as_text(delint, write):
    write("a.txt", "BAD\n")
    delint("baseline", "write", "--baseline", "base.jsonl")
    result = delint("check", "--baseline", "base.jsonl", "--show-files")
    assert result.lines == ["a.txt"]


@pytest.mark.parametrize("args", [["--statistics"], ["--output", "json:out.json"], []])
def test_counts_leave_out_what_is_known(delint, write, args):
    write("a.txt", "BAD\n")
    delint("baseline", "write")
    write("b.txt", "odd\ndoubt\n")
    result = delint("check", "--baseline", "delint.baseline", *args)
    assert result.code == 1
    assert "Found 2 problems in 1 of 2 documents" in result.out + result.err


def test_duplicates_are_known_too(delint, write, twins):
    write("a.txt", PROSE)
    write("b.txt", PROSE)
    assert codes(delint("check", "--output", "jsonl")) == ["TST009"]
    delint("baseline", "write")
    assert delint("check", "--baseline", "delint.baseline").code == 0
    skipped = delint("check", "--baseline", "delint.baseline", "--no-corpus-rules")
    assert "stale" not in skipped.err  # a rule that did not run says nothing of its entries


@pytest.fixture
def cleaned(delint, write):
    """A baseline of three problems, of which one, and one of two of a kind, are gone."""
    write("a.txt", "BAD\n")
    write("b.txt", "odd\nBAD\nfine\nBAD\n")
    delint("baseline", "write")
    write("b.txt", "BAD\n")


def test_a_check_counts_what_is_stale(delint, cleaned):
    result = delint("check", "--baseline", "delint.baseline")
    assert result.code == 0
    assert result.err.splitlines() == [
        "delint: delint.baseline: 2 known problems left out",
        "delint: delint.baseline: 2 stale entries; `delint baseline status` lists them",
    ]


def test_a_check_of_some_paths_does_not_judge_the_others(delint, cleaned):
    assert "stale" not in delint("check", "a.txt", "--baseline", "delint.baseline").err


def test_status_lists_what_is_stale_and_fails(delint, cleaned, write):
    write("c.txt", "doubt\n")
    result = delint("baseline", "status")
    keys = {row[2]: row[3] for row in rows() if row[0] == "b.txt"}
    assert result.code == 1
    assert result.lines == [f"b.txt TST001 {keys['TST001']}", f"b.txt TST002 {keys['TST002']}"]
    assert (
        result.err == "delint: delint.baseline: 2 known problems, 1 new problem, 2 stale entries\n"
    )


def test_prune_removes_what_is_stale_and_adds_nothing(delint, cleaned, write):
    write("c.txt", "doubt\n")
    result = delint("baseline", "prune")
    assert (result.code, result.err) == (0, "delint: delint.baseline: 2 stale entries removed\n")
    assert [(row[0], row[2], row[4]) for row in rows()] == [
        ("a.txt", "TST001", 1),
        ("b.txt", "TST001", 1),
    ]
    assert delint("baseline", "status").code == 0
    write("b.txt", "BAD\nBAD\n")  # what was cleaned stays clean
    assert delint("check", "b.txt", "--baseline", "delint.baseline").code == 1


def test_entries_of_a_file_that_is_gone_are_stale(delint, cleaned, project):
    (project / "a.txt").unlink()
    delint("baseline", "prune")
    assert [row[0] for row in rows()] == ["b.txt"]


def test_nothing_is_pruned_when_the_input_cannot_be_read_as_a_whole(delint, write):
    write("c.jsonl", [{"id": "a", "text": "BAD"}])
    delint("baseline", "write")
    before = rows()
    write("c.jsonl", '{"id": "a", "text": "BA\n')
    result = delint("baseline", "prune")
    assert result.code == 2
    assert "not pruned, since the input could not be read as a whole" in result.err
    assert rows() == before
    assert "stale" not in delint("check", "--baseline", "delint.baseline").err


def test_what_can_be_read_is_written_and_the_rest_told(delint, write):
    write("c.jsonl", '{"id": "a", "text": "BAD"}\n{"id": \n')
    result = delint("baseline", "write")
    assert result.code == 2
    assert "c.jsonl:2: broken JSON" in result.err
    assert len(rows()) == 1


@pytest.mark.parametrize("command", [["check"], ["baseline", "status"], ["baseline", "prune"]])
def test_a_baseline_that_is_not_there_is_one_line_and_exit_code_2(delint, write, command):
    write("a.txt", "BAD\n")
    result = delint(*command, "--baseline", "none")
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    assert "`delint baseline write` makes one" in result.err


def test_a_baseline_of_another_version_is_one_line_and_exit_code_2(delint, write):
    write("a.txt", "BAD\n")
    write("base", '{"delint": "baseline", "version": 7}\n')
    result = delint("check", "--baseline", "base")
    assert (result.code, result.out) == (2, "")
    assert "version 7" in result.err


def test_names_are_shown_as_escapes(delint, write):
    write("c.jsonl", [{"id": "\x1b[2J\u202e", "text": "BAD"}])
    delint("baseline", "write")
    raw = Path("delint.baseline").read_text("utf-8")
    assert not {"\x1b", "\u202e"} & set(raw)
    write("c.jsonl", [{"id": "\x1b[2J\u202e", "text": "fine"}])
    assert "\x1b" not in delint("baseline", "status").out


def test_fixing_takes_no_notice_of_a_baseline(delint, write, project):
    path = write("a.txt", "BAD\nfine\n")
    with (project / "delint.toml").open("a") as file:
        file.write('baseline = "delint.baseline"\n')
    delint("baseline", "write")
    delint("fix", "--in-place", "a.txt")
    assert path.read_text() == "fine\n"
