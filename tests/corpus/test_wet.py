import gzip

import pytest

from lint.batch import Place
from lint.corpus import Reading, find_sources, read_chunks


def record(text, number=1, kind="conversion", **fields):
    block = text if isinstance(text, bytes) else text.encode()
    header = {
        "WARC-Type": kind,
        "WARC-Target-URI": f"https://site.example/{number}",
        "WARC-Date": "2024-05-06T07:08:09Z",
        "WARC-Record-ID": f"<urn:uuid:{number}>",
        "Content-Type": "text/plain",
        "Content-Length": len(block),
        **fields,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in header.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


INFO = record("software: x\r\n\r\n", 0, "warcinfo")


def batches(*paths, **options):
    return [c.load() for c in read_chunks(find_sources(paths).sources, Reading(**options))]


def problems(*paths, **options):
    return [str(p) for batch in batches(*paths, **options) for p in batch.problems]


def test_conversion_records_are_documents(tree):
    tree({"a.wet": INFO + record("một\r\n\r\nWARC/1.0\n", 1) + record(b"b\xff", 2)})
    [batch] = batches(".")
    assert [batch.text.bytes_at(d) for d in range(2)] == [
        "một\r\n\r\nWARC/1.0\n".encode(),
        b"b\x1a",
    ]
    assert list(batch.urls) == ["https://site.example/1", "https://site.example/2"]
    assert list(batch.dates) == ["2024-05-06T07:08:09Z"] * 2
    assert batch.origin.place(0) == Place("a.wet", 2, "urn:uuid:1")
    assert (batch.titles, batch.sites, batch.problems) == (None, None, [])


@pytest.mark.parametrize("size", [1, 200, 1000, 4 << 20])
@pytest.mark.parametrize("packed", [False, True])
def test_chunks_end_with_a_record_wherever_they_are_cut(tree, monkeypatch, size, packed):
    monkeypatch.setattr("lint.corpus.compression.BLOCK_BYTES", 50)
    texts = [f"trang {n}\n" * n for n in range(30)]
    records = [INFO, *(record(text, n) for n, text in enumerate(texts))]
    data = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    name = "CC-1.warc.wet.gz" if packed else "a.wet"
    tree({name: data})
    found = batches(name, chunk_bytes=size)
    assert texts == [text for batch in found for text in batch.text]
    assert b"".join(b.origin.parts[0].raw for b in found) == b"".join(records)
    numbers = [b.origin.place(d).record for b in found for d in range(len(b))]
    assert numbers == list(range(2, 32))


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nx\r\n\r\n", "no length that can be right"),
        (record("a", **{"Content-Length": "9" * 30}), "no length that can be right"),
        (record("abc", **{"Content-Length": 1}), "its length is not that of its content"),
        (record("a", **{"Content-Length": 99999}), "its length is not that of its content"),
        (b"nothing\r\n\r\n", "no WARC header"),
    ],
)
def test_a_damaged_record_is_told_and_the_rest_is_read(tree, damage, why):
    tree({"a.wet": record("one") + damage + record("two") + record("three")[:-9]})
    [batch] = batches("a.wet")
    assert list(batch.text) == ["one", "two"]
    assert [p.line for p in batch.problems] == [2, 4]
    assert f"a.wet:2: damaged WARC record: {why}" == str(batch.problems[0])


def test_a_last_record_may_end_without_blank_lines(tree):
    tree({"a.wet": record("one") + b"\r\n\r\n" + record("two")[:-4]})
    [batch] = batches("a.wet")
    assert list(batch.text) == ["one", "two"]
    assert batch.problems == []


def test_what_is_no_wet_file_is_told(tree):
    tree({"a.wet": "just text", "b.wet": "", "c.wet": "WARC/1.0\r\n".encode("utf-16")})
    assert problems("a.wet") == ["a.wet: not a WET file: it does not open with WARC/1.0"]
    assert problems("b.wet") == []
    assert "UTF-16" in problems("c.wet")[0]
