"""Arrow: only the text column changes, and the original comes back byte for byte."""

from pathlib import Path

import pytest

from lint.corpus import Reading, find_sources, read_chunks
from lint.fix.arrow import packed_by
from lint.fix.chunk import Dropped
from lint.fix.restore import restore

pa = pytest.importorskip("pyarrow")

TEXTS = ["a[[x]]", None, "b", "[[y]]", "[[á]]ế[[z]]", "", "c"]
MADE = {"file": pa.ipc.new_file, "stream": pa.ipc.new_stream}
READ = {"file": pa.ipc.open_file, "stream": pa.ipc.open_stream}


def table(texts=TEXTS, kind=None):
    columns = {
        "id": pa.array(range(len(texts)), pa.int8()),
        "text": pa.array(texts, kind or pa.string()),
        "site": pa.array(["s"] * len(texts)).dictionary_encode(),
        "tags": pa.array([[{"k": n}] for n in range(len(texts))]),
    }
    made = pa.table(columns)
    return made.replace_schema_metadata({"huggingface": '{"info": {}}'})


def write(name, made, form="stream", rows=3, codec=None):
    options = pa.ipc.IpcWriteOptions(compression=codec)
    with MADE[form](name, made.schema, options=options) as writer:
        writer.write_table(made, rows)


def batches(name, form):
    reader = READ[form](pa.memory_map(name))
    if form == "stream":
        return list(reader)
    return [reader.get_batch(i) for i in range(reader.num_record_batches)]


@pytest.mark.parametrize("codec", [None, "lz4", "zstd"])
@pytest.mark.parametrize("form", ["file", "stream"])
@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_all_but_the_texts_stays(fix, tree, codec, form, kind):
    tree({})
    write("a.arrow", table(kind=kind), form, codec=codec)
    assert codec == packed_by(Path("a.arrow"), 8 if form == "file" else 0)
    raw = Path("a.arrow").read_bytes()
    before = pa.Table.from_batches(batches("a.arrow", form))
    summary = fix("a.arrow", max_removed=1)
    assert [str(p) for p in summary.problems] == ["a.arrow:2: the record has no field 'text'"]
    found = batches("a.arrow", form)
    assert [len(batch) for batch in found] == [3, 3, 1]
    after = pa.Table.from_batches(found)
    assert after["text"].to_pylist() == ["a", None, "b", "", "ế", "", "c"]
    assert after.schema.equals(before.schema, check_metadata=True)
    assert after.drop_columns("text").equals(before.drop_columns("text"))
    assert codec == packed_by(Path("a.arrow"), 8 if form == "file" else 0)
    assert fix("a.arrow", dry=True).done.edits == 0
    restore(Path("delint.ledger"))
    assert raw == Path("a.arrow").read_bytes()


def test_dropped_documents_take_their_rows(fix, tree):
    tree({})
    write("a.arrow", table())
    raw = Path("a.arrow").read_bytes()
    fix("a.arrow", drops={("a.arrow", row): Dropped(0, "") for row in (1, 5, 7)}, max_removed=1)
    found = batches("a.arrow", "stream")
    assert [batch["id"].to_pylist() for batch in found] == [[1, 2], [3, 5]]
    restore(Path("delint.ledger"))
    assert raw == Path("a.arrow").read_bytes()


@pytest.mark.parametrize("size", [1, 40, 4 << 20])
def test_chunks_are_as_large_as_asked(tree, size):
    tree({})
    texts = [f"text {n}" for n in range(200)]
    write("a.feather", pa.table({"text": texts}), "file", 90)
    chunks = read_chunks(find_sources(["."]).sources, Reading(chunk_bytes=size))
    found = [chunk.load() for chunk in chunks]
    assert texts == [text for batch in found for text in batch.text]
    assert {1: 1, 40: 4}.get(size, 90) >= max(map(len, found))
    last = found[-1].origin.place(len(found[-1]) - 1)
    assert (last.path, last.record) == ("a.feather", 200)


def test_what_is_no_arrow_is_one_clear_line(tree):
    tree({"a.arrow": b"ARROW1 nothing", "b.arrow": b"\xff" * 40, "c.arrow": b""})
    told = [str(p) for c in read_chunks(find_sources(["."]).sources) for p in c.load().problems]
    assert [line.split(": ")[0] for line in told] == ["a.arrow", "b.arrow", "c.arrow"]
    assert all("not readable as Arrow" in line for line in told), told
