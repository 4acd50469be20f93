"""A baseline: what its file may hold, which findings it knows, which entries are stale."""

import json
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.baseline import Baseline, Entry, entries_of, read_baseline, rows
from lint.batch import Batch, Place, Strings
from lint.errors import InputError
from lint.finding import Hit, Level, Severity
from lint.rule import Rule

RULES = [
    Rule(code, code.lower(), "line-pattern", Severity.WARNING, Level.SAFE, "", "", "")
    for code in ("PLY001", "SRC001")
]
HEADER = '{"delint": "baseline", "version": 1}'


@dataclass
class Placed:
    places: list[Place]

    def place(self, document):
        return self.places[document]


def batch_of(*texts, path="c.jsonl", ids=None):
    names = ids or [f"id{number}" for number in range(len(texts))]
    places = [Place(path, number + 1, name) for number, name in enumerate(names)]
    return Batch(Strings.of(texts), None, None, Placed(places))


def whole(batch, rule=0):
    """Return a hit for the whole of each document."""
    return [Hit(d, 0, len(batch.text.bytes_at(d)), rule) for d in range(len(batch))]


def baseline(root, batch, hits):
    return Baseline(root, Counter(entries_of(batch, hits, RULES, root)))


def saved(path, entries):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows(entries)), "utf-8")
    return path


def test_what_is_known_is_not_kept_and_what_is_new_is(tmp_path):
    batch = batch_of("one", "two")
    known = baseline(tmp_path, batch, whole(batch)[:1])
    assert known.keep(batch, whole(batch), RULES) == whole(batch)[1:]
    assert known.known == 1


def test_a_repeat_is_known_as_often_as_it_was_noted(tmp_path):
    batch = batch_of("a a a")
    hits = [Hit(0, at, at + 1, 0) for at in (0, 2, 4)]
    known = baseline(tmp_path, batch, hits[:2])
    assert known.keep(batch, hits, RULES) == hits[2:]


def test_another_rule_document_or_text_is_new(tmp_path):
    batch = batch_of("one")
    known = baseline(tmp_path, batch, whole(batch))
    assert known.keep(batch, whole(batch, rule=1), RULES) == whole(batch, rule=1)
    for other in (batch_of("one", ids=["x"]), batch_of("once"), batch_of("one", path="d.jsonl")):
        assert known.keep(other, whole(other), RULES) == whole(other)


@given(st.integers(0, 5), st.sampled_from(["Việt  Nam", "VIỆT\nNAM", "Vie\u0323\u0302t Nam"]))
def test_records_before_case_blanks_and_forms_do_not_matter(tmp_path_factory, before, text):
    root = tmp_path_factory.getbasetemp()
    old = batch_of("việt nam", ids=["a"])
    new = batch_of(*["other"] * before, text, ids=[*map(str, range(before)), "a"])
    known = baseline(root, old, whole(old))
    assert known.keep(new, whole(new), RULES) == whole(new)[:before]


def test_paths_start_at_the_folder_of_the_baseline(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path)
    batch = batch_of("one", path="a/c.jsonl")
    assert {e.path for e in entries_of(batch, whole(batch), RULES, tmp_path)} == {"a/c.jsonl"}
    known = baseline(tmp_path, batch, whole(batch))
    monkeypatch.chdir(tmp_path / "a")
    assert known.keep(batch_of("one"), whole(batch), RULES) == []


def test_a_record_without_an_id_of_its_own_is_known_by_its_file(tmp_path):
    old, new = (
        Batch(Strings.of(["one"]), None, None, Placed([Place("c", n, f"c:{n}")])) for n in (1, 9)
    )
    assert baseline(tmp_path, old, whole(old)).keep(new, whole(new), RULES) == []


def entry(path="c", rule="PLY001", key="0" * 16):
    return Entry(path, "id", rule, key)


@pytest.mark.parametrize(
    ("path", "read", "rules", "is_stale"),
    [
        ("c", ["c"], RULES, True),
        ("c", ["c"], RULES[1:], False),  # the rule did not run
        ("there", ["c"], RULES, False),  # the file was not read
        ("gone", ["c"], RULES, True),
    ],
)
def test_an_entry_is_stale_where_it_could_have_been_met(
    tmp_path, monkeypatch, path, read, rules, is_stale
):
    (tmp_path / "there").touch()
    monkeypatch.chdir(tmp_path)
    known = Baseline(tmp_path, Counter({entry(path): 2}))
    assert known.stale(rules, read) == (Counter({entry(path): 2}) if is_stale else Counter())


def test_of_an_entry_that_was_met_the_rest_is_stale(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    batch = batch_of("a a")
    hits = [Hit(0, at, at + 1, 0) for at in (0, 2)]
    known = baseline(tmp_path, batch, hits)
    known.keep(batch, hits[:1], RULES)
    assert list(known.stale(RULES, ["c.jsonl"]).values()) == [1]


@given(
    st.dictionaries(
        st.builds(Entry, *[st.text(st.characters(codec="utf-8"), max_size=8)] * 4),
        st.integers(1, 9),
    )
)
def test_what_is_written_is_read(tmp_path_factory, entries):
    path = tmp_path_factory.getbasetemp() / "b"
    assert read_baseline(saved(path, Counter(entries))).entries == Counter(entries)
    written = path.read_text("utf-8").splitlines()
    assert len(written) == len(entries) + 1


def test_both_sides_of_a_merge_may_stay(tmp_path):
    path = saved(tmp_path / "b", Counter({entry(): 2}))
    path.write_text(path.read_text() + '["c", "id", "PLY001", "0000000000000000", 3]\n\n')
    assert read_baseline(path).entries == Counter({entry(): 3})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a baseline"),
        (b"\xff\xfe", "not a baseline"),
        (b'{"delint": "ledger", "version": 1}\n', "not a baseline"),
        (b"[1]\n", "not a baseline"),
        (b'{"delint": "baseline", "version": 2}\n', "of version 2; this delint reads 1"),
        (b'{"delint": "baseline", "version": "x"}\n', "of version 'x'"),
        (f"{HEADER}\n\n<<<<<<< ours\n".encode(), "line 3 is no entry"),
        (f'{HEADER}\n["c", "i", "R", 1]\n'.encode(), "line 2 is no entry"),
        (f'{HEADER}\n["c", "i", "R", "k", 0]\n'.encode(), "line 2 is no entry"),
        (f'{HEADER}\n["c", "i", "R", "k", true]\n'.encode(), "line 2 is no entry"),
        (f'{HEADER}\n["c", "i", "R", 7, 1]\n'.encode(), "line 2 is no entry"),
        (f'{HEADER}\n{{"a": 1}}\n'.encode(), "line 2 is no entry"),
        (f"{HEADER}\n{'[' * 100_000}\n".encode(), "line 2 is no entry"),
    ],
)
def test_a_damaged_baseline_is_refused_in_one_line(tmp_path, content, said):
    (tmp_path / "b").write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        read_baseline(tmp_path / "b")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{tmp_path / 'b'}: ")
