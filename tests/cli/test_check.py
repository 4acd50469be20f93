"""`delint check`: what it finds, what it says, and what it exits with."""

import json

import pytest


def test_findings_are_listed_in_order_and_counted(delint, write):
    write("b.txt", "x\nBAD line\n")
    write("a.txt", "fine\nBAD\nodd thing\n")
    result = delint("check", ".")
    fixable = "(2 fixable with delint fix, 1 more with --unsafe-fixes)"
    assert result.code == 1
    assert result.lines == [
        "a.txt:2:1 TST001 bad-word: The word BAD stands in the text.",
        "a.txt:3:1 TST002 odd-word: The word odd stands in the text.",
        "b.txt:2:1 TST001 bad-word: The word BAD stands in the text.",
        f"Found 3 problems in 2 of 2 documents {fixable}.",
    ]
    assert result.err == ""


def test_nothing_found_is_said_and_exits_with_0(delint, write):
    write("a.txt", "fine\n")
    result = delint("check")
    assert (result.code, result.out) == (0, "No problems in 1 document.\n")


def test_records_are_named_by_file_record_line_and_id(delint, write):
    write("a.jsonl", [{"id": "x1", "text": "fine"}, {"id": "x2", "text": "fine\nBAD"}])
    assert delint("check").lines[0].startswith("a.jsonl:2:2:1 (x2) TST001 ")


@pytest.mark.parametrize(
    ("text", "args", "code"),
    [
        ("odd", [], 0),
        ("odd", ["--fail-on", "info"], 1),
        ("BAD", [], 1),
        ("BAD", ["--fail-on", "error"], 0),
        ("doubt", ["--fail-on", "error"], 1),
        ("doubt", ["--exit-zero"], 0),
        ("BAD", ["--config", "fail-on='error'"], 0),
        ("BAD", ["--config", "severity={TST='error'}", "--fail-on", "error"], 1),
        ("BAD", ["--ignore", "TST001"], 0),
    ],
)
def test_the_exit_code_follows_the_severity(delint, write, text, args, code):
    write("a.txt", text)
    assert delint("check", *args).code == code


@pytest.mark.parametrize(
    ("args", "codes"),
    [
        (["--select", "TST001"], ["TST001"]),
        (["--select", "TST001,odd-word"], ["TST001", "TST002"]),
        (["--ignore", "TST001", "--extend-ignore", "TST002"], ["TST003"]),
        (["--min-severity", "warning"], ["TST001", "TST003"]),
        (["--isolated", "--pack", "pack", "--select", "TST002"], ["TST002"]),
    ],
)
def test_rules_are_selected(delint, write, args, codes):
    write("a.txt", "BAD\nodd\ndoubt\n")
    result = delint("check", *args, "--output", "jsonl")
    assert [json.loads(line)["code"] for line in result.lines] == codes


def test_several_reports_at_once(delint, write, project):
    write("a.txt", "BAD\n")
    result = delint("check", "--output", "concise", "--output", "json:out.json")
    assert result.lines[0].startswith("a.txt:1:1 TST001")
    assert json.loads((project / "out.json").read_text())["summary"]["findings"] == 1


def test_reports_in_files_only_leave_the_count_on_stderr(delint, write):
    write("a.txt", "BAD\n")
    result = delint("check", "--output", "jsonl:out.jsonl")
    assert result.out == ""
    assert "Found 1 problem in 1 of 1 document" in result.err
    assert delint("check", "-q", "--output", "jsonl:out.jsonl").err == ""


def test_a_report_is_no_text_to_check(delint, write, project):
    write("a.txt", "BAD\n")
    write("out.jsonl", [{"text": "BAD, of the run before"}])
    delint("check", "--output", "jsonl:out.jsonl")
    assert len((project / "out.jsonl").read_text().splitlines()) == 1


def test_statistics_count_instead(delint, write, project):
    write("a.txt", "BAD\nBAD\n")
    result = delint("check", "--statistics", "--output", "full", "--output", "jsonl:all.jsonl")
    assert result.lines[0] == "        2 TST001 bad-word [fix: 2 safe]"
    assert len((project / "all.jsonl").read_text().splitlines()) == 2


def test_a_limit_is_said(delint, write):
    write("a.txt", "BAD\n" * 5)
    result = delint("check", "--max-per-rule", "2")
    assert len(result.lines) == 4
    assert result.lines[2] == "TST001 bad-word: 3 more not shown (--max-per-rule)"


def test_what_is_accepted_is_not_found(delint, write, project):
    write("a.txt", "BAD one\nBAD two\n")
    write("b.txt", "BAD one\n")
    with (project / "delint.toml").open("a") as file:
        file.write(
            '[per-file-ignores]\n"b.*" = ["TST"]\n'
            '[[allow]]\nrule = "bad-word"\ntext = "bad  ONE"\n'
            '[[allow]]\nrule = "TST"\ntext = "never"\n'
            '[[allow]]\nrule = "TST"\ntext = "old"\nuntil = 2020-01-01\n'
        )
    result = delint("check", "--verbose")
    assert [line.split()[0] for line in result.lines[:-1]] == ["a.txt:2:1"]
    assert "delint.toml:9: [[allow]] met no finding" in result.err
    assert "warning: " in result.err
    assert "delint.toml:12: [[allow]] had effect until 2020-01-01" in result.err


