"""delint index, and --against: which new documents an index has already."""

import json
import random

import pytest

from lint.packs import bundled

SYLLABLES = [a + b for a in "bcdghlmnst" for b in ("à", "áng", "ạo", "ên", "ế", "i", "oán", "ợ")]
DUP = bundled("rules") / "dup"


def article(seed, words=120):
    picked = random.Random(seed).choices(SYLLABLES, k=words)
    return "\n".join(" ".join(picked[i : i + 15]) for i in range(0, words, 15))


@pytest.fixture
def old(write):
    return write("old.jsonl", [{"id": f"o{n}", "text": article(n, 300)} for n in range(4)])


@pytest.fixture
def index(delint, old):
    result = delint("index", "build", "-o", "old.idx", "old.jsonl")
    assert (result.code, result.out) == (0, "")
    assert result.err == "delint: Added 4 documents to old.idx.\n"


@pytest.fixture
def known(delint):
    """Run check with the rules DUP only, against an index; return what is found and the rest."""

    def known(*args, against=("old.idx",), **options):
        indexes = [part for where in against for part in ("--against", where)]
        only = ["--select", "DUP", "--pack", DUP, "--output", "jsonl"]
        result = delint("check", *args, *only, *indexes, **options)
        rows = [json.loads(line) for line in result.lines]
        return [(row["id"], row["code"], row["detail"]) for row in rows], result

    return known


@pytest.fixture
def new(write):
    rows = [
        {"id": "same", "text": article(1, 300).upper()},
        {"id": "near", "text": article(2, 300).replace("\n", "\nmới ", 4)},
        {"id": "part", "text": "\n".join(article(3, 300).splitlines()[4:8])},
        {"id": "whole", "text": f"{article(90, 300)}\n{article(0, 300)}\n{article(91, 300)}"},
        {"id": "other", "text": article(99, 300)},
    ]
    return write("new.jsonl", rows)


def test_new_documents_are_told_with_what_they_repeat(known, index, new):
    found, result = known("new.jsonl")
    percent = found[1][2].partition("%")[0]
    assert found == [
        ("same", "DUP001", "The same words as o1 in old.idx."),
        (
            "near",
            "DUP002",
            f"{percent}% of the 5-word shingles are the same as those of o2 in old.idx.",
        ),
        ("part", "DUP003", "100% of it stands in the longer o3 in old.idx."),
        ("whole", "DUP003", "It holds 100% of o0 in old.idx."),
    ]
    assert 80 <= int(percent) < 100
    assert (result.code, result.err) == (1, "")
    fixes = [json.loads(line).get("fix") for line in result.lines]
    assert [bool(fix) for fix in fixes] == [True, True, True, False]


def test_one_new_article_is_enough(known, index, write):
    write("một.txt", article(2, 300) + "\nthêm")
    found, _ = known("--no-corpus-rules", "một.txt")
    assert [(own, code) for own, code, _ in found] == [("một.txt", "DUP002")]


def test_standard_input(known, index):
    found, _ = known("-", stdin=article(2, 300).encode())
    assert [(code, detail) for _, code, detail in found] == [
        ("DUP001", "The same words as o2 in old.idx.")
    ]


def test_several_indexes(delint, known, index, new, write):
    write("eval.jsonl", [{"id": "q1", "text": " ".join(article(99, 300).split()[40:60])}])
    delint("index", "build", "-o", "eval.idx", "eval.jsonl")
    found, _ = known("new.jsonl", against=("old.idx", "eval.idx"))
    assert len(found) == 5
    assert found[-1] == ("other", "DUP003", "It holds 100% of q1 in eval.idx.")


def test_what_is_known_is_taken_out_and_comes_back(delint, index, new, project):
    before = new.read_bytes()
    lines = before.splitlines(keepends=True)
    options = ["--select", "DUP", "--pack", DUP, "--against", "old.idx", "--max-removed", "1"]
    assert delint("fix", "--in-place", "new.jsonl", *options).code == 1
    assert new.read_bytes() == before, "these fixes are unsafe"
    result = delint("fix", "--in-place", "--unsafe-fixes", "new.jsonl", *options)
    assert new.read_bytes() == b"".join(lines[3:])
    assert result.code == 1, "that one holds another is left"
    assert delint("restore", ".").code == 0
    assert new.read_bytes() == before


def test_standard_input_is_fixed_too(delint, index):
    stdin = b"".join(
        json.dumps({"id": own, "text": text}).encode() + b"\n"
        for own, text in (("a", article(1, 300)), ("b", article(50, 300)))
    )
    options = ["--unsafe-fixes", "--select", "DUP", "--pack", DUP, "--against", "old.idx"]
    named = ["--stdin-filename", "x.jsonl", "--max-removed", "1"]
    result = delint("fix", "-", *named, *options, stdin=stdin)
    assert result.out.encode() == stdin.splitlines(keepends=True)[1]


def test_a_file_is_not_compared_with_itself(delint, known, write):
    write("a.txt", article(1, 300))
    delint("index", "build", "-o", "old.idx", "a.txt")
    write("a.txt", article(1, 300) + "\nsửa lại câu cuối")
    assert known("a.txt")[0] == []
    assert known("-", stdin=article(1, 300).encode())[0][0][1] == "DUP001"


def test_standard_input_is_no_file_of_its_own(delint, known):
    delint("index", "build", "-o", "old.idx", "-", stdin=article(1).encode())
    [(own, code, _)] = known("-", stdin=article(1).encode())[0]
    assert (own, code) == ("<stdin>", "DUP001")
    assert known("-", "--stdin-filename", "a.txt", stdin=article(1).encode())[0]


