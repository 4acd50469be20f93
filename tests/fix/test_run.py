import gzip
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.corpus import Reading
from lint.errors import OutputError
from lint.finding import Action, Hit
from lint.fix.restore import restore

MARK = re.compile(rb"\[\[.*?\]\]")

FILES = {
    "a.txt": "\ufeffOne [[x]]line\r\nlast, no newline [[y]]",
    "b.md": "untouched",
    "c/d.txt": b"bad \xff[[\xfe]]\xfd bytes and text\n",
    "e.jsonl": '{"n": 1.0,  "text":"a[[b]]\\u00e9", "z":[]}\r\n\r\nbroken\n{"text": "keep"}',
    "f.jsonl": '\ufeff{"text": "longer than [[\\"\\\\]] that"}\n',
}
CLEANED = {
    "a.txt": "\ufeffOne line\r\nlast, no newline ".encode(),
    "b.md": b"untouched",
    "c/d.txt": b"bad \xff\xfd bytes and text\n",
    "e.jsonl": b'{"n": 1.0,  "text":"a\\u00e9", "z":[]}\r\n\r\nbroken\n{"text": "keep"}',
    "f.jsonl": '\ufeff{"text": "longer than  that"}\n'.encode(),
}


def test_fixing_in_place_changes_nothing_else_and_restore_brings_it_back(tree, fix, contents):
    folder = tree(FILES)
    before = contents(folder)
    summary = fix(".", max_removed=0.9)
    assert contents(folder) == CLEANED
    assert (summary.files, summary.done.changed, summary.done.edits) == (4, 4, 5)
    assert summary.done.by_rule == {"TST000": 5}
    assert summary.ledger == folder.resolve() / "delint.ledger"
    assert [str(p)[:23] for p in summary.problems] == ["e.jsonl:3: broken JSON:"]
    restored = restore(folder / "delint.ledger")
    assert (restored.files, restored.problems) == (["a.txt", "c/d.txt", "e.jsonl", "f.jsonl"], [])
    assert contents(folder) == before


def test_fixing_into_a_folder_mirrors_and_leaves_the_sources(tree, fix, contents):
    folder = tree({f"in/{name}": content for name, content in FILES.items()})
    before = contents("in")
    summary = fix("in", into="out/deep", max_removed=0.9)
    assert (contents("in"), contents("out/deep")) == (before, CLEANED)
    assert (summary.files, summary.copies) == (4, 1)
    assert restore(folder / "out/deep/delint.ledger").problems == []
    assert contents("out/deep") == before


def test_fixing_again_changes_nothing(tree, fix, contents):
    folder = tree(FILES)
    fix(".", max_removed=0.9)
    ledger, times = Path("delint.ledger").read_bytes(), Path("a.txt").stat().st_mtime_ns
    summary = fix(".", max_removed=0.9)
    assert (summary.files, summary.ledger, summary.done.edits) == (0, None, 0)
    assert Path("delint.ledger").read_bytes() == ledger
    assert Path("a.txt").stat().st_mtime_ns == times
    assert contents(folder) == CLEANED


def test_small_chunks_and_threads_give_the_same(tree, fix, contents):
    folder = tree(FILES | {"g.jsonl": '{"text": "a[[b]]c"}\n' * 50 + '{"text": "d"}\n' * 50})
    with ThreadPoolExecutor(4) as pool:
        options = {"reading": Reading(chunk_bytes=64, chunk_files=1), "ordered_map": pool.map}
        summary = fix(".", max_removed=0.9, **options)
    lines = b'{"text": "ac"}\n' * 50 + b'{"text": "d"}\n' * 50
    assert contents(folder) == CLEANED | {"g.jsonl": lines}
    assert summary.documents == 3 + 2 + 1 + 100
    assert restore(folder / "delint.ledger").problems == []
    assert (folder / "g.jsonl").read_bytes().count(b"[[b]]") == 50


