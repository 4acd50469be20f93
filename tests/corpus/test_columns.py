import subprocess
import sys
from datetime import UTC, datetime

import pytest

from lint.batch import Place
from lint.corpus import Fields, Reading, find_sources, read_chunks
from lint.corpus.source import Kind, Source

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def batches(*paths, **options):
    return [c.load() for c in read_chunks(find_sources(paths).sources, Reading(**options))]


def problems(*paths, **options):
    return [str(p) for batch in batches(*paths, **options) for p in batch.problems]


def test_columns_are_fields(tree):
    tree({})
    day = datetime(2024, 1, 2, tzinfo=UTC).replace(tzinfo=None)
    rows = {
        "ID": [7, None],
        "body": ["một\n", "hai"],
        "headline": pa.array(["t", None]).dictionary_encode(),
        "link": pa.array(["u", "v"], pa.large_string()),
        "published": pa.array([day, day], pa.timestamp("ms")),
        "meta": [{"a": 1}, {"a": 2}],
    }
    pq.write_table(pa.table(rows), "a.parquet")
    [batch] = batches("a.parquet")
    assert list(batch.text) == ["một\n", "hai"]
    columns = [batch.titles, batch.urls, batch.dates, batch.sites]
    days = ["2024-01-02 00:00:00.000"] * 2
    assert [["t", ""], ["u", "v"], days, None] == [c and list(c) for c in columns]
    assert batch.origin.place(0) == Place("a.parquet", 1, "7")
    assert batch.origin.place(1) == Place("a.parquet", 2, "a.parquet:2")
    assert batch.text.buffer[batch.text.ends].tobytes() == b"\n\n"


def test_rows_without_a_text_are_told(tree):
    tree({})
    pq.write_table(pa.table({"text": ["a", None, "", None]}), "a.parquet", row_group_size=3)
    found = batches("a.parquet")
    assert [list(batch.text) for batch in found] == [["a", ""], []]
    assert [p.line for batch in found for p in batch.problems] == [2, 4]
    assert problems("a.parquet")[0] == "a.parquet:2: the record has no field 'text'"


@pytest.mark.parametrize("size", [1, 10, 1000, 4 << 20])
def test_chunks_are_as_large_as_asked(tree, size):
    tree({})
    texts = [f"text {n}" for n in range(500)]
    pq.write_table(pa.table({"text": texts}), "a.parquet", row_group_size=150)
    found = batches("a.parquet", chunk_bytes=size)
    assert texts == [text for batch in found for text in batch.text]
    assert {1: 1, 10: 1, 1000: 100}.get(size, 150) >= max(map(len, found))
    parts = [part for batch in found for part in batch.origin.parts]
    ends = [part.offset + len(part.raw) for part in parts]
    assert [0, *ends[:-1]] == [part.offset for part in parts]
    assert b"".join(part.raw for part in parts) == "".join(f"{t}\n" for t in texts).encode()


def test_what_cannot_be_read_is_one_clear_line(tree):
    tree({"a.parquet": b"PAR1 nothing", "b.parquet.gz": b""})
    pq.write_table(pa.table({"x": [1], "text": [[1]]}), "c.parquet")
    pq.write_table(pa.table({"x": ["a"], "y": [1]}), "d.parquet")
    assert problems("a.parquet")[0].startswith("a.parquet: not readable as Parquet: ")
    assert problems("b.parquet.gz") == [
        "b.parquet.gz: Parquet inside of .gz is not read; unpack it first"
    ]
    assert "no text field found; name it with --text-field" in problems("c.parquet")[0]
    assert "(fields seen: 'x', 'y')" in problems("d.parquet")[0]
    assert "no text in a field 'y'" in problems("d.parquet", fields=Fields("y"))[0]
    assert [list(b.text) for b in batches("d.parquet", fields=Fields("x", id="none"))] == [["a"]]
    stdin = next(read_chunks([Source(None, "x.parquet", "x.parquet", Kind.PARQUET)])).load()
    assert str(stdin.problems[0]) == "x.parquet: standard input cannot be Parquet; name a file"


def test_without_pyarrow_the_extra_is_named(tree):
    tree({})
    pq.write_table(pa.table({"text": ["a"]}), "a.parquet")
    code = "import sys; sys.modules['pyarrow'] = None; from lint.cli import main; sys.exit(main())"
    run = [sys.executable, "-c", code, "check", "--isolated", "a.parquet"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    told = 'a.parquet: reading Parquet needs pyarrow; install it with pip install "delint[parquet]"'
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
