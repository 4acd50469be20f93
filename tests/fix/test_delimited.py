"""CSV and TSV: edits go into the field's own bytes, all else stays."""

import csv
import gzip
import io
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lint.corpus import Reading
from lint.corpus.rows import UNCLOSED
from lint.finding import Action, Hit
from lint.fix.chunk import Dropped
from lint.fix.restore import restore

WORDS = st.lists(st.sampled_from(["a", "é", '"', ",", "\n", "\r\n", "\t", " ", "[[x]]", '[["]]']))
TABLE = st.lists(st.tuples(st.text("ab,"), WORDS.map("".join), WORDS.map("".join)), max_size=4)
DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from([",", "\t"]),
        "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
        "lineterminator": st.just("\r\n"),
    }
)


def written(rows, **dialect):
    file = io.StringIO(newline="")
    csv.writer(file, **dialect).writerows(rows)
    return file.getvalue().encode()


def read(raw, delimiter):
    return list(csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=delimiter))


def unmarked(text, mark):
    while (cleaned := mark.sub(b"", text.encode()).decode()) != text:
        text = cleaned
    return text


@given(rows=TABLE, dialect=DIALECTS)
@settings(max_examples=60, deadline=None)
def test_only_the_text_field_changes_and_all_comes_back(fix, tmp_path_factory, rows, dialect):
    folder = tmp_path_factory.mktemp("table")
    path = folder / ("a.csv" if dialect["delimiter"] == "," else "a.tsv")
    raw = written([("id", "text", "other"), *rows], **dialect)
    path.write_bytes(raw)
    summary = fix(str(path), max_removed=1)
    assert (summary.problems, summary.refused) == ([], [])
    mark = re.compile(rb"\[\[.*?\]\]")
    expected = [[a, unmarked(b, mark), c] for a, b, c in rows]
    assert [["id", "text", "other"], *expected] == read(path.read_bytes(), dialect["delimiter"])
    again = fix(str(path), dry=True, max_removed=1)
    assert again.done.edits == 0
    if summary.files:
        restore(folder / "delint.ledger")
    assert raw == path.read_bytes()


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        (b'1,"a[[x]]""b""[[y]]",c', b'1,"a""b""",c'),
        (b"1,a[[x]]b,[[c]]", b"1,ab,[[c]]"),
        (b'1,[[x]]"b,c', b'1,"""b",c'),
        (b'1,5"[[x]] disk,c', b'1,5" disk,c'),
        (b"1,[[x]],c", b"1,,c"),
    ],
)
def test_a_field_keeps_its_form(fix, tree, line, fixed):
    head, tail = b"id,text,other\r\n0,[[kept,[[kept\r\n", b'\r\n2,"b",d'
    tree({"a.csv": head + line + tail})
    fix("a.csv", max_removed=1)
    assert head + fixed + tail == Path("a.csv").read_bytes()


def test_a_bare_field_gets_quotes_for_what_is_put_in(fix, tree):
    def inspect(batch):
        at = [(d, batch.text.bytes_at(d).find(b"X")) for d in range(len(batch))]
        return [Hit(d, i, i + 1, 0, Action.REPLACE, b'say "a, b"\n') for d, i in at if i >= 0]

    tree({"a.csv": 'text,id\na"X,1\n"b""X",2\n'})
    fix("a.csv", inspect=inspect, max_removed=1)
    assert Path("a.csv").read_text("utf-8") == (
        'text,id\n"a""say ""a, b""\n",1\n"b""say ""a, b""\n",2\n'
    )
    restore(Path("delint.ledger"))
    assert Path("a.csv").read_text("utf-8") == 'text,id\na"X,1\n"b""X",2\n'


def test_a_row_of_one_field_does_not_become_a_blank_line(fix, tree):
    tree({"a.csv": "text\n[[x]]\nb\n"})
    fix("a.csv", max_removed=1)
    assert Path("a.csv").read_bytes() == b'text\n""\nb\n'


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_dropped_document_takes_its_row(fix, tree, suffix):
    raw = b'id,text\r\n1,"a\r\nb"\r\n2,c\r\n3,d'
    name = f"a.csv{suffix}"
    data = gzip.compress(raw) if suffix else raw
    tree({name: data})
    drops = {(name, 2): Dropped(0, "twice"), (name, 5): Dropped(0, "")}
    summary = fix(name, drops=drops, max_removed=1)
    after = Path(name).read_bytes()
    assert (gzip.decompress(after) if suffix else after) == b"id,text\r\n2,c\r\n"
    assert summary.done.dropped == 2
    restore(Path("delint.ledger"))
    assert data == Path(name).read_bytes()


def test_a_table_with_wrong_rows_is_fixed_around_them(fix, tree):
    raw = b'id,text\n1,"[[x]]a"\n2\n3,"[[y]]\n4,b[[z]]\n'
    tree({"a.csv": raw})
    summary = fix("a.csv", max_removed=1)
    assert Path("a.csv").read_bytes() == b'id,text\n1,"a"\n2\n3,"[[y]]\n4,b\n'
    assert [problem.line for problem in summary.problems] == [3, 4]
    restore(Path("delint.ledger"))
    assert raw == Path("a.csv").read_bytes()


SOUP = st.lists(
    st.sampled_from([b'"', b'""', b",", b"\n", b"\r\n", b"\r", b"[[x]]", b"a", b"\xff"])
)


@given(
    soup=SOUP.map(b"".join), head=st.sampled_from([b"", b"\xef\xbb\xbf"]), size=st.integers(1, 40)
)
@example(soup=b'"\n,\r"[[x]]', head=b"", size=1)  # what is left closes the quote
@settings(max_examples=150, deadline=None)
def test_whatever_the_quotes_are_all_comes_back(fix, tmp_path_factory, soup, head, size):
    path = tmp_path_factory.mktemp("soup") / "a.csv"
    raw = head + b'id,"text"\n' + soup
    path.write_bytes(raw)
    reading = Reading(chunk_bytes=size)
    summary = fix(str(path), reading=reading, max_removed=1)
    again = fix(str(path), reading=reading, dry=True, max_removed=1)
    assert again.done.edits == 0
    if UNCLOSED not in {problem.message for problem in summary.problems}:
        assert again.documents == summary.documents
        assert len(again.problems) == len(summary.problems)
    if summary.files:
        restore(path.parent / "delint.ledger")
    assert raw == path.read_bytes()
