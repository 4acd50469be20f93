"""What the formats for people write, to the character."""

import unicodedata
from textwrap import dedent

import pytest

from lint.batch import Place
from lint.finding import Action, Level, Severity
from lint.output.formats import Look
from lint.output.style import Style

TEXT = "Trời mưa to.\n0:00 / 1:23\nHết.\n"


def test_full_shows_line_marker_reason_and_fix(finding_in, written):
    finding = finding_in(TEXT, "0:00 / 1:23", detail="The clock says 1:23.")
    assert written("full", [finding]) == dedent("""\
        a.txt:2:1 PLY001 player-clock: A media player's clock stands in the text.
        2 | 0:00 / 1:23
          | ^^^^^^^^^^^
          = The clock says 1:23.
          = safe fix: delete this line

        Found 1 problem in 1 of 3 documents (1 fixable with delint fix).
        """)


def test_concise_is_one_line_a_finding(finding_in, written):
    finding = finding_in(TEXT, "0:00 / 1:23", detail="Seen.", level=Level.UNSAFE)
    assert written("concise", [finding, finding]) == dedent("""\
        a.txt:2:1 PLY001 player-clock: A media player's clock stands in the text. Seen.
        a.txt:2:1 PLY001 player-clock: A media player's clock stands in the text. Seen.
        Found 2 problems in 1 of 3 documents (2 fixable with delint fix --unsafe-fixes).
        """)


def test_records_are_named_by_number_and_id(finding_in, written):
    finding = finding_in(TEXT, "mưa", place=Place("b.jsonl", 7, "bài-12"))
    assert written("concise", [finding]).startswith("b.jsonl:7:1:6 (bài-12) PLY001 ")
    for unnamed in ("7", "b.jsonl:7"):
        numbered = finding_in(TEXT, "mưa", place=Place("b.jsonl", 7, unnamed))
        assert written("concise", [numbered]).startswith("b.jsonl:7:1:6 PLY001 ")


def test_a_block_shows_its_first_lines_and_how_many_follow(finding_in, written):
    block = "".join(f"Tin {n}\r\n" for n in range(8, 15))
    text = "\n" * 7 + block + "Hết."
    assert written("full", [finding_in(text, block)]).splitlines()[1:7] == [
        " 8 | > Tin 8",
        " 9 | > Tin 9",
        "10 | > Tin 10",
        "11 | > Tin 11",
        "   | > … 3 more lines",
        "   = safe fix: delete these 7 lines",
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_carets_stand_under_the_fault_in_cells(finding_in, written, form):
    text = unicodedata.normalize(form, "漢字 và Bưởi Ảnh minh hoạ")
    found = unicodedata.normalize(form, "Ảnh minh")
    lines = written("full", [finding_in(text, found)]).splitlines()
    assert lines[1:3] == [f"1 | {text}", "  | " + " " * 13 + "^" * 8]


def test_a_lone_mark_is_shown_under_its_letter(finding_in, written):
    lines = written("full", [finding_in("xe\u0301\u0301y", "\u0301")]).splitlines()
    assert lines[2] == "  |  ^"


def test_an_empty_document_has_a_caret(finding_in, written):
    lines = written("full", [finding_in("", "", action=Action.NONE)]).splitlines()
    assert lines[1:3] == ["1 | ", "  | ^"]


def test_a_long_line_is_cut_around_the_fault(finding_in, written):
    text = "trước " * 500 + "LỖI" + " sau" * 500
    line, carets = written("full", [finding_in(text, "LỖI")], Look(width=60)).splitlines()[1:3]
    assert line.startswith("1 | …")
    assert line.endswith("…")
    assert len(line) == 60
    assert line[carets.index("^") : carets.rindex("^") + 1] == "LỖI"


def test_an_endless_fault_is_cut(finding_in, written):
    lines = written("full", [finding_in("ab" * 9000, "ab" * 9000)], Look(width=60)).splitlines()
    assert lines[1] == "1 | " + "ab" * 27 + "a…"
    assert len(lines[2]) == 60


def test_hostile_text_sends_nothing_to_the_terminal(finding_in, written):
    evil = "\x1b]0;owned\x07\u202e[bold]x[/bold]"
    place = Place("\x1b[2J.jsonl", 1, "\x1b[1mid")
    finding = finding_in(evil, evil, place=place, detail=evil, replacement=evil)
    for name in ("full", "concise", "summary"):
        shown = written(name, [finding], documents=1)
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "[bold]x[/bold]" in written("full", [finding])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"action": Action.REPLACE, "replacement": "…"}, "safe fix: replace it with '…'"),
        ({"action": Action.REPLACE}, "safe fix: delete it"),
        ({"action": Action.DROP}, "safe fix: drop this document"),
        ({"level": Level.UNSAFE}, "unsafe fix (--unsafe-fixes): delete this line"),
    ],
)
def test_fix_says_what_it_would_do(finding_in, written, changes, expected):
    assert f"  = {expected}\n" in written("full", [finding_in(TEXT, "mưa", **changes)])


def test_what_cannot_be_fixed_offers_nothing(finding_in, written):
    shown = written("full", [finding_in(TEXT, "mưa", level=Level.DISPLAY)])
    assert "fix" not in shown


def test_colours_only_where_asked(finding_in, written):
    finding = finding_in(TEXT, "mưa", severity=Severity.ERROR)
    assert "\x1b[1;31mPLY001\x1b[0m" in written("full", [finding], Look(Style(on=True)))
    assert "\x1b" not in written("full", [finding])


@pytest.mark.parametrize(
    ("safe", "risky", "unsafe", "expected"),
    [
        (0, 0, False, "No problems in 1,204 documents."),
        (2, 3, False, "(2 fixable with delint fix, 3 more with --unsafe-fixes)."),
        (2, 3, True, "(5 fixable with delint fix)."),
        (0, 3, False, "(3 fixable with delint fix --unsafe-fixes)."),
    ],
)
def test_the_last_line_counts_fixes(finding_in, written, safe, risky, unsafe, expected):
    findings = [finding_in(TEXT, "mưa")] * safe
    findings += [finding_in(TEXT, "mưa", level=Level.UNSAFE)] * risky
    shown = written("concise", findings, Look(unsafe=unsafe), 1204)
    assert shown.splitlines()[-1].endswith(expected)


def test_quiet_has_no_last_line(written):
    assert written("concise", [], Look(quiet=True)) == ""


def test_summary_counts_by_rule_then_by_file(finding_in, written):
    one = finding_in(TEXT, "mưa")
    other = finding_in(TEXT, "mưa", code="REL002", name="related-block", level=Level.UNSAFE)
    elsewhere = finding_in(TEXT, "mưa", place=Place("b.txt", None, "b"))
    assert written("summary", [one, other, elsewhere]) == (
        "        2 PLY001 player-clock [fix: 2 safe]\n"
        "        1 REL002 related-block [fix: 1 unsafe]\n"
        "\n"
        "        2 a.txt\n"
        "        1 b.txt\n"
        "\n"
        "Found 3 problems in 2 of 3 documents"
        " (2 fixable with delint fix, 1 more with --unsafe-fixes).\n"
    )
