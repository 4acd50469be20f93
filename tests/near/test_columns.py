import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Place
from lint.corpus import Fields, Reading, find_sources, read_chunks
from lint.near import columns
from lint.near.columns import Column, Places


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=9), max_size=6))
def test_a_column_gives_back_what_was_added(parts):
    column = Column(np.dtype(np.uint64))
    for part in parts:
        column.append(np.array(part, np.uint64))
    assert [value for part in parts for value in part] == column.array().tolist()


@pytest.mark.parametrize("length", [0, 1, 4, 5, 11])
def test_blocks_are_the_column_in_parts(monkeypatch, length):
    monkeypatch.setattr(columns, "BLOCK", 4)
    column = Column(np.dtype(np.uint64))
    column.append(np.arange(length))
    blocks = list(column.blocks())
    assert [value for block in blocks for value in block.tolist()] == list(range(length))
    assert all(0 < len(block) <= 4 for block in blocks)


def test_a_column_can_grow_after_it_was_read():
    column = Column(np.dtype(np.int32))
    column.append(np.arange(3))
    before = column.array()
    column.append(np.arange(2))
    assert (before.tolist(), column.array().tolist()) == ([0, 1, 2], [0, 1, 2, 0, 1])


def test_an_array_outlives_its_column():
    column = Column(np.dtype(np.uint8))
    column.append(np.arange(5))
    array = column.array()
    del column
    assert array.tolist() == [0, 1, 2, 3, 4]


def test_a_part_of_an_array_is_added_in_its_order():
    column = Column(np.dtype(np.int64))
    column.append(np.arange(10).reshape(5, 2)[:, 1])
    assert column.array().tolist() == [1, 3, 5, 7, 9]


class Told:
    """The origin of documents at given places."""

    def __init__(self, places):
        self.places = places

    def place(self, document):
        return self.places[document]


def test_places_are_what_they_were():
    places = [
        Place("tin tức.jsonl", 1, "Ảnh"),
        Place("bad\udcff.txt", None, "bad\udcff.txt"),
        Place("", 2, '"\n\\\0'),
    ]
    kept = Places()
    kept.add(Told(places[:1]), 1)
    kept.add(Told([]), 0)
    kept.add(Told(places[1:]), 2)
    assert [kept[number] for number in (2, 0, 1)] == [places[2], places[0], places[1]]
    kept.add(Told(places[:1]), 1)
    assert kept[3] == places[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.jsonl",
            '{"id": "Ảnh", "text": "x"}\n\n{"text": "y"}\n{"id": "\\u0000", "text": ""}',
        ),
        ("b.jsonl", '{"text": "x"}\n\n{"text": "y"}'),
        ("c.csv", "id,text\nẢnh,x\n,y\n"),
        ("d.txt", "x"),
    ],
)
def test_places_of_a_source_are_those_of_its_batches(tree, name, content):
    tree({name: content, "z.jsonl": '{"id": "z", "text": "z"}'})
    kept, expected = Places(), []
    for chunk in read_chunks(find_sources([name, "z.jsonl"]).sources, Reading(Fields())):
        batch = chunk.load()
        kept.add(batch.origin, len(batch))
        expected += map(batch.origin.place, range(len(batch)))
    assert len(expected) >= 2
    assert [kept[number] for number in range(len(expected))] == expected
