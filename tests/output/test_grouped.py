"""`grouped`: documents with their findings."""

import re

from lint.batch import Place
from lint.finding import Action, Level
from lint.output.formats import Look
from lint.output.style import Style

TEXT = "mưa to"
BELOW = Place("b.jsonl", 7, "x1")


def test_each_document_is_named_once(finding_in, written):
    first = finding_in(TEXT, "mưa", detail="Wet.")
    findings = [
        first,
        finding_in(TEXT, "to", action=Action.NONE, level=Level.DISPLAY),
        finding_in(TEXT, "to", place=BELOW),
    ]
    assert written("grouped", findings).splitlines() == [
        "a.txt:",
        "  1:1      PLY001 player-clock: A media player's clock stands in the text.",
        "           = Wet.",
        "           = safe fix: delete this line",
        "  1:5      PLY001 player-clock: A media player's clock stands in the text.",
        "",
        "b.jsonl:7 (x1):",
        "  1:5      PLY001 player-clock: A media player's clock stands in the text.",
        "           = safe fix: delete this line",
        "",
        "Found 3 problems in 2 of 3 documents (2 fixable with delint fix).",
    ]


def test_colours_are_those_of_the_terminal(finding_in, written):
    shown = written("grouped", [finding_in(TEXT, "mưa")], Look(style=Style(on=True)))
    assert "\x1b[1ma.txt\x1b[0m:" in shown
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert plain == written("grouped", [finding_in(TEXT, "mưa")])


def test_hostile_names_and_text_are_visible(finding_in, written):
    evil = "\x1b[2J\n\u202e"
    place = Place(f"a{evil}", None, "a")
    shown = written("grouped", [finding_in(evil, evil, place=place, detail=evil)])
    assert shown.splitlines()[0] == r"a\x1b[2J\n\u202e:"
    assert not set(shown) & set("\x1b\u202e")


def test_nothing_found_is_one_line(written):
    assert written("grouped", []) == "No problems in 3 documents.\n"
