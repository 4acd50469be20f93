"""Findings made without a corpus, and formats written to a string."""

import io
from dataclasses import replace

import pytest

from lint.batch import Place
from lint.finding import Action, Excerpt, Finding, Level, Severity
from lint.locate import START, advance, excerpt
from lint.output.formats import Look, writer_of
from lint.output.sink import Sink
from lint.output.tally import Tally

_FINDING = Finding(
    code="PLY001",
    name="player-clock",
    severity=Severity.WARNING,
    level=Level.SAFE,
    message="A media player's clock stands in the text.",
    detail="",
    place=Place("a.txt", None, "a.txt"),
    line=1,
    column=1,
    end_line=1,
    end_column=1,
    start_byte=0,
    end_byte=0,
    start_char=0,
    end_char=0,
    excerpt=Excerpt("", "", ""),
    action=Action.LINES,
    replacement="",
)


def _finding_in(text, found, **changes):
    start = text.encode().index(found.encode())
    end = start + len(found.encode())
    at = advance(text.encode(), START, start)
    stop = advance(text.encode(), at, end)
    placed = replace(
        _FINDING,
        line=at.line,
        column=at.column,
        end_line=stop.line,
        end_column=stop.column,
        start_byte=start,
        end_byte=end,
        start_char=at.chars,
        end_char=stop.chars,
        excerpt=excerpt(text.encode(), start, end),
    )
    return replace(placed, **changes)


def _written(name, findings, look=None, documents=3):
    stream, tally = io.StringIO(), Tally(documents=documents)
    writer = writer_of(name)(Sink(stream, "test"), look or Look())
    for finding in findings:
        tally.add(finding)
        writer.finding(finding)
    writer.finish(tally, {})
    return stream.getvalue()


@pytest.fixture
def finding_in():
    """(text, found, **changes) -> the Finding of the first `found` in `text`."""
    return _finding_in


@pytest.fixture
def written():
    """(format name, findings, look, documents) -> what the format writes."""
    return _written
