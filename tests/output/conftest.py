"""Findings made without a corpus, and formats written to a string."""

import io
from dataclasses import replace

import pytest

from lint.batch import Place
from lint.finding import Action, Evidence, Excerpt, Finding, Level, Severity
from lint.locate import START, advance, excerpt
from lint.output.formats import Look, writer_of
from lint.output.sink import Sink
from lint.output.tally import Tally
from lint.rule import Rule

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
def rules():
    """The rules that the findings of these tests are of."""
    return tuple(
        Rule(code, name, "line-pattern", severity, Level.SAFE, "A sentence.", "Why.\n\nMore.", "x")
        for code, name, severity in (
            ("DUP002", "near-duplicate", Severity.ERROR),
            ("PLY001", "player-clock", Severity.WARNING),
        )
    )


@pytest.fixture
def duplicate():
    """A finding that tells of another document."""
    evidence = Evidence(
        relation="near",
        place=Place("b.jsonl", 3, "n3"),
        line=2,
        jaccard=0.9,
        containment=0.95,
        size=3,
        least=0.8,
        members=(Place("c.txt", None, "c.txt"),),
        here=("one word",),
        moved=("=two",),
    )
    return _finding_in("Title\nbody", "Title", code="DUP002", action=Action.DROP, evidence=evidence)


@pytest.fixture
def many(finding_in):
    """(number) -> so many findings, a third of each severity, a fourth without a safe fix."""

    def many(number):
        base = finding_in("một hai ba\n", "hai")
        for index in range(number):
            severity = list(Severity)[index % 3]
            level = Level.DISPLAY if index % 4 == 0 else Level.SAFE
            place = Place("big.jsonl", index + 1, f"n{index + 1}")
            yield replace(base, severity=severity, level=level, place=place)

    return many


@pytest.fixture
def finding_in():
    """(text, found, **changes) -> the Finding of the first `found` in `text`."""
    return _finding_in


@pytest.fixture
def written():
    """(format name, findings, look, documents) -> what the format writes."""
    return _written


@pytest.fixture(scope="session")
def finding_in_once():
    """A finding for properties, which want no fixture of a function."""
    return _finding_in("a", "a")
