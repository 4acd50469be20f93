import gzip
import io
import sys

import pytest

from lint.corpus import read_chunks
from lint.corpus.source import standard_input
from lint.errors import OutputError
from lint.fix.run import Fixing
from lint.fix.stream import fix_stream


@pytest.fixture
def pipe(monkeypatch, policy, marked):
    """Send bytes through standard input; return what comes out, and the summary."""

    def run(data, filename=None, output=None, **options):
        stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)))
        monkeypatch.setattr(sys, "stdin", stream)
        output = output or io.BytesIO()
        chunks = read_chunks([standard_input(filename)])
        summary = fix_stream(chunks, Fixing(marked, policy(), **options), output)
        return output.getvalue(), summary

    return run


def test_cleaned_text_comes_out_and_nothing_else_changes(pipe):
    assert pipe(b"\xef\xbb\xbfa[[b]]c\r\n")[0] == b"\xef\xbb\xbfac\r\n"
    assert pipe(b'{"text": "a[[b]]"}\nbroken', max_removed=0.9)[0] == b'{"text": "a"}\nbroken'
    assert pipe(b"")[0] == b""


def test_a_name_decides_the_format(pipe):
    packed, summary = pipe(gzip.compress(b'{"text": "ab[[c]]"}'), "x.jsonl.gz", max_removed=0.9)
    assert gzip.decompress(packed) == b'{"text": "ab"}'
    assert (summary.files, summary.done.edits) == (1, 1)


def test_what_the_guard_refuses_comes_out_as_it_came_in(pipe):
    data = b'{"text": "[[all]]"}\n'
    out, summary = pipe(data)
    assert (out, len(summary.refused)) == (data, 1)


def test_what_cannot_be_read_is_not_written(pipe):
    out, summary = pipe(b"\xff\xfea\0")
    assert (out, len(summary.problems)) == (b"", 1)


def test_a_pipe_that_breaks_is_one_clear_line(pipe):
    class Broken(io.BytesIO):
        def write(self, data):
            raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(OutputError, match="standard output: cannot be written: Broken pipe"):
        pipe(b"a[[b]]c", output=Broken())
