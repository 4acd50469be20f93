"""`delint fix` and `delint restore`: where cleaned text goes, and the way back."""

import json

import pytest

TEXT = "one\nBAD line\nodd end\ndoubt\n"
CLEANED = "one\nodd end\ndoubt\n"


def test_in_place_and_back(delint, write, project):
    path = write("sub/a.txt", TEXT)
    result = delint("fix", "--in-place", "sub")
    assert path.read_text() == CLEANED
    assert result.lines == [
        "Fixed 1 problem in 1 of 1 document (9 bytes removed).",
        "        1 TST001 bad-word",
        "Left 2 problems; 1 fixable with --unsafe-fixes. See them with delint check.",
        f"Undo with: delint restore {project / 'sub/delint.ledger'}",
    ]
    result = delint("restore", "sub")
    assert (result.code, result.out) == (0, "Restored 1 file.\n")
    assert path.read_text() == TEXT


def test_into_a_folder_whole_copies_go(delint, write, project):
    write("a.txt", TEXT)
    write("b.txt", "fine\n")
    delint("fix", "-o", "out", ".")
    assert (project / "out/a.txt").read_text() == CLEANED
    assert (project / "out/b.txt").read_text() == "fine\n"
    assert (project / "a.txt").read_text() == TEXT
    assert delint("fix", "-o", "out", ".").lines[0].endswith("1 of 2 documents (9 bytes removed).")


def test_unsafe_fixes_only_when_asked_for(delint, write):
    path = write("a.txt", TEXT)
    delint("fix", "-i", "--unsafe-fixes")
    assert path.read_text() == "one\n\ndoubt\n"


def test_diff_writes_nothing_and_tells_the_rest_on_stderr(delint, write, project):
    path = write("a.txt", TEXT)
    before = sorted(project.rglob("*"))
    result = delint("fix", "--diff")
    assert result.code == 1
    assert result.lines == [
        "--- a/a.txt",
        "+++ b/a.txt",
        "@@ -1,4 +1,3 @@ TST001",
        *(" one", "-BAD line", " odd end", " doubt"),
    ]
    assert "Would fix 1 problem" in result.err
    assert "Left 2 problems" in result.err
    assert path.read_text() == TEXT
    assert sorted(project.rglob("*")) == before


def test_standard_input_goes_to_standard_output(delint):
    result = delint("fix", "-", stdin=TEXT.encode())
    assert result.out == CLEANED
    assert "Fixed 1 problem" in result.err
    assert delint("fix", "-", "-q", stdin=TEXT.encode()).err == ""


def test_records_keep_their_form(delint, write):
    path = write("a.jsonl", b'{"text":"one\\nBAD\\nx"  ,"id" : 1.0}\r\n')
    delint("fix", "-i")
    assert path.read_bytes() == b'{"text":"one\\nx"  ,"id" : 1.0}\r\n'


@pytest.mark.parametrize(
    ("text", "args", "code"),
    [
        ("one\nBAD\n", [], 0),
        ("one\nBAD\n", ["--exit-non-zero-on-fix"], 1),
        ("one\nBAD\n", ["--exit-non-zero-on-fix", "--exit-zero"], 0),
        ("fine\n", ["--exit-non-zero-on-fix"], 0),
        ("one\nodd\n", [], 0),
        ("one\nodd\n", ["--fail-on", "info"], 1),
        ("doubt\n", [], 1),
        ("doubt\n", ["--exit-zero"], 0),
    ],
)
def test_the_exit_code_tells_what_is_left(delint, write, text, args, code):
    write("a.txt", text)
    assert delint("fix", "-i", *args).code == code


def test_nothing_to_fix(delint, write, project):
    write("a.txt", "fine\n")
    result = delint("fix", "-i")
    assert (result.code, result.out) == (0, "Nothing to fix in 1 document.\n")
    assert not (project / "delint.ledger").exists()


def test_the_guard_refuses_to_empty_a_source(delint, write):
    path = write("a.jsonl", [{"text": "BAD one"}, {"text": "x"}])
    result = delint("fix", "-i")
    assert result.code == 2
    assert "delint: error: a.jsonl: fixing would remove" in result.err
    assert json.loads(path.read_text().splitlines()[0])["text"] == "BAD one"
    assert delint("fix", "-i", "--max-removed", "1").code == 0
    assert json.loads(path.read_text().splitlines()[0])["text"] == ""


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["."], "say where cleaned text goes: one of --in-place, --output-dir DIR, --diff"),
        ([".", "-i", "--diff"], "say where cleaned text goes: one of"),
        ([".", "-o", "a.txt/out"], "a.txt/out: cannot be written: Not a directory"),
        (["-", "-i"], '"-" is fixed from standard input to standard output'),
    ],
)
def test_where_it_goes_is_never_guessed(delint, write, args, message):
    path = write("a.txt", TEXT)
    result = delint("fix", *args)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert path.read_text() == TEXT


def test_what_is_accepted_is_not_fixed(delint, write, project):
    path = write("a.txt", "one\nBAD one\nBAD two\n")
    with (project / "delint.toml").open("a") as file:
        file.write('[[allow]]\nrule = "TST001"\ntext = "BAD one"\n')
    delint("fix", "-i")
    assert path.read_text() == "one\nBAD one\n"


def test_a_file_changed_since_is_not_restored(delint, write):
    path = write("a.txt", TEXT)
    delint("fix", "-i")
    path.write_text("mine\n")
    result = delint("restore")
    assert result.code == 2
    assert result.err.startswith("delint: error: a.txt: ")
    assert path.read_text() == "mine\n"


def test_a_ledger_that_is_none_is_told(delint, write):
    write("x", "text")
    for name in ("x", "missing"):
        result = delint("restore", name)
        assert (result.code, result.err.count("\n")) == (2, 1)
        assert name in result.err


def test_show_files_writes_nothing(delint, write, project):
    path = write("a.txt", TEXT)
    assert delint("fix", "-i", "--show-files").lines == ["a.txt"]
    assert path.read_text() == TEXT


@pytest.mark.usefixtures("twins")
def test_what_stands_in_a_document_that_goes_is_not_left(delint, write):
    text = "one and only doubt in a text of many words that stands in two places\n"
    write("t.jsonl", [{"id": n, "text": text} for n in "ab"])
    result = delint("fix", "-i", "--unsafe-fixes", "--select", "TST003,TST009")
    assert "Left 1 problem. See them with delint check." in result.out
    assert delint("check").lines[-1].startswith("Found 1 problem in 1 of 1 document")
