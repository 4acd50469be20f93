import gzip
import json
from pathlib import Path

import pytest

from lint.errors import InputError
from lint.finding import Action, Hit
from lint.fix.restore import restore

LEDGER = "delint.ledger"


def entries():
    return [json.loads(line) for line in Path(LEDGER).read_bytes().splitlines()]


def write(entries):
    Path(LEDGER).write_text("".join(json.dumps(entry) + "\n" for entry in entries))


def test_the_ledger_says_what_went_where_and_why(tree, fix):
    tree({"a.txt": b"\xef\xbb\xbfab[[\xe1\xba\xa3]]c\nab[[\xff]]c"})
    fix("a.txt")
    header, file, first, second, end, ready = entries()
    assert (header["ledger"], header["root"], header["run"]) == (1, ".", ready["ready"])
    assert file == {"file": "a.txt"}
    assert first == {
        "at": 5,
        "removed": "[[ả]]",
        "inserted": "",
        "rule": "TST000",
        "why": "TST000 is wrong.",
    }
    assert (second["at"], second["removed64"]) == (16, "W1v/XV0=")
    assert set(end) == {"end", "original", "cleaned"}


def test_several_runs_are_undone_back_to_the_oldest_original(tree, fix, contents):
    folder = tree({"a.txt": "a[[b]]c", "b.txt": "stays", "c.txt.gz": gzip.compress(b"x[[y]]z")})
    first = contents(".")
    fix(".")
    once = contents(".")
    (folder / "a.txt").write_bytes(b"ac and [[d]]more")
    fix("a.txt", "b.txt")
    assert contents(".")["a.txt"] == b"ac and more"
    restored = restore(folder / LEDGER)
    assert (restored.files, restored.problems) == (["a.txt", "c.txt.gz"], [])
    assert contents(".")["a.txt"] == b"ac and [[d]]more", "edited between the runs: no further"
    (folder / "a.txt").write_bytes(once["a.txt"])
    assert restore(folder / LEDGER).files == ["a.txt"]
    assert contents(".") == first


def test_two_runs_over_one_file_are_both_undone(tree, fix, contents):
    def crosses(batch):
        at = batch.text.bytes_at(0).find(b"x")
        return [] if at < 0 else [Hit(0, at, at + 1, 1, Action.REPLACE, b"--")]

    folder = tree({"a.txt": "a[[b]]xc"})
    fix("a.txt")
    fix("a.txt", inspect=crosses)
    assert contents(".") == {"a.txt": b"a--c"}
    assert restore(folder / LEDGER).files == ["a.txt"]
    assert contents(".") == {"a.txt": b"a[[b]]xc"}


def test_restoring_again_does_nothing(tree, fix, contents):
    folder = tree({"a.txt": "a[[b]]c", "b.jsonl": '{"text": "x[[y]]"}'})
    before = contents(".")
    fix(".", max_removed=0.9)
    restore(folder / LEDGER)
    again = restore(folder / LEDGER)
    assert (again.files, again.unchanged, again.problems) == ([], 2, [])
    assert contents(".") == before


def test_a_file_that_was_changed_since_is_not_touched(tree, fix, contents):
    folder = tree({"a.txt": "a[[b]]c", "b.txt": "d[[e]]f", "c.txt": "g[[h]]i"})
    fix(".")
    (folder / "a.txt").write_bytes(b"changed by hand")
    (folder / "c.txt").unlink()
    restored = restore(folder / LEDGER)
    assert restored.files == ["b.txt"]
    assert [str(p) for p in restored.problems] == [
        "a.txt: neither what delint left nor the original; it was not touched",
        "c.txt: cannot be read: No such file or directory",
    ]
    assert contents(".") == {"a.txt": b"changed by hand", "b.txt": b"d[[e]]f"}