def test_the_first_edit_may_stand_in_a_late_chunk(tree, fix, contents):
    lines = '{"text": "plain"}\n' * 40 + '{"text": "x[[y]]"}\n'
    folder = tree({"a.jsonl": lines, "b.jsonl.gz": gzip.compress(lines.encode())})
    fix(".", reading=Reading(chunk_bytes=100))
    expected = lines.replace("[[y]]", "").encode()
    assert (folder / "a.jsonl").read_bytes() == expected
    assert gzip.decompress((folder / "b.jsonl.gz").read_bytes()) == expected
    restore(folder / "delint.ledger")
    assert (folder / "a.jsonl").read_bytes() == lines.encode()


def unzstd(data):
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


@pytest.mark.parametrize(
    "packing",
    [(".gz", gzip.compress, gzip.decompress), (".zst", zstandard.compress, unzstd)],
)
@pytest.mark.parametrize("into", [None, "out"])
def test_packed_sources_come_back_byte_for_byte(packing, into, tree, fix, contents):
    suffix, pack, unpack = packing
    texts = {"a.txt": b"one [[x]]text", "b.jsonl": b'{"text": "two [[y]]text"}\n', "c.txt": b"c"}
    folder = tree({f"in/{name}{suffix}": pack(data) for name, data in texts.items()})
    before = contents("in")
    fix("in", into=into)
    target = Path(into or "in")
    cleaned = contents(target)
    assert {name.removesuffix(suffix): unpack(data) for name, data in cleaned.items()} == {
        name: MARK.sub(b"", data) for name, data in texts.items()
    }
    assert cleaned["c.txt" + suffix] == before["c.txt" + suffix], "copied as it was"
    assert restore(folder / target / "delint.ledger").problems == []
    assert contents(target) == before


def test_a_dry_run_tells_each_change_and_writes_nothing(tree, fix, contents):
    folder = tree(FILES)
    before, changes = contents(folder), []
    summary = fix(".", dry=True, max_removed=0.9, on_change=changes.append)
    assert contents(folder) == before
    assert not (folder / "delint.ledger").exists()
    assert [(c.place.path, c.place.record) for c in changes] == [
        ("a.txt", None),
        ("c/d.txt", None),
        ("e.jsonl", 1),
        ("f.jsonl", 1),
    ]
    assert (changes[2].original, changes[2].cleaned) == ("a[[b]]é".encode(), "aé".encode())
    assert [(e.start, e.end, e.rule) for e in changes[2].edits] == [(1, 6, 0)]
    assert (summary.files, summary.done.edits, summary.ledger) == (4, 5, None)


def test_a_source_that_cannot_be_read_to_its_end_is_left_alone(tree, fix, contents):
    noise = [os.urandom(30).hex() for _ in range(20_000)]
    packed = gzip.compress("".join(f'{{"text": "[[x]]{word}"}}\n' for word in noise).encode())
    folder = tree({"in/a.jsonl.gz": packed[:-5], "in/b.txt": "ab[[c]]"})
    for into in (None, "out"):
        summary = fix("in", into=into, reading=Reading(chunk_bytes=10_000))
        assert [p.path for p in summary.problems] == ["in/a.jsonl.gz"]
        assert (folder / "in/a.jsonl.gz").read_bytes() == packed[:-5]
    assert contents("out") == {"b.txt": b"ab"}
    assert contents("in") == {"a.jsonl.gz": packed[:-5], "b.txt": b"ab"}


def test_permissions_stay_and_a_link_leads_to_the_file_that_is_written(tree, fix, contents):
    folder = tree({"c/a.txt": "x[[y]]", "c/sub/b.txt": "z"})
    (folder / "c/a.txt").chmod(0o640)
    (folder / "c/sub/link.txt").symlink_to("../a.txt")
    fix("c/sub/link.txt", "c/sub/b.txt", "c/a.txt")
    assert (folder / "c/a.txt").read_bytes() == b"x"
    assert (folder / "c/a.txt").stat().st_mode & 0o777 == 0o640
    assert (folder / "c/sub/link.txt").is_symlink()
    restore(folder / "c/delint.ledger")
    assert (folder / "c/a.txt").read_bytes() == b"x[[y]]"
    assert (folder / "c/a.txt").stat().st_mode & 0o777 == 0o640


