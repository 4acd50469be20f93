import codecs
import gzip
import io
import json
import os
import sys
from functools import partial
from pathlib import Path

import pytest
import zstandard

from lint.batch import Place
from lint.corpus import Fields, Reading, find_sources, read_chunks
from lint.corpus.lines import stretches


def batches(*paths, **options):
    return [c.load() for c in read_chunks(find_sources(paths).sources, Reading(**options))]


def texts(*paths, **options):
    columns = [batch.text for batch in batches(*paths, **options)]
    return [column.bytes_at(d) for column in columns for d in range(len(column))]


def problems(*paths, **options):
    return [str(p) for batch in batches(*paths, **options) for p in batch.problems]


def test_a_text_file_is_a_document(tree):
    tree({"a.txt": "Một\r\n", "b.md": "", "c.txt": codecs.BOM_UTF8 + b"ba"})
    [batch] = batches(".")
    assert [batch.text.bytes_at(d) for d in range(3)] == ["Một\r\n".encode(), b"", b"ba"]
    assert batch.origin.place(0) == Place("a.txt", None, "a.txt")
    assert [batch.titles, batch.urls, batch.sites, batch.dates] == [None] * 4
    assert batch.text.buffer[batch.text.ends].tobytes() == b"\n\n\n"


def test_bytes_that_are_not_utf8_are_replaced_in_the_scanned_copy_only(tree):
    tree({"a.txt": b"a\xe1\xbaZ", "b.jsonl": b'{"text": "a\xff\\n\xc3\xa9"}\n'})
    one, two = batches(".")
    assert one.text.bytes_at(0) == b"a\x1a\x1aZ"
    assert two.text.bytes_at(0) == b"a\x1a\n\xc3\xa9"
    assert [b.origin.parts[0].raw for b in (one, two)] == [
        Path(name).read_bytes() for name in ("a.txt", "b.jsonl")
    ]


def test_small_files_share_a_chunk_and_order_is_kept(tree):
    tree({f"{n}.txt": f"text {n}" for n in range(7)})
    cut = [len(batch) for batch in batches(".", chunk_files=3)]
    assert cut == [3, 3, 1]
    assert [len(batch) for batch in batches(".", chunk_bytes=12)] == [2, 2, 2, 1]
    assert texts(".", chunk_files=3) == [b"text %d" % n for n in range(7)]


def test_records_have_their_fields_and_places(tree):
    record = {"text": "a\nb", "id": 7, "title": "T", "url": "u", "date": "d", "site": "s"}
    tree({"a.jsonl": json.dumps(record) + "\r\n\r\n" + json.dumps({"text": "c", "id": None})})
    [batch] = batches("a.jsonl")
    assert list(batch.text) == ["a\nb", "c"]
    columns = [batch.titles, batch.urls, batch.dates, batch.sites]
    assert [list(column) for column in columns] == [["T", ""], ["u", ""], ["d", ""], ["s", ""]]
    assert batch.origin.place(0) == Place("a.jsonl", 1, "7")
    assert batch.origin.place(1) == Place("a.jsonl", 3, "a.jsonl:3")


def test_a_record_that_cannot_be_used_is_a_problem_and_the_rest_goes_on(tree):
    lines = [
        '{"text": "a"}',
        "{",
        '{"x": 1}',
        '{"text": null}',
        '{"text": 3}',
        "[]",
        '{"text": ""}',
    ]
    tree({"a.jsonl": "\n".join(lines)})
    assert texts("a.jsonl") == [b"a", b""]
    assert texts("a.jsonl", chunk_bytes=1) == [b"a", b""]
    expected = [
        "a.jsonl:2: broken JSON: ",
        "a.jsonl:3: the record has no field 'text'",
        "a.jsonl:4: the record has no field 'text'",
        "a.jsonl:5: the field 'text' is not a string",
        "a.jsonl:6: broken JSON: the line is not a JSON object at column 1",
    ]
    for found in (problems("a.jsonl"), problems("a.jsonl", chunk_bytes=1)):
        assert [f.startswith(e) for f, e in zip(found, expected, strict=True)] == [True] * 5


