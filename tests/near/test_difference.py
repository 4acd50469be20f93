import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Place
from lint.near.difference import (
    Difference,
    describe,
    difference,
    difference_said,
    evidence,
    first_line,
    percent,
)
from lint.near.relate import Twin
from lint.near.terms import Relation

NEAR = Twin(1, 0, Relation.NEAR, 0.824, 0.9, 3, 0.8)


def in_words(text, other, **options):
    return difference_said(difference(NEAR, text, other), **options)


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ("a b c", "a b c", ""),
        ("A, b c!", "a B “c”", ""),
        ("a b c d", "a b d", "Only here: “c”."),
        ("a d", "a b c d", "Only there: “b c”."),
        ("a b x c", "a b y c", "Only here: “x”; only there: “y”."),
        ("x a b c d", "a b c d x", "In another place: “x”."),
        ("a x b y z c", "a b c", "Only here: “y z” and 1 more."),
        ("", "a", "Only there: “a”."),
        ("", "", ""),
        ("Hòa nhạc", "Ho\u0300a nha\u0323c", ""),
    ],
)
def test_what_differs_is_said_in_words(text, other, said):
    assert in_words(text, other) == said


def test_what_lacks_can_be_left_out():
    assert in_words("a b c d", "a d e", lacks=False) == "Only here: “b c”."


def test_a_long_run_is_cut():
    text = " ".join(f"w{number}" for number in range(20))
    said = in_words(f"a {text} b", "a b")
    assert said == f"Only here: “{' '.join(text.split()[:12])} …”."


def test_very_long_texts_are_not_aligned():
    assert in_words("a " * 5001, "b") == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(text, other):
    assert in_words(text, text) == ""
    assert isinstance(in_words(text, other), str)


@pytest.mark.parametrize(
    ("share", "said"),
    [(1.0, "100%"), (0.9999, "99%"), (0.97, "97%"), (0.5, "50%"), (0.004, "0%"), (0.0, "0%")],
)
def test_only_a_whole_is_a_hundred_percent(share, said):
    assert percent(share) == said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"Title\nbody", b"Title"),
        (b"\n  \n Title  \r\nbody", b"Title"),
        (b"Title", b"Title"),
        (b"Title\n", b"Title"),
        (b"", b""),
        (b" \n\t\n", b""),
    ],
)
def test_a_document_is_shown_by_its_first_line(text, line):
    start, end = first_line(text)
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == line


PLACE = Place("a.jsonl", 7, "x1")


@pytest.mark.parametrize(
    ("twin", "said"),
    [
        (
            Twin(1, 0, Relation.EXACT, 1.0, 1.0, 2, 1.0),
            "The same words as a.jsonl:7 (x1).",
        ),
        (
            Twin(1, 0, Relation.EXACT, 1.0, 1.0, 1204, 0.51),
            "The same words as a.jsonl:7 (x1). Cluster of 1,204, least similarity 0.51.",
        ),
        (
            Twin(1, 0, Relation.NEAR, 0.824, 0.9, 2, 0.8),
            (
                "82% of the 5-word shingles are the same in a.jsonl:7 (x1), which stays. "
                "Only here: “c”; only there: “d”."
            ),
        ),
        (
            Twin(1, 0, Relation.CONTAINED, 0.1, 0.954, 2, 0.1),
            "95% of it stands in the longer a.jsonl:7 (x1). Only here: “c”.",
        ),
        (
            Twin(1, 0, Relation.HEAD, 0.0, 0.0, 2, 0.0),
            "a.jsonl:7 (x1) has the same title and lead, but another text.",
        ),
    ],
)
def test_a_pair_is_described(twin, said):
    assert describe(twin, PLACE, difference(twin, "a b c", "a b d")) == said


def test_a_file_is_named_once():
    twin = Twin(1, 0, Relation.EXACT, 1.0, 1.0, 2, 1.0)
    named = describe(twin, Place("a.txt", None, "a.txt"), Difference([], [], []))
    assert named == "The same words as a.txt."


def test_programs_get_the_same_in_parts():
    found = evidence(NEAR, PLACE, 3, difference(NEAR, "a b c x", "x a b d"))
    assert (found.relation, found.place, found.line) == ("near", PLACE, 3)
    assert (found.jaccard, found.containment, found.size, found.least) == (0.824, 0.9, 3, 0.8)
    assert (found.here, found.there, found.moved) == (("c x",), ("x", "d"), ())


def test_programs_get_so_many_parts_and_no_more():
    runs = [f"{'x' * 300}{number}" for number in range(20)]
    found = evidence(NEAR, PLACE, 1, Difference(runs, runs, runs))
    assert [len(run) for run in found.here] == [200] * 10


def test_what_was_not_measured_is_left_out():
    twin = Twin(1, 0, Relation.HEAD, 0.0, 0.0, 2, 0.0)
    found = evidence(twin, PLACE, 1, difference(twin, "a b", "a c"))
    assert (found.jaccard, found.containment, found.least, found.here) == (None, None, None, ())