def test_a_run_without_its_ready_line_does_not_count(tree, fix, contents):
    folder = tree({"a.txt": "a[[b]]c", "b.txt": "d[[e]]f"})
    before = contents(".")
    fix("a.txt")
    whole = (folder / LEDGER).read_bytes()
    for size in (1, 20, len(whole) // 2, len(whole) - 2):
        (folder / "a.txt").write_bytes(before["a.txt"])
        (folder / LEDGER).write_bytes(whole[:size])
        fix("b.txt")
        assert restore(folder / LEDGER).files == ["b.txt"]
        assert contents(".") == before
    (folder / LEDGER).write_bytes(whole[:-2])
    assert restore(folder / LEDGER).files == []


@pytest.mark.parametrize(
    "path", ["../a.txt", "/etc/hosts", "x/../../a.txt", "C:\\a.txt", "", ".", "a\0b", "out/a.txt"]
)
def test_a_path_that_leaves_the_folder_is_refused(tree, fix, contents, path):
    folder = tree({"in/a.txt": "a[[b]]c", "a.txt": "ac", "outside/a.txt": "ac"})
    fix("in")
    (folder / "in" / "out").symlink_to(folder / "outside")
    (folder / "in" / LEDGER).rename(LEDGER)
    lines = entries()
    for entry in lines:
        entry.update({key: path for key in ("file", "end") if key in entry})
    write(lines)
    (folder / LEDGER).rename(folder / "in" / LEDGER)
    restored = restore(folder / "in" / LEDGER)
    assert (restored.files, len(restored.problems)) == ([], 1)
    assert contents(".") == {"in/a.txt": b"ac", "a.txt": b"ac", "outside/a.txt": b"ac"}


@pytest.mark.parametrize(
    "change",
    [
        {"removed": "other"},
        {"at": 0},
        {"at": 10**30},
        {"at": -1},
        {"at": "1"},
        {"inserted": "x"},
        {"removed": None},
        {"removed64": "%%%"},
        {"removed": "\ud800"},
    ],
)
def test_edits_that_do_not_lead_back_are_refused(tree, fix, contents, change):
    folder = tree({"a.txt": "a[[b]]c"})
    fix(".")
    lines = entries()
    lines[2] |= change
    write(lines)
    [problem] = restore(folder / LEDGER).problems
    assert problem.path == "a.txt"
    assert contents(".") == {"a.txt": b"ac"}
    assert list(folder.glob(".delint*")) == []


def test_a_damaged_ledger_is_one_clear_line(tree, fix):
    folder = tree({"a.txt": "a[[b]]c", "words.txt": "plain words\n"})
    fix("a.txt")
    whole = (folder / LEDGER).read_bytes()
    (folder / LEDGER).write_bytes(whole.replace(b'{"end"', b'{"end', 1))
    with pytest.raises(InputError, match="line 4 is damaged; nothing was restored"):
        restore(folder / LEDGER)
    (folder / LEDGER).write_bytes(whole.replace(b'{"ledger": 1', b'{"ledger": 2', 1))
    with pytest.raises(InputError, match="another version"):
        restore(folder / LEDGER)
    with pytest.raises(InputError, match="not a ledger"):
        restore(folder / "words.txt")
    with pytest.raises(InputError, match="cannot be read: No such file"):
        restore(folder / "nowhere")


def test_a_packed_original_that_is_gone_or_false_is_told(tree, fix, contents):
    folder = tree({"a.txt.gz": gzip.compress(b"a[[b]]c")})
    fix(".")
    cleaned = contents(".")
    [kept] = (folder / f"{LEDGER}.d").iterdir()
    kept.write_bytes(b"something else")
    assert "does not lead back" in restore(folder / LEDGER).problems[0].message
    kept.unlink()
    assert "is missing" in restore(folder / LEDGER).problems[0].message
    assert contents(".") == cleaned


def test_a_ledger_elsewhere_needs_the_folder_named(tree, fix, contents):
    folder = tree({"in/a.txt": "a[[b]]c", "two/a.txt": "d[[e]]f"})
    before = contents(".")
    Path("logs").mkdir()
    ledger = folder / "logs" / "my.ledger"
    fix("in", ledger=ledger)
    with pytest.raises(InputError, match=r"its files stood in .*in; name their folder"):
        restore(ledger)
    assert restore(ledger, folder / "in").files == ["a.txt"]
    fix("in", ledger=ledger)
    fix("two", ledger=ledger)
    assert restore(ledger, folder / "two").files == ["a.txt"]
    assert restore(ledger, folder / "in").files == ["a.txt"]
    ledger.unlink()
    assert contents(".") == before


def test_a_folder_that_was_moved_is_restored_where_it_is(tree, fix, contents):
    folder = tree({"in/a.txt": "a[[b]]c"})
    fix("in")
    (folder / "in").rename(folder / "moved")
    assert restore(folder / "moved" / LEDGER).files == ["a.txt"]
    assert contents("moved") == {"a.txt": b"a[[b]]c"}


def test_names_that_are_not_utf8_come_back(tree, fix, contents):
    name = b"caf\xe9\nx.txt".decode("utf-8", "surrogateescape")
    try:
        folder = tree({name: "a[[b]]c"})
    except OSError:
        pytest.skip("this file system wants UTF-8 names")
    fix(".")
    assert contents(".") == {name: b"ac"}
    assert restore(folder / LEDGER).files == [name]
