"""Parquet: only the text column changes, and the original comes back byte for byte."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.corpus import Reading
from lint.finding import Action, Hit
from lint.fix import parquet
from lint.fix.chunk import Dropped
from lint.fix.restore import restore

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXTS = ["a[[x]]", None, "b", "[[y]]", "[[á]]ế[[z]]", "", "c"]


def table(texts=TEXTS, kind=None):
    rows = range(len(texts))
    schema = pa.schema(
        [
            pa.field("id", pa.int32(), nullable=False, metadata={"note": "own"}),
            pa.field("text", kind or pa.string()),
            pa.field("when", pa.timestamp("ms", "UTC")),
            pa.field("price", pa.decimal128(9, 2)),
            pa.field("tags", pa.list_(pa.struct([("k", pa.string()), ("v", pa.float32())]))),
            pa.field("site", pa.dictionary(pa.int8(), pa.string())),
            pa.field("raw", pa.binary()),
        ],
        metadata={"made by": "hand", "huggingface": '{"info": {}}'},
    )
    columns = [
        list(rows),
        texts,
        [dt.datetime(2024, 1, 1 + n % 28, tzinfo=dt.UTC) for n in rows],
        [Decimal(n) / 4 for n in rows],
        [[{"k": "[[kept]]", "v": n / 2}] * (n % 3) for n in rows],
        ["s"] * len(texts),
        [b"\xff\x00" for _ in rows],
    ]
    arrays = [pa.array(v, f.type) for v, f in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def layout(name):
    metadata = pq.ParquetFile(name).metadata
    groups = [metadata.row_group(g) for g in range(metadata.num_row_groups)]
    columns = [[group.column(c) for c in range(metadata.num_columns)] for group in groups]
    return [
        [
            (c.path_in_schema, c.compression, c.physical_type, c.encodings, c.is_stats_set)
            for c in row
        ]
        for row in columns
    ]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compression": {"text": "zstd", "id": "gzip"}, "row_group_size": 2},
        {"compression": "none", "use_dictionary": ["site"], "write_statistics": False},
        {"store_schema": False, "version": "1.0", "row_group_size": 3},
        {"use_compliant_nested_type": False, "write_page_index": True},
        {"use_deprecated_int96_timestamps": True},
    ],
)
@pytest.mark.parametrize("kind", ["string", "large_string"])
def test_all_but_the_texts_stays(fix, tree, options, kind):
    folder = tree({})
    pq.write_table(table(kind=getattr(pa, kind)()), "a.parquet", **options)
    before, old, raw = (
        pq.read_table("a.parquet"),
        layout("a.parquet"),
        Path("a.parquet").read_bytes(),
    )
    summary = fix("a.parquet", max_removed=1)
    assert ([str(p) for p in summary.problems], summary.files) == (
        ["a.parquet:2: the record has no field 'text'"],
        1,
    )
    after = pq.read_table("a.parquet")
    assert after["text"].to_pylist() == ["a", None, "b", "", "ế", "", "c"]
    assert after.schema.equals(before.schema, check_metadata=True)
    assert after.drop_columns("text").equals(before.drop_columns("text"))
    assert old == layout("a.parquet")
    files = pq.ParquetFile(pa.BufferReader(raw)), pq.ParquetFile("a.parquet")
    schemas = [str(file.schema).partition("\n")[2] for file in files]
    assert schemas[0] == schemas[1]
    assert fix("a.parquet", dry=True).done.edits == 0
    assert restore(folder / "delint.ledger").files == ["a.parquet"]
    assert raw == Path("a.parquet").read_bytes()


def test_dropped_documents_take_their_rows(fix, tree):
    tree({})
    pq.write_table(table(), "a.parquet", row_group_size=2)
    raw = Path("a.parquet").read_bytes()
    drops = {("a.parquet", row): Dropped(0, "twice") for row in (1, 3, 4, 7)}
    summary = fix("a.parquet", drops=drops, max_removed=1)
    assert pq.read_table("a.parquet")["id"].to_pylist() == [1, 4, 5]
    assert pq.read_table("a.parquet")["text"].to_pylist() == [None, "ế", ""]
    assert summary.done.dropped == 4
    restore(Path("delint.ledger"))
    assert raw == Path("a.parquet").read_bytes()


def test_into_a_folder_the_originals_stay(fix, tree):
    tree({})
    for name in ("a.parquet", "b.parquet"):
        pq.write_table(table(["clean"] if name == "b.parquet" else TEXTS), name)
    raw = {name: Path(name).read_bytes() for name in ("a.parquet", "b.parquet")}
    summary = fix("a.parquet", "b.parquet", into="out", max_removed=1)
    assert (summary.files, summary.copies) == (1, 1)
    assert raw == {name: Path(name).read_bytes() for name in raw}
    assert pq.read_table("out/a.parquet")["text"].to_pylist()[0] == "a"
    restore(Path("out/delint.ledger"))
    assert raw == {name: Path("out", name).read_bytes() for name in raw}


def test_bytes_that_are_not_utf8_stay_as_they_are(fix, tree):
    tree({})
    texts = pa.array([b"\xff", b"[[x]]\xff\xfe"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"text": texts}), "a.parquet")
    fix("a.parquet", max_removed=1)
    after = pq.read_table("a.parquet")["text"].combine_chunks().view(pa.binary())
    assert after.to_pylist() == [b"\xff", b"\xff\xfe"]


def test_a_file_that_cannot_be_written_alike_is_left_alone(fix, tree, monkeypatch):
    tree({})
    pq.write_table(table(), "a.parquet", use_compliant_nested_type=False)
    raw = Path("a.parquet").read_bytes()
    options = parquet.written_like
    changed = {"use_compliant_nested_type": True}
    monkeypatch.setattr(parquet, "written_like", lambda m: {**options(m), **changed})
    summary = fix("a.parquet", max_removed=1)
    assert "pyarrow cannot write its schema" in str(summary.problems[-1])
    assert summary.files == 0
    assert raw == Path("a.parquet").read_bytes()


TEXT = st.text(st.sampled_from("aế[]\n"), max_size=9)


@given(st.lists(st.none() | TEXT, max_size=30), st.integers(1, 9), st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_whatever_the_groups_and_chunks_all_comes_back(fix, tmp_path_factory, texts, group, size):
    path = tmp_path_factory.mktemp("parquet") / "a.parquet"
    pq.write_table(table(texts), path, row_group_size=group)

    def inspect(batch):
        hits = []
        for d in range(len(batch)):
            at = batch.text.bytes_at(d).find(b"a")
            hits += [Hit(d, at, at + 1, 0, Action.REPLACE, b"bb")] if at >= 0 else []
        return hits

    raw = path.read_bytes()
    summary = fix(str(path), inspect=inspect, reading=Reading(chunk_bytes=size), max_removed=1)
    expected = [t if t is None else t.replace("a", "bb") for t in texts]
    assert expected == pq.read_table(path)["text"].to_pylist()
    if summary.files:
        restore(path.parent / "delint.ledger")
    assert raw == path.read_bytes()