def test_the_column_of_broken_json_counts_characters(tree):
    tree({"a.jsonl": '{"text": ""}\n{"độ": x}\n'})
    [problem] = problems("a.jsonl")
    assert problem.endswith("at column 8")


def test_a_json_array_is_told_with_the_way_out(tree):
    tree({"a.json": '[{"text": "x"}]', "b.json": '{"text": "x"}\n'})
    assert texts("b.json") == [b"x"]
    assert problems("a.json") == ["a.json: a JSON array; make JSON Lines of it with jq -c '.[]'"]


def test_a_source_without_a_text_field_is_one_problem(tree):
    tree({"a.jsonl": '{"words": "w"}\n' * 3, "b.jsonl": '{"text": "b"}\n'})
    [problem] = problems(".")
    assert problem.startswith("a.jsonl: no text field found; name it with --text-field")
    assert texts(".") == [b"b"]
    assert texts("a.jsonl", fields=Fields(text="words")) == [b"w"] * 3


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_compressed_sources_are_read_as_the_others(tree, pack):
    suffix = ".gz" if pack is gzip.compress else ".zst"
    lines = b'{"text": "one"}\n{"text": "two"}\n'
    tree({"a.jsonl" + suffix: pack(lines), "b.txt" + suffix: pack(b"three")})
    assert texts(".") == [b"one", b"two", b"three"]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_a_truncated_source_keeps_its_whole_records_and_is_damaged(tree, pack):
    suffix = ".gz" if pack is gzip.compress else ".zst"
    noise = [os.urandom(30).hex() for _ in range(20_000)]
    lines = "".join(f'{{"text": "{word}"}}\n' for word in noise).encode()
    tree({"a.jsonl" + suffix: pack(lines)[:-5], "b.txt" + suffix: pack(b"long text")[:-5]})
    found = [text.decode() for text in texts(".")]
    assert found == noise[: len(found)]
    assert len(found) > 100
    told = [f"{name}{suffix}: the compressed data breaks off" for name in ("a.jsonl", "b.txt")]
    assert [p.split(";")[0] for p in problems(".")] == told
    assert [b.origin.parts[-1].damaged for b in batches("a.jsonl" + suffix)][-1]


@pytest.mark.parametrize("suffix", ["txt", "jsonl"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_encodings_are_told_with_the_way_out(tree, suffix, encoding):
    name = encoding[:6].upper()
    mark = "\ufeff" if encoding.endswith("be") else ""
    tree({f"a.{suffix}": (mark + '{"text": "a"}').encode(encoding)})
    wanted = f"a.{suffix}: {name} text; convert it with iconv -f {name} -t UTF-8"
    assert problems(f"a.{suffix}") == [wanted]
    assert problems(".") == [wanted]


@pytest.mark.parametrize("suffix", ["txt", "jsonl"])
def test_binary_files_are_a_problem_when_named_and_counted_when_met(tree, suffix):
    tree({f"a.{suffix}": b"\x7fELF\0\0", f"b.{suffix}": b'{"text": "b"}'})
    assert problems(f"a.{suffix}") == [f"a.{suffix}: binary file"]
    met = batches(".")
    assert [p for batch in met for p in batch.problems] == []
    assert sum(batch.skipped for batch in met) == 1
    assert len(texts(".")) == 1


def test_a_source_that_cannot_be_opened_is_a_problem(tree):
    folder = tree({"a.txt": "a", "b.txt": "b", "c.jsonl": '{"text": "c"}', "d.jsonl": ""})
    sources = find_sources(["."]).sources
    for name in ("a.txt", "d.jsonl"):
        (folder / name).unlink()
    met = [c.load() for c in read_chunks(sources)]
    assert [text for batch in met for text in batch.text] == ["b", "c"]
    told = [f"{name}: cannot be read: No such file or directory" for name in ("a.txt", "d.jsonl")]
    assert [str(p) for batch in met for p in batch.problems] == told


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_without_permission_is_a_problem(tree):
    folder = tree({"a.txt": "a", "b.txt": "b"})
    (folder / "a.txt").chmod(0)
    assert texts(".") == [b"b"]
    assert problems(".") == ["a.txt: cannot be read: Permission denied"]


def test_stdin_is_a_source(monkeypatch):
    def feed(data):
        stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)))
        monkeypatch.setattr(sys, "stdin", stream)

    feed(b"plain text")
    assert texts("-") == [b"plain text"]
    feed(b'{"text": "record"}')
    [batch] = batches("-")
    assert (list(batch.text), batch.origin.place(0).path) == (["record"], "<stdin>")


