import io
import sys

import pytest

from lint.corpus.source import Compression, Kind, standard_input
from lint.corpus.walk import Selection, find_sources


@pytest.fixture
def stdin(monkeypatch):
    def feed(data):
        stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)))
        monkeypatch.setattr(sys, "stdin", stream)

    return feed


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.TEXT),
        (b"Plain words {", Kind.TEXT),
        (b' \n {"text": ""}', Kind.JSONL),
        (b'\xef\xbb\xbf{"text": ""}', Kind.JSONL),
    ],
)
def test_the_first_byte_tells_what_stdin_is(stdin, data, kind):
    stdin(data)
    assert kind is standard_input(None).kind
    assert data == sys.stdin.buffer.read(), "looking must not consume"


def test_a_name_given_for_stdin_decides():
    source = standard_input("dir/x.jsonl.gz")
    assert (source.kind, source.compression) == (Kind.JSONL, Compression.GZIP)
    assert (source.name, source.relative, source.path) == ("dir/x.jsonl.gz", "x.jsonl.gz", None)
    assert Kind.TEXT is standard_input("x.unknown").kind


def test_a_dash_is_stdin(stdin):
    stdin(b"text")
    assert [s.name for s in find_sources(["-"]).sources] == ["<stdin>"]
    given = find_sources(["-"], Selection(stdin_filename="a.md"))
    assert [s.name for s in given.sources] == ["a.md"]