def test_a_link_out_of_the_folder_is_not_followed_for_writing(tree, fix, contents):
    folder = tree({"outside.txt": "x[[y]]", "in/a.txt": "a[[b]]c"})
    (folder / "in/link.txt").symlink_to("../outside.txt")
    summary = fix("in")
    [problem] = summary.problems
    assert problem.path == "in/link.txt"
    assert "outside" in problem.message
    assert (folder / "outside.txt").read_bytes() == b"x[[y]]"
    assert (folder / "in/a.txt").read_bytes() == b"ac"


def test_nothing_is_written_outside_the_folder_given(tree, fix, contents):
    folder = tree({"in/sub/a.txt": "a[[b]]c", "elsewhere/keep.txt": "", "out/x": ""})
    (folder / "out/sub").symlink_to(folder / "elsewhere")
    summary = fix("in", into="out")
    assert "leads outside" in summary.problems[0].message
    assert contents("elsewhere") == {"keep.txt": b""}


def test_the_source_is_never_its_own_output(tree, fix, contents):
    folder = tree({"in/a.txt": "a[[b]]c"})
    summary = fix("in", into="in")
    assert "use --in-place" in summary.problems[0].message
    assert (folder / "in/a.txt").read_bytes() == b"a[[b]]c"


def test_a_file_that_changes_meanwhile_is_left_alone(tree, fix, contents):
    folder = tree({"a.txt": "a[[b]]c", "b.txt": "d[[e]]f"})

    def edit(change):
        if change.place.path == "a.txt":
            (folder / "a.txt").write_bytes(b"written by someone else")

    summary = fix(".", on_change=edit)
    assert [p.path for p in summary.problems] == ["a.txt"]
    assert contents(folder) == {"a.txt": b"written by someone else", "b.txt": b"df"}
    assert summary.files == 1
    assert restore(folder / "delint.ledger").files == ["b.txt"]


def test_a_full_disk_leaves_everything_as_it_was(tree, fix, monkeypatch, contents):
    texts = {"in/a.txt": "a[[b]]c", "in/b.txt": "d[[e]]f"}
    folder = tree({**texts, "in/c.jsonl": '{"text": "[[x]]abcdef"}'})
    before = contents("in")
    real, left = os.fsync, []

    def fsync(handle):
        left[0] -= 1
        if not left[0]:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    for number in range(1, 5):
        left[:] = [number]
        with pytest.raises(OutputError, match="cannot be written: No space left on device"):
            fix("in")
        assert contents("in") == before
        assert sorted(p.name for p in (folder / "in").iterdir()) == ["a.txt", "b.txt", "c.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_ledger_on_a_full_disk_is_one_clear_line(tree, fix, contents):
    folder = tree({"in/a.txt": "a[[b]]c", "full": ""})
    (folder / "full").unlink()
    (folder / "full").symlink_to("/dev/full")
    with pytest.raises(OutputError, match="full: cannot be written: No space left on device"):
        fix("in", ledger=folder / "full")
    assert contents("in") == {"a.txt": b"a[[b]]c"}


def test_a_ledger_in_no_folder_is_named(tree, fix, contents):
    folder = tree({"in/a.txt": "a[[b]]c"})
    with pytest.raises(OutputError, match=r"none/x\.ledger: cannot be written: No such file"):
        fix("in", ledger=folder / "none" / "x.ledger")
    assert contents("in") == {"a.txt": b"a[[b]]c"}


def test_a_file_that_cannot_be_renamed_says_how_far_it_got(tree, fix, monkeypatch, contents):
    folder = tree({"a.txt": "a[[b]]c", "b.txt": "d[[e]]f"})
    before, real = contents(folder), Path.replace

    def replace(self, target):
        if Path(target).name == "b.txt":
            raise OSError(1, "Operation not permitted")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OutputError, match="1 of 2 files were written; delint restore undoes them"):
        fix(".")
    monkeypatch.undo()
    assert [p.name for p in folder.glob(".delint*")] == []
    restored = restore(folder / "delint.ledger")
    assert (restored.files, restored.unchanged, restored.problems) == (["a.txt"], 1, [])
    assert contents(folder) == before


