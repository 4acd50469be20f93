"""The index in a file: what was added is found, in one segment or many."""

import os

import numpy as np
import pytest

from lint.errors import InputError, OutputError, UnusableIndexError
from lint.near import addition as additions
from lint.near.addition import Addition
from lint.near.index import StoredIndex
from lint.near.profile import Profile

PROFILE = Profile.new(0.5, 128, strip=True)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "x.idx"


@pytest.fixture
def added(engine, corpus, path):
    """Add texts by id to the index at `path`, or begin one; return what was counted."""

    def add(texts, size=1000, profile=PROFILE):
        addition = Addition.to(path) if path.exists() else Addition.new(path, profile)
        for _ in engine().run(corpus(texts, size=size).chunks(), addition):
            pass
        addition.commit()
        return addition.counts

    return add


def contents(path):
    """Return what an index holds, by id: the set of shingles, and how many are sampled."""
    index = StoredIndex(path)
    index.verify()
    documents = np.arange(index.documents, dtype=np.uint64)
    sets = [sorted(one.tolist()) for one in index.shingles(documents)]
    return dict(
        zip(index.ids(documents), zip(sets, index.sampled(documents), strict=True), strict=True)
    )


@pytest.fixture(scope="module")
def texts(article):
    return {f"id {n}": article(n, 10 + 7 * n) for n in range(40)} | {"một": "một", "Ả\n": "hai ba"}


@pytest.mark.parametrize("size", [1, 9, 1000])
def test_what_was_added_is_there(added, path, texts, prints_of, sets_of, size):
    counts = added(texts, size)
    assert (counts.added, counts.present, counts.empty) == (42, 0, 0)
    expected = dict(zip(texts, sets_of(prints_of(list(texts.values()))), strict=True))
    held = contents(path)
    assert list(held) == list(texts)
    for own, shingles in expected.items():
        found, sampled = held[own]
        assert sorted(shingles) == found
        few = len(shingles) < 64
        assert sampled == (len(shingles) if few else sum(s % 8 == 0 for s in shingles))


@pytest.mark.parametrize("size", [1, 9, 1000])
def test_the_batches_do_not_show_in_the_file(added, path, texts, size):
    added(texts)
    expected = path.read_bytes()
    path.unlink()
    added(texts, size)
    assert expected == path.read_bytes()


def test_every_document_is_found_by_what_it_is(added, path, texts, prints_of):
    added(texts)
    index, prints = StoredIndex(path), prints_of(list(texts.values()))
    expected = list(zip(range(42), range(42), strict=True))

    rows, documents = index.same_content(prints.content)
    assert expected == sorted(zip(rows.tolist(), documents.tolist(), strict=True))

    row, document = index.same_bands(PROFILE.sketch(prints))
    itself = document[row == document.astype(np.int64)]
    assert np.bincount(itself.astype(np.int64)).tolist() == [PROFILE.bands] * 42

    owner = np.repeat(np.arange(42), np.diff(prints.first))
    at, document = index.same_samples(prints.shingles)
    itself = document[owner[at] == document.astype(np.int64)].astype(np.int64)
    assert (
        np.bincount(itself, minlength=42).tolist()
        == index.sampled(np.arange(42, dtype=np.uint64)).tolist()
    )


def test_adding_in_steps_is_like_adding_at_once(added, path, texts):
    added(texts)
    expected = contents(path)
    path.unlink()
    for own, text in texts.items():
        added({own: text})
    assert expected == contents(path)
    assert len(StoredIndex(path).segments) == 1


def test_what_is_there_is_passed_over(added, path):
    added({"a": "hai ba bốn", "b": "năm sáu", "e": "..."})
    counts = added({"a": "Hai, ba bốn!", "b": "năm bảy", "c": "năm sáu", "d": ""})
    assert (counts.added, counts.present, counts.empty) == (2, 1, 1)
    index = StoredIndex(path)
    assert sorted(index.ids(np.arange(4, dtype=np.uint64))) == ["a", "b", "b", "c"]


def test_what_stands_twice_in_the_input_is_added_once(added, path, corpus, engine):
    made = corpus(["x"] * 5, size=2)
    made.texts = {"a": "hai", "b": "ba"}
    addition = Addition.new(path, PROFILE)
    for _ in range(3):
        for _ in engine().run(made.chunks(), addition):
            pass
    assert (addition.counts.added, addition.counts.present) == (2, 4)


def test_nothing_new_leaves_the_file_alone(added, path):
    added({"a": "hai"})
    before = path.stat()
    added({"a": "hai"})
    after = path.stat()  # but for when it was read last, which the system may note
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_index_of_nothing(added, path, prints_of):
    added({})
    index = StoredIndex(path)
    index.verify()
    assert (index.documents, index.segments) == (0, [])
    assert index.same_content(prints_of(["x"]).content)[0].tolist() == []
    assert added({"a": "hai"}).added == 1
    assert list(contents(path)) == ["a"]