def test_adding_counts_what_was_there(delint, index, old, write):
    write("more.jsonl", [{"id": "m", "text": article(50)}, {"id": "e", "text": "..."}])
    result = delint("index", "add", "old.idx", "old.jsonl", "more.jsonl")
    said = "Added 1 document to old.idx; left out 4 documents there already and 1 document without"
    assert (result.code, result.err) == (0, f"delint: {said} words.\n")
    assert delint("index", "add", "old.idx", "more.jsonl", "-q").err == ""


def test_an_index_says_how_it_was_made(delint, index, old, project):
    facts = json.loads(delint("index", "info", "old.idx", "--format", "json").out)
    assert facts == {
        "version": 1,
        "index": "old.idx",
        "documents": 4,
        "segments": 1,
        "bytes": (project / "old.idx").stat().st_size,
        "fold_version": facts["fold_version"],
        "shingle_tokens": 5,
        "permutations": 128,
        "seed": 1,
        "threshold": 0.6,
        "bands": 31,
        "rows": 4,
        "strip": True,
    }
    delint("index", "build", "-o", "b.idx", "old.jsonl", "--no-strip", "--threshold", "0.8")
    text = delint("index", "info", "b.idx", "--verify").out
    assert "documents       4\n" in text
    assert "threshold       0.8\n" in text
    assert "strip           no\n" in text


def test_lines_that_rules_delete_are_left_out(delint, known, write):
    menu = "\n".join(f"BAD {number} mục lục" for number in range(100))
    write("old.jsonl", [{"id": "o", "text": f"{menu}\n{article(1)}"}])
    write("new.jsonl", [{"id": "n", "text": f"{menu}\n{article(2)}"}])
    for strip, codes in (("--strip", []), ("--no-strip", ["DUP002"])):
        delint("index", "build", "-o", "old.idx", "old.jsonl", strip)
        found, _ = known("new.jsonl", "--extend-select", "TST001")
        assert [code for _, code, _ in found if code != "TST001"] == codes


def test_damaged_input_is_told_and_the_rest_is_indexed(delint, write):
    good = json.dumps({"id": "a", "text": article(1)}).encode()
    write("t.jsonl", b'{"id": "x", "text": \n' + good)
    result = delint("index", "build", "-o", "x.idx", "t.jsonl")
    assert result.code == 2
    assert "t.jsonl:1: broken JSON" in result.err
    assert result.err.endswith("delint: Added 1 document to x.idx.\n")
    result = delint("index", "add", "x.idx", "none.jsonl")
    assert (result.code, "none.jsonl" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "x.idx: cannot be read: No such file or directory"),
        (b"", "x.idx: this is no index; delint index build makes one"),
        (b"delint-index\x02\x00\x00\x00" + bytes(200), "has format 2, this delint reads 1"),
        (b"delint-index\x01\x00\x00\x00" + bytes(200), "damaged or cut short; build it anew"),
    ],
)
@pytest.mark.parametrize("command", ["check", "fix", "add", "info"])
def test_an_index_that_cannot_be_used_is_one_line(delint, write, command, content, said):
    write("a.txt", "hai ba\n")
    if content is not None:
        write("x.idx", content)
    args = {
        "check": ["check", "a.txt", "--against", "x.idx"],
        "fix": ["fix", "--in-place", "a.txt", "--against", "x.idx"],
        "add": ["index", "add", "x.idx", "a.txt"],
        "info": ["index", "info", "x.idx"],
    }
    result = delint(*args[command])
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert result.err.count("\n") == 1


def test_nothing_is_looked_for_without_the_rules(delint, index, new):
    result = delint("check", "new.jsonl", "--against", "old.idx")
    assert result.code == 0
    assert "--against finds nothing: none of the rules DUP001, DUP002" in result.err


def test_a_lower_threshold_than_that_of_the_index_is_told(delint, old, known, new):
    delint("index", "build", "-o", "old.idx", "old.jsonl", "--threshold", "0.8")
    _, result = known("new.jsonl")
    assert (
        "old.idx was made for similarities from 0.8 up: "
        "of those from 0.6 up some will be missed" in result.err
    )


def test_an_index_needs_a_place(delint, old):
    result = delint("index", "build", "old.jsonl")
    assert result.code == 2
    assert "--output" in result.err
    result = delint("index", "build", "-o", "none/x.idx", "old.jsonl")
    assert "none/x.idx: cannot be written: No such file or directory" in result.err


def test_hostile_ids_and_names_stay_data(delint, known, write):
    ids = ["\u001b[31mred", "{name}", "%s", "a\nb"]
    write("old.jsonl", [{"id": own, "text": article(n)} for n, own in enumerate(ids)])
    delint("index", "build", "-o", "{share}.idx", "old.jsonl")
    write("new.jsonl", [{"id": f"{n}", "text": article(n)} for n in range(4)])
    found, result = known("new.jsonl", against=("{share}.idx",))
    assert [detail for *_, detail in found] == [
        f"The same words as {own} in {{share}}.idx." for own in ids
    ]
    assert "\u001b" not in result.out


@pytest.mark.parametrize("where", ["redis://", "redis://host:x", "redis://host?prefx=y"])
def test_a_wrong_address_is_one_line(delint, write, where):
    write("a.txt", "x")
    for args in (["check", "a.txt", "--against", where], ["index", "add", where, "a.txt"]):
        result = delint(*args)
        assert (result.code, result.err.count("\n")) == (2, 1)
        assert "an index in Redis is redis://HOST:PORT/DB?prefix=NAME, not" in result.err
