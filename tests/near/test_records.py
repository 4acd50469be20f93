import json

import numpy as np
import pytest

from lint.corpus import Fields, Reading, find_sources, read_chunks
from lint.near.clusters import Anchors
from lint.near.met import ROW, Met
from lint.near.records import cluster_records, kept_lines, marked_lines, raw_record
from lint.near.relate import Matched, Relations, Wanted

LINES = [
    b'{"id": "a", "text": "one", "n": 1.50}',
    b'  {"text":"t\\u1eeb \\"x\\"","id":"b"}  ',
    b'{ "id": "c" , "text" : "two" , "deep": {"text": "]"} }',
]


@pytest.fixture
def batch(tree):
    def read(content, name="t.jsonl"):
        tree({name: content})
        [chunk] = read_chunks(find_sources([name]).sources, Reading(Fields()))
        return chunk.load()

    return read


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_record_comes_out_byte_for_byte(batch, end, last):
    loaded = batch(end.join(LINES) + (end if last else b""))
    assert [raw_record(loaded, number) for number in range(3)] == [line + b"\n" for line in LINES]


def test_a_text_file_becomes_a_record(batch):
    loaded = batch("Ảnh: “x”\n\ttừ\n", "a.txt")
    row = json.loads(raw_record(loaded, 0))
    assert row == {"id": "a.txt", "text": "Ảnh: “x”\n\ttừ\n"}
    assert "Ảnh".encode() in raw_record(loaded, 0)


def matched_of(anchor, jaccard):
    anchors = Anchors(np.array(anchor), np.array(jaccard, float), np.array(jaccard, float))
    return Matched(None, anchors, np.arange(len(anchor)), Wanted(), Met(np.zeros(0, ROW)))


def test_kept_records_are_those_that_do_not_leave(batch):
    loaded = batch(b"\n".join(LINES))
    leaves = np.array([False, False, True, False])
    assert list(kept_lines(loaded, 1, leaves)) == [LINES[0] + b"\n", LINES[2] + b"\n"]


class Names:
    def place(self, document):
        return type("Place", (), {"id": "wxyz"[document]})


def test_marks_stand_at_the_end_of_records_that_are_otherwise_untouched(batch):
    loaded = batch(b"\n".join([*LINES, b'{"text": "x"}']))
    marked = list(marked_lines(loaded, 0, Names(), matched_of([-1, 0, -1, -1], [0, 0.51, 0, 0])))
    for line, out in zip(LINES, marked, strict=False):
        assert out.startswith(line.rstrip()[:-1].rstrip())
        assert out.endswith(b"\n")
        assert json.loads(line).items() <= json.loads(out).items()
    added = [{k: json.loads(o)[k] for k in ("cluster", "anchor", "similarity")} for o in marked]
    assert added == [
        {"cluster": "w", "anchor": True, "similarity": 1.0},
        {"cluster": "w", "anchor": False, "similarity": 0.51},
        {"cluster": None, "anchor": False, "similarity": 0.0},
        {"cluster": None, "anchor": False, "similarity": 0.0},
    ]


def test_a_cluster_record_begins_with_its_anchor(corpus, engine, article, edited):
    text = article(3)
    near = edited(text, 0.04)
    relations = Relations(Wanted(jaccard=0.5, containment=0.9))
    made = corpus({"long": text, "same": text.upper(), "near": near, "part": text[:220]})
    list(engine().run(made.chunks(), relations))
    matched = relations.matched()

    [record] = cluster_records(relations.store, matched)

    assert (record["size"], record["anchor"]) == (4, record["members"][0]["id"])
    first = record["members"][0]
    assert (first["relation"], first["jaccard"], first["containment"]) == (None, 1.0, 1.0)
    assert {m["id"]: m["relation"] for m in record["members"][1:]}["part"] == "contained"
    assert {m["relation"] for m in record["members"]} == {None, "exact", "near", "contained"}
    assert {m["path"] for m in record["members"]} == {"corpus.jsonl"}
    assert [m["jaccard"] for m in record["members"]] == sorted(
        (m["jaccard"] for m in record["members"]), reverse=True
    )