def test_a_ledger_that_is_another_file_is_not_written_to(tree, fix, contents):
    folder = tree({"a.txt": "a[[b]]c", "notes": "mine"})
    with pytest.raises(OutputError, match="exists and is no ledger"):
        fix("a.txt", ledger=folder / "notes")
    assert contents(folder) == {"a.txt": b"a[[b]]c", "notes": b"mine"}


def test_an_empty_source_is_copied_and_never_refused(tree, fix, contents):
    tree({"in/a.txt": "", "in/b.jsonl": "", "in/c.jsonl.gz": gzip.compress(b"")})
    summary = fix("in", into="out")
    assert contents("out") == contents("in")
    assert (summary.copies, summary.refused, summary.problems) == (3, [], [])


ESCAPES = ["\\n", "\\t", "\\r", "\\b", "\\f", '\\"', "\\\\", "\\/", "\\u00e9", "\\u1EA5", "\\u0000"]
ATOMS = st.one_of(
    st.sampled_from([*ESCAPES, "\\ud83d\\ude00", "\\u0041"]),
    st.characters(exclude_characters='"\\', exclude_categories=["Cc", "Cs"]),
)
PICKS = st.lists(st.tuples(ATOMS, st.booleans()), max_size=12)
LINE = '{"before": "\\u0022", "text" :"%s", "after":[1.50, "x"]}'


def read(atom):
    return json.loads(f'"{atom}"')


def hits_on_picks(records, new):
    """Return an inspection that replaces the atoms picked, the first time that it is asked."""
    waiting = [records]

    def inspect(batch):
        hits = []
        for d, record in enumerate(waiting.pop() if waiting else []):
            at = 0
            for atom, picked in record:
                size = len(read(atom).encode())
                hits += [Hit(d, at, at + size, 0, Action.REPLACE, new.encode())] * picked
                at += size
        return hits

    return inspect


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    records=st.lists(PICKS, min_size=1, max_size=6),
    new=st.sampled_from(["", '"', "é\n", "\\"]),
    end=st.sampled_from(["\n", "\r\n"]),
    tail=st.booleans(),
)
def test_any_json_string_is_edited_where_it_stands(records, new, end, tail, tree, fix):
    def lines(write):
        return end.join(LINE % write(record) for record in records) + end * tail

    def cleaned(record):
        is_ascii = all(atom.isascii() for atom, _ in record)
        written = json.dumps(new, ensure_ascii=is_ascii)[1:-1]
        return "".join(written if pick and read(atom) != new else atom for atom, pick in record)

    original = lines(lambda record: "".join(atom for atom, _ in record)).encode()
    folder = tree({"a.jsonl": original})
    (folder / "delint.ledger").unlink(missing_ok=True)
    summary = fix("a.jsonl", inspect=hits_on_picks(records, new), max_removed=1)
    assert (folder / "a.jsonl").read_bytes() == lines(cleaned).encode()
    texts = ["".join(new if pick else read(atom) for atom, pick in record) for record in records]
    rows = (folder / "a.jsonl").read_bytes().decode().split("\n")
    assert [json.loads(row)["text"] for row in rows if row.strip()] == texts
    if summary.files:
        assert restore(folder / "delint.ledger").problems == []
    assert (folder / "a.jsonl").read_bytes() == original


@pytest.mark.slow
def test_a_line_of_a_hundred_megabytes_is_fixed_and_restored(tree, fix):
    long = b'{"text": "' + b"[[x]]" + b"word\\n " * (14 << 20) + b'[[y]]"}\n'
    folder = tree({"a.jsonl": long + b'{"text": "last [[z]] "}\n'})
    fix("a.jsonl")
    expected = MARK.sub(b"", long) + b'{"text": "last  "}\n'
    assert (folder / "a.jsonl").read_bytes() == expected
    restore(folder / "delint.ledger")
    assert (folder / "a.jsonl").read_bytes()[: len(long)] == long
