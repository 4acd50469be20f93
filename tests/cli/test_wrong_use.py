"""Wrong use, wrong configurations, wrong input: one clear line, exit code 2, no traceback."""

import json

import pytest

BAD_RULE = 'code = "TST009"\nname = "x"\n'


@pytest.mark.parametrize(
    ("files", "args", "message"),
    [
        ({}, ["missing.txt"], "no such file or folder: missing.txt"),
        ({}, ["pack"], "pack: no text found; looked for .txt"),
        ({"a.txt": "x"}, ["--select", "TST01"], "there is no rule 'TST01'; did you mean 'TST001'?"),
        ({"a.txt": "x"}, ["--select", "bad-wrod"], "did you mean 'bad-word'?"),
        (
            {"a.txt": "x"},
            ["--output", "full", "--output", "json"],
            "two reports go to standard output",
        ),
        ({"a.txt": "x"}, ["--output", "full:r", "--output", "json:r"], "two reports go to r; name"),
        ({"a.txt": "x"}, ["--output", "jsnl"], "no output format 'jsnl'; did you mean 'jsonl'?"),
        ({"a.txt": "x"}, ["--output", "json:no/x.json"], "no/x.json: cannot be written: No such"),
        ({"a.txt": "x"}, ["--output", "json:pack"], "pack: cannot be written: Is a directory"),
        ({"a.txt": "x"}, ["--config", "no.toml"], "no.toml: cannot be read: No such file"),
        ({"a.txt": "x"}, ["--config", "jobs=x"], "--config 'jobs=x':1:6: Invalid value"),
        ({"a.txt": "x"}, ["--config", "jbs=1"], "unknown key 'jbs'; did you mean 'jobs'?"),
        ({"a.txt": "x"}, ["--config", "max-removed=50"], "max-removed must be a share from 0 to 1"),
        ({"a.txt": "x"}, ["--pack", "nowhere"], "nowhere: no such rule folder"),
        ({"a.txt": "x"}, ["--files-from", "nowhere"], "nowhere: cannot be read: No such file"),
        (
            {"a.txt": "x"},
            ["--config", "rules.TST001.size=1"],
            "[rules.TST001]: line-pattern has no parameter 'size'",
        ),
        ({"a.txt": "x"}, ["--config", "rules.TST00.x=1"], "there is no rule 'TST00'; did you mean"),
        (
            {"a.txt": "x", "delint.toml": "jobs = 1\nselct = ['PLY']\n"},
            [],
            "delint.toml:2: unknown key 'selct'; did you mean 'select'?",
        ),
        ({"a.txt": "x", "delint.toml": "jobs = \n"}, [], "delint.toml:1:8: Invalid value"),
        ({"a.txt": "x", "pack/TST009-x.toml": BAD_RULE}, [], "pack/TST009-x.toml: the key 'check'"),
        ({"a.txt": "x", "pack/x.toml": "= 1"}, [], "pack/x.toml: Invalid statement"),
        ({"a.jsonl": "nothing\n" * 200}, [], "a.jsonl: not JSON Lines"),
        ({"a.jsonl": '{"x": 1}\n'}, [], "a.jsonl: no text field found; name it with --text-field"),
    ],
)
def test_one_clear_line(delint, write, files, args, message):
    for name, content in files.items():
        write(name, content)
    result = delint("check", *args)
    assert result.code == 2
    assert message in result.err
    assert result.err.startswith("delint: error: ")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        ["--nonsense"],
        ["--jobs", "-1"],
        ["--jobs", "x"],
        ["--fail-on", "fatal"],
        ["--color", "blue"],
    ],
)
def test_wrong_options_are_told_by_the_parser(delint, args):
    result = delint("check", *args)
    assert (result.code, result.out) == (2, "")
    assert "Error: " in result.err
    assert "Traceback" not in result.err
    assert "Value error" not in result.err


def test_a_folder_without_text_may_be_allowed(delint, project):
    assert delint("check", "--allow-empty").code == 0


def test_an_unknown_rule_to_ignore_is_a_warning_only(delint, write):
    write("a.txt", "fine")
    result = delint("check", "--ignore", "TST7")
    assert result.code == 0
    assert result.err.startswith("delint: warning: the command line: ignore: there is no rule 'TS")


def test_no_rule_selected_is_a_warning(delint, write):
    write("a.txt", "BAD")
    result = delint("check", "--ignore", "TST")
    assert (result.code, result.err) == (0, "delint: warning: no rule is selected\n")


def test_hostile_names_and_texts_send_nothing_to_the_terminal(delint, write):
    write("\x1b[2J\u202e.txt", "BAD \x1b]0;owned\x07 \u202e\n")
    write("\x1b[2J.jsonl", '{"text": \x1b}\n{"text": "x"}')
    for form in ("full", "concise", "summary", "json", "jsonl"):
        result = delint("check", "--output", form)
        assert not {"\x1b", "\x07", "\u202e"} & set(result.out + result.err)


@pytest.mark.parametrize(
    "args",
    [
        ["check", "t.jsonl", "--output", "json:t.jsonl"],
        ["dedup", "t.jsonl", "-o", "t.jsonl"],
        ["dedup", "t.jsonl", "--kept", "./t.jsonl"],
        ["dedup", "t.jsonl", "--annotated", "link.jsonl"],
        ["index", "build", "t.jsonl", "-o", "t.jsonl"],
        ["baseline", "write", "t.jsonl", "--baseline", "t.jsonl"],
    ],
    ids=" ".join,
)
def test_no_output_is_written_over_what_is_read(delint, write, project, args):
    texts = write("t.jsonl", [{"text": "BAD"}])
    before = texts.read_bytes()
    (project / "link.jsonl").symlink_to("t.jsonl")
    result = delint(*args)
    said = "t.jsonl: is to be read, and would be written over; name another file to write"
    assert (result.code, result.err) == (2, f"delint: error: {said}\n")
    assert texts.read_bytes() == before


@pytest.mark.parametrize(
    "args", [["check"], ["fix", "--diff"], ["dedup", "t.jsonl"], ["baseline", "write"]]
)
def test_of_many_records_that_cannot_be_used_some_are_told(delint, write, project, args):
    write("t.jsonl", '{"text": "x"}\n' + '{"text": }\n' * 30)
    result = delint(*args)
    *told, last = [line for line in result.err.splitlines() if "error" in line]
    assert (result.code, len(told)) == (2, 20)
    more = "more records cannot be used; delint check --output json lists all"
    assert last == f"delint: error: t.jsonl: {more}"
    delint("check", "--output", "json:all.json")
    assert len(json.loads((project / "all.json").read_text())["errors"]) == 30