def test_large_segments_stay_and_small_ones_are_joined(added, path, article, monkeypatch):
    monkeypatch.setattr(additions, "_SMALL", 3)
    counts = [10, 4, 1, 1, 1, 3, 5, 1]
    number, seen = 0, []
    for count in counts:
        added({f"{number + i}": article(number + i, 30) for i in range(count)})
        number += count
        seen.append([segment.count for segment in StoredIndex(path).segments])
    assert seen == [[10], [10, 4], [10, 4, 1], [10, 4, 2], [17], [17, 3], [17, 3, 5], [17, 9]]
    assert set(contents(path)) == {str(i) for i in range(number)}


def test_segments_are_few_however_often_one_adds(monkeypatch):
    monkeypatch.setattr(additions, "_SMALL", 2)
    sizes, moved = [], 0
    for _ in range(500):
        kept = additions._settled([type("S", (), {"count": size}) for size in sizes])
        moved += sum(sizes[len(kept) :])
        sizes = [segment.count for segment in kept] + [sum(sizes[len(kept) :]) + 3]
    assert sum(sizes) == 1500
    assert len(sizes) <= 12
    assert moved <= 1500 * 12


def test_a_key_that_a_whole_corpus_shares_gives_the_first_ones(added, path, prints_of):
    added({f"{number}": "cùng một văn bản" for number in range(100)})
    row, document = StoredIndex(path).same_content(prints_of(["cùng một văn bản"]).content)
    assert (row.tolist(), document.tolist()) == ([0] * 64, list(range(64)))


def test_two_runs_at_once_are_noticed(engine, corpus, added, path):
    added({"a": "hai"})
    first = Addition.to(path)
    list(engine().run(corpus({"b": "ba"}).chunks(), first))
    added({"c": "bốn"})
    with pytest.raises(OutputError, match="another run changed the index; add once more"):
        first.commit()
    assert sorted(contents(path)) == ["a", "c"]
    assert [entry.name for entry in path.parent.iterdir()] == ["x.idx"]


def test_an_index_that_is_mapped_stays_as_it_was(added, path):
    added({"a": "hai"})
    index = StoredIndex(path)
    added({"b": "ba"})
    assert index.ids(np.array([0], np.uint64)) == ["a"]
    index.verify()


def test_a_folder_that_is_not_there(engine, corpus, tmp_path):
    addition = Addition.new(tmp_path / "none" / "x.idx", PROFILE)
    with pytest.raises(OutputError, match=r"none/x\.idx: cannot be written: No such file"):
        addition.commit()
    with pytest.raises(InputError, match=r"none/x\.idx: cannot be read: No such file"):
        Addition.to(tmp_path / "none" / "x.idx")


@pytest.mark.parametrize("name", ["band_documents", "content_documents", "sample_documents"])
def test_a_number_of_no_document_is_damage(added, path, prints_of, article, name):
    added({"a": article(1)})
    said = StoredIndex(path).file.header["segments"][0]["columns"][name]
    content = bytearray(path.read_bytes())
    for at in range(said["length"]):
        start = said["offset"] + 4 * at
        content[start : start + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    index, prints = StoredIndex(path), prints_of([article(1)])
    look = {
        "band_documents": lambda: index.same_bands(PROFILE.sketch(prints)),
        "content_documents": lambda: index.same_content(prints.content),
        "sample_documents": lambda: index.same_samples(prints.shingles),
    }
    with pytest.raises(UnusableIndexError, match=r"x\.idx: the index is damaged"):
        look[name]()
    with pytest.raises(UnusableIndexError, match=r"x\.idx: the index is damaged"):
        Addition.to(path)


@pytest.mark.skipif(os.name != "posix", reason="no named pipes")
def test_what_is_no_file_is_never_replaced(path):
    os.mkfifo(path)
    with pytest.raises(OutputError, match=r"x\.idx: cannot be written: not a regular file"):
        Addition.new(path, PROFILE).commit()
    assert path.is_fifo()


def test_a_link_stays_and_leads_to_the_index(added, path, texts):
    path.symlink_to("real.idx")
    added(texts)
    assert path.is_symlink()
    assert StoredIndex(path.parent / "real.idx").facts()["documents"] == len(texts)


@pytest.mark.parametrize("name", ["shingles_end", "ids_end"])
def test_bounds_outside_of_a_column_are_damage(added, path, name):
    added({"a": "hai"})
    said = StoredIndex(path).file.header["segments"][0]["columns"][name]
    content = bytearray(path.read_bytes())
    content[said["offset"] + 6] = 0x40
    path.write_bytes(content)
    index, document = StoredIndex(path), np.array([0], np.uint64)
    with pytest.raises(UnusableIndexError, match=r"x\.idx: the index is damaged"):
        (list(index.shingles(document)), index.ids(document))
