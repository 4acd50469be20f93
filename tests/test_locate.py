"""Bytes become the lines, columns and excerpts that people read."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Batch, Place, Strings
from lint.finding import FOUND_CHARS, Action, Excerpt, Hit, Level, Severity
from lint.locate import CONTEXT_CHARS, START, advance, excerpt, findings
from lint.rule import Rule

RULE = Rule(
    "PLY001", "player-clock", "line-pattern", Severity.WARNING, Level.SAFE, "A clock.", "", ""
)


@dataclass
class Numbered:
    def place(self, document):
        return Place("a.jsonl", document + 1, f"id{document}")


def found(texts, hits):
    return list(findings(Batch(Strings.of(texts), None, None, Numbered()), hits, [RULE]))


@given(st.text(alphabet="aế漢😀\n\r", max_size=40), st.data())
def test_counting_on_equals_counting_from_the_start(text, data):
    offsets = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    raw, at = text.encode(), START
    for chars in offsets:
        before = text[:chars]
        expected = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        at = advance(raw, at, len(before.encode()))
        assert (at.line, at.column) == expected


def test_a_hit_becomes_a_finding_with_its_rule_and_place():
    text = "Dòng một\n0:00 / 1:23\nDòng ba"
    start = len("Dòng một\n".encode())
    [finding] = found(["x", text], [Hit(1, start, start + 11, 0, Action.LINES, detail="Why.")])
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (2, 1, 2, 12)
    assert (finding.start_byte, finding.end_byte) == (start, start + 11)
    assert (finding.code, finding.message, finding.detail) == ("PLY001", "A clock.", "Why.")
    assert finding.place == Place("a.jsonl", 2, "id1")
    assert finding.excerpt == Excerpt("", "0:00 / 1:23", "")
    assert finding.level is Level.SAFE


def test_overlapping_hits_and_several_documents_are_counted_from_their_own_start():
    hits = [Hit(0, 0, 5, 0), Hit(0, 2, 3, 0), Hit(0, 4, 5, 0), Hit(1, 1, 2, 0)]
    places = [(f.line, f.column, f.end_line, f.end_column) for f in found(["a\nb\nc", "de"], hits)]
    assert places == [(1, 1, 3, 2), (2, 1, 2, 2), (3, 1, 3, 2), (1, 2, 1, 3)]


@pytest.mark.parametrize(
    ("level", "action", "expected"),
    [
        (None, Action.REPLACE, Level.SAFE),
        (Level.UNSAFE, Action.REPLACE, Level.UNSAFE),
        (None, Action.NONE, Level.DISPLAY),
        (Level.SAFE, Action.NONE, Level.DISPLAY),
    ],
)
def test_the_level_is_the_hits_own_then_the_rules_and_display_without_an_edit(
    level, action, expected
):
    assert found(["abc"], [Hit(0, 0, 1, 0, action, level=level)])[0].level is expected


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("một hai ba", (5, 8), Excerpt("một", " ha", "i ba")),
        ("a\nbcd\ne", (3, 4), Excerpt("b", "c", "d")),
        ("a\nb\r\nc", (2, 3), Excerpt("", "b", "")),
        ("a\nb\nc", (2, 4), Excerpt("", "b\n", "")),
        ("", (0, 0), Excerpt("", "", "")),
    ],
    ids=["inside", "line", "crlf", "whole-line", "empty"],
)
def test_excerpt_holds_the_span_and_the_rest_of_its_lines(text, span, expected):
    assert excerpt(text.encode(), *span) == expected


def test_excerpt_of_an_endless_line_is_short_and_cuts_no_character_in_two():
    text = ("漢" * 5000).encode()
    cut = excerpt(text, 3 * 2000, 3 * 4000)
    assert (len(cut.before), len(cut.found), len(cut.after)) == (
        CONTEXT_CHARS,
        FOUND_CHARS,
        CONTEXT_CHARS,
    )
    assert set(cut.before + cut.found + cut.after) == {"漢"}
