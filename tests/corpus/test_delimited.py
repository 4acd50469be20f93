import codecs
import csv
import gzip
import io
from pathlib import Path

import pytest
import zstandard

from lint.batch import Place
from lint.corpus import Fields, Reading, delimited, find_sources, read_chunks


def batches(*paths, **options):
    return [c.load() for c in read_chunks(find_sources(paths).sources, Reading(**options))]


def texts(*paths, **options):
    columns = [batch.text for batch in batches(*paths, **options)]
    return [column.bytes_at(d).decode() for column in columns for d in range(len(column))]


def problems(*paths, **options):
    return [str(p) for batch in batches(*paths, **options) for p in batch.problems]


def test_the_header_names_the_fields(tree):
    table = 'id,Title,url,body,site,date\r\n7,"T, t",u,"a\nb ""c""",s,d\r\n,,,x,,\r\n'
    tree({"a.csv": table, "b.tsv": table.replace(",", "\t").replace("T\t", "T,")})
    for name, batch in zip(("a.csv", "b.tsv"), batches("."), strict=True):
        assert list(batch.text) == ['a\nb "c"', "x"]
        columns = [batch.titles, batch.urls, batch.sites, batch.dates]
        expected = [["T, t", ""], ["u", ""], ["s", ""], ["d", ""]]
        assert expected == [list(column) for column in columns]
        assert batch.origin.place(0) == Place(name, 2, "7")
        assert batch.origin.place(1) == Place(name, 4, f"{name}:4")
        assert batch.text.buffer[batch.text.ends].tobytes() == b"\n\n"


def test_a_byte_order_mark_belongs_to_no_field(tree):
    tree({"a.csv": codecs.BOM_UTF8 + b'"text","id"\r\na,1\r\n'})
    [batch] = batches("a.csv")
    assert (list(batch.text), batch.origin.place(0)) == (["a"], Place("a.csv", 2, "1"))


def test_fields_can_be_named(tree):
    tree({"a.csv": 'one,"two, 2"\na,b\n'})
    assert texts("a.csv", fields=Fields(text="two, 2", id="none")) == ["b"]
    told = "name it with --text-field (fields seen: 'one', 'two, 2')"
    wanted = f"a.csv: no text in a field 'three'; {told}"
    assert problems("a.csv", fields=Fields(text="three")) == [wanted]
    assert "no text field found" in problems("a.csv")[0]


def test_wrong_rows_are_told_with_their_lines_and_the_rest_is_read(tree):
    tree({"a.csv": 'id,text\n1,"a\nb"\n2\n3,"c"d\n4,"e"\n5,"f\n6,g\n'})
    assert texts("a.csv") == ["a\nb", "e", "g"]
    assert problems("a.csv") == [
        "a.csv:4: the row has 1 field, the header 2",
        "a.csv:5: a quote is not closed, or the field goes on behind it",
        "a.csv:7: a quote is not closed, or the field goes on behind it",
    ]


@pytest.mark.parametrize("size", [1, 7, 30, 4 << 20])
@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_chunks_end_with_a_row_wherever_they_are_cut(tree, monkeypatch, size, suffix):
    monkeypatch.setattr("lint.corpus.compression.BLOCK_BYTES", 5)
    file = io.StringIO(newline="")
    rows = [[str(n), f'dòng {n}\n"số", {n}' * (n % 3)] for n in range(40)]
    csv.writer(file).writerows([["id", "text"], *rows])
    raw = file.getvalue().encode()
    pack = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}[suffix]
    tree({f"a.csv{suffix}": pack(raw)})
    found = batches(f"a.csv{suffix}", chunk_bytes=size)
    assert [text for _, text in rows] == [text for batch in found for text in batch.text]
    parts = [part for batch in found for part in batch.origin.parts]
    assert raw == b"".join(part.raw for part in parts)
    lines = [b.origin.place(d).record for b in found for d in range(len(b))]
    assert lines[:4] == [2, 3, 5, 8]
    assert [p for batch in found for p in batch.problems] == []


def test_an_open_quote_waits_only_so_long(tree, monkeypatch):
    monkeypatch.setattr("lint.corpus.compression.BLOCK_BYTES", 8)
    monkeypatch.setattr(delimited, "MAX_ROW_BYTES", 64)
    tree({"a.csv": 'id,text\n1,"a\n' + "2,b\n" * 30})
    assert texts("a.csv", chunk_bytes=8) == ["b"] * 30
    assert problems("a.csv", chunk_bytes=8)[0].startswith("a.csv:2: a quote is not closed")


def test_what_is_no_table_is_told(tree):
    tree({"a.csv": 'a,"text\n' * 3, "b.csv": "\ufefft".encode("utf-16"), "c.csv": ""})
    assert problems("a.csv") == [
        "a.csv: the first row, which names the fields, has a quote that is not closed"
    ]
    assert "UTF-16" in problems("b.csv")[0]
    assert (texts("c.csv"), problems("c.csv")) == ([], [])


def test_a_header_alone_has_no_documents(tree):
    tree({"a.csv": "id,text", "b.csv": "id,text\r\n"})
    for name in ("a.csv", "b.csv"):
        assert (texts(name), problems(name)) == ([], [])


def test_a_broken_stream_gives_the_whole_rows_before(tree):
    packed = gzip.compress(b"id,text\n" + b"".join(b"%d,x%d\n" % (n, n * n) for n in range(9999)))
    tree({"a.csv.gz": packed[: len(packed) // 2]})
    assert texts("a.csv.gz")[:2] == ["x0", "x1"]
    assert "truncated" in problems("a.csv.gz")[-1]


def test_bytes_that_are_not_utf8_are_replaced_in_the_scanned_copy_only(tree):
    tree({"a.csv": b'text\n"a\xff""b"\n'})
    [batch] = batches("a.csv")
    assert batch.text.bytes_at(0) == b'a\x1a"b'
    assert batch.origin.parts[0].raw == Path("a.csv").read_bytes()