def test_an_empty_table_is_one_part_so_that_it_can_be_copied(tree):
    tree({"a.jsonl": b"", "b.jsonl": b'{"text": ""}\n'})
    a, b = batches(".", chunk_bytes=1)
    assert [part.raw for batch in (a, b) for part in batch.origin.parts] == [b"", b'{"text": ""}\n']
    assert (len(a), a.problems) == (0, [])


def test_a_file_is_read_when_its_chunks_are(tree):
    folder = tree({"a.jsonl": b'{"text": "one"}\n{"text": "two"}\n'})
    [chunk] = read_chunks(find_sources(["a.jsonl"]).sources)
    (folder / "a.jsonl").write_bytes(b'{"text": "six"}\n{"text": "ten"}\nmore')
    assert list(chunk.load().text) == ["six", "ten"]


@pytest.mark.parametrize("other", [b'{"text": "cut"}\n', None, b'{"text": "one"}\n' * 2])
def test_a_file_that_is_another_when_its_chunks_are_read_is_a_problem(tree, other):
    folder = tree({"a.jsonl": b'{"text": "one"}\n' * 2, "b.jsonl": b""})
    [chunk] = read_chunks(find_sources(["a.jsonl"]).sources)
    if other is None:
        (folder / "a.jsonl").unlink()
    elif len(other) < chunk.stretch.size:
        (folder / "a.jsonl").write_bytes(other)
    else:
        (folder / "b.jsonl").write_bytes(other)
        (folder / "b.jsonl").replace(folder / "a.jsonl")
    batch = chunk.load()
    [problem] = batch.problems
    told = "cannot be read: No such file or directory" if other is None else "it changed while"
    assert str(problem).startswith(f"a.jsonl: {told}")
    assert (len(batch), [part.damaged for part in batch.origin.parts]) == (0, [True])


def test_lines_count_from_the_start_of_the_file_wherever_it_is_cut(tree, monkeypatch):
    monkeypatch.setattr("lint.corpus.reader.stretches", partial(stretches, block=7))
    lines = [b'{"text": "%d"}' % n if n % 3 else b"" for n in range(40)]
    tree({"a.jsonl": b"\n".join(lines)})
    for size in (1, 20, 1000):
        found = batches("a.jsonl", chunk_bytes=size)
        assert len(found) > 1 or size == 1000
        at = [batch.origin.place(d).record for batch in found for d in range(len(batch))]
        assert at == [n + 1 for n in range(40) if n % 3]


def test_a_zero_byte_is_met_behind_the_lines_that_tell_the_fields(tree):
    tree({"a.jsonl": b'{"text": "a"}\n' * 200 + b"\0"})
    assert problems("a.jsonl") == ["a.jsonl: binary file"]


@pytest.mark.slow
def test_a_line_of_a_hundred_megabytes_is_read(tree):
    long = b'{"text": "' + b"word " * (20 << 20) + b'"}\n'
    tree({"a.jsonl": b'{"text": "first"}\n' + long + b'{"text": "last"}\n'})
    assert [len(text) for text in texts("a.jsonl")] == [5, 100 << 20, 4]