def test_parameters_can_be_set_for_a_rule(delint, write):
    write("a.txt", "BAD\nWORSE\n")
    args = ["--config", "rules.TST001.patterns=['WORSE']"]
    assert delint("check", *args).lines[0].startswith("a.txt:2:1 TST001")


def test_standard_input_is_read_by_its_name(delint):
    assert delint("check", "-", stdin=b"BAD\n").lines[0].startswith("<stdin>:1:1 TST001")
    args = ["check", "-", "--stdin-filename", "dir/a.jsonl"]
    record = b'{"text": "BAD"}\n'
    assert delint(*args, stdin=record).lines[0].startswith("dir/a.jsonl:1:1:1 TST001")


def test_paths_come_from_a_file_or_from_standard_input(delint, write):
    write("a.txt", "BAD\n")
    write("b.txt", "BAD\n")
    write("list", "b.txt\n\n")
    for args, stdin in ((["list"], b""), (["-"], b"b.txt\n")):
        result = delint("check", "--files-from", *args, stdin=stdin)
        assert [line[:5] for line in result.lines[:-1]] == ["b.txt"]


def test_excluded_paths_are_passed_over_and_counted(delint, write):
    write("a.txt", "BAD\n")
    write("sub/b.txt", "BAD\n")
    result = delint("check", "--exclude", "/sub/", ".", "sub/b.txt")
    assert [line[:5] for line in result.lines[:-1]] == ["a.txt"]
    assert "2 paths skipped by exclude" in result.err
    assert delint("check", "a.txt", "--exclude", "a.txt").code == 0
    assert delint("check", "a.txt", "--exclude", "a.txt", "--no-exclude").code == 1


def test_patterns_of_the_configuration_start_at_its_folder(delint, write, project, monkeypatch):
    write("sub/a.txt", "BAD\n")
    write("sub/sub/a.txt", "BAD\n")
    with (project / "delint.toml").open("a") as file:
        file.write('exclude = ["/sub/a.txt"]\n')
    monkeypatch.chdir(project / "sub")
    assert [line[:9] for line in delint("check", ".").lines[:-1]] == ["sub/a.txt"]


def test_include_takes_the_place_of_known_suffixes(delint, write):
    write("a.txt", "BAD\n")
    write("b.data", "BAD\n")
    assert [ln[:6] for ln in delint("check", "--include", "*.data").lines[:-1]] == ["b.data"]


def test_gitignored_files_are_read_when_asked_for(delint, write):
    write(".gitignore", "a.txt\n")
    write("a.txt", "BAD\n")
    write("b.txt", "fine\n")
    assert delint("check").code == 0
    assert delint("check", "--no-respect-gitignore").code == 1


def test_show_files_and_settings_read_no_text(delint, write):
    write("a.txt", "BAD\n")
    write("b.jsonl", "broken")
    result = delint("check", "--show-files")
    assert (result.code, result.lines) == (0, ["a.txt", "b.jsonl"])
    result = delint("check", "--show-settings", "--max-per-rule", "7")
    assert result.code == 0
    assert "max-per-rule = 7\n" in result.out


def test_fields_are_named(delint, write):
    write("a.jsonl", [{"key": "k1", "words": "BAD", "text": "fine"}])
    args = ["--text-field", "words", "--id-field", "key"]
    assert delint("check", *args).lines[0].startswith("a.jsonl:1:1:1 (k1) TST001")


def test_quiet_leaves_findings_only(delint, write):
    write("a.txt", "BAD\n")
    result = delint("check", "-q", "--ignore", "NONE", "--exclude", "pack")
    assert (len(result.lines), result.err) == (1, "")


def test_what_cannot_be_read_is_told_and_the_rest_is_checked(delint, write):
    write("a.jsonl", '{"text": "BAD"}\nbroken\n{"text": "BAD"}\n')
    result = delint("check", "--output", "json")
    assert result.code == 2
    assert "delint: error: a.jsonl:2: broken JSON" in result.err
    whole = json.loads(result.out)
    assert len(whole["results"]) == 2
    assert whole["errors"][0].startswith("a.jsonl:2: broken JSON")


def test_the_output_does_not_depend_on_the_threads(delint, write):
    for number in range(30):
        write(f"{number:02}.txt", "BAD\nodd\n" * number)
    assert delint("check", "-j1").out == delint("check", "-j4").out


def test_colours_when_asked_for(delint, write):
    write("a.txt", "BAD\n")
    assert "\x1b[1;33mTST001\x1b[0m" in delint("check", "--color", "always").out
    assert "\x1b" not in delint("check").out
