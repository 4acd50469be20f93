"""The pieces of the report, each on its own."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.fix.edits import Edit, applied
from lint.output.html.boilerplate import SiteLines
from lint.output.html.compare import compared
from lint.output.html.histogram import LENGTHS, Histogram
from lint.output.html.markup import Html, tag
from lint.output.html.sample import Sample
from lint.output.html.view import parts
from lint.output.html.words import language, percent, quoted, short


def test_what_is_not_markup_is_escaped():
    assert tag("b", "<i>", Html("<br>"), 1200, title='"&') == (
        '<b title="&quot;&amp;">&lt;i&gt;<br>1,200</b>'
    )
    assert tag("p", hidden=True, data_row=None, class_="x") == '<p hidden class="x"></p>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Người dân về quê", "vi"),
        ("専門家によると", "ja"),
        ("專家指出德國", "zh"),
        ("وصلت العبارة", "ar"),
        ("Новости дня", "ru"),
        ("A café in Paris", None),
        ("", None),
    ],
)
def test_letters_tell_the_language(text, expected):
    assert language(text) == expected


def test_what_reorders_text_is_shown_as_an_escape():
    assert quoted("i", "a\u202eb\u200db\r\n") == '<i dir="auto">a\\u202eb\u200db\n</i>'


def test_shares_and_numbers_are_short():
    assert [percent(x) for x in (0, 0.0001, 0.0623, 0.4, 0.9999, 1)] == [
        "0%",
        "<0.1%",
        "6.2%",
        "40%",
        "99%",
        "100%",
    ]
    assert [short(x) for x in (7, 999, 1000, 14233, 2_500_000)] == ["7", "999", "1k", "14k", "2.5M"]


def test_a_histogram_counts_each_number_in_one_bin():
    histogram = Histogram(LENGTHS)
    histogram.add(np.array([0, 1, 99, 100, 60_000]))
    assert list(histogram.bins) == [1, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_a_sample_keeps_the_lowest_ranks_of_each_key_whatever_their_order():
    kept = []
    for ranks in (range(50), reversed(range(50))):
        sample = Sample(each=3)
        for rank in ranks:
            sample.add(rank, sample.wanted_by(rank, [0, rank % 2 + 1]), str(rank))
        kept.append([sample.of(key) for key in (0, 1, 2)])
    assert kept[0] == kept[1] == [["0", "1", "2"], ["0", "2", "4"], ["1", "3", "5"]]


def test_a_sample_forgets_what_no_key_wants():
    sample = Sample(each=2)
    for rank in range(100, 0, -1):
        sample.add(rank, sample.wanted_by(rank, ["a"]), str(rank))
    assert sorted(sample._kept) == [1, 2]


def test_the_frequent_lines_stay_when_there_are_too_many():
    lines = SiteLines(most=10)
    for number in range(100):
        lines.add("a", [b"Share\nShare", b"Follow us" if number % 2 else b"", b"%d" % number])
    [(site, found)] = lines.by_site()
    assert (site, found[:2]) == ("a", [("Share", 100), ("Follow us", 50)])
    assert len(found) <= 10


def test_a_comparison_shows_what_differs_and_counts_the_rest():
    same = " ".join(f"w{n}" for n in range(100))
    rows = list(compared(f"{same} red {same}", f"{same} blue {same}"))
    assert [row.skipped for row in rows] == [88, 88]
    only = [
        [run.text.strip() for run in side if run.only] for side in (rows[0].left, rows[0].right)
    ]
    assert only == [["red"], ["blue"]]


def test_texts_without_spaces_are_compared_by_character():
    row = next(compared("專家指出德國抗生雞", "專家指出法國抗生雞"))
    assert [run.text for run in row.left if run.only] == ["德"]
    assert [run.text for run in row.right if run.only] == ["法"]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d\n", "é"]), max_size=60).map(" ".join)


@given(WORDS, WORDS)
def test_both_sides_of_a_comparison_hold_their_own_words(mine, theirs):
    rows = list(compared(mine, theirs))
    skipped = sum(row.skipped for row in rows)
    for text, sides in ((mine, [r.left for r in rows]), (theirs, [r.right for r in rows])):
        shown = "".join(run.text for side in sides for run in side).split()
        assert len(shown) + skipped == len(text.split())


class Found:
    def __init__(self, start_byte, end_byte):
        self.start_byte, self.end_byte = start_byte, end_byte


@given(st.data())
def test_parts_joined_are_the_text_and_the_cleaned_text(data):
    text = "abcdefghij" * 2
    at = st.integers(0, len(text))
    marks = data.draw(st.lists(st.tuples(at, at).map(sorted), max_size=5))
    cuts = sorted(data.draw(st.lists(at, max_size=6, unique=True)))
    edits = [Edit(a, b, b"+", 0, "") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    made = list(parts(text.encode(), [Found(*mark) for mark in marks], edits))
    assert "".join(part[0] for part in made) == text
    cleaned = "".join(part[3] if len(part) > 2 else part[0] for part in made)
    assert cleaned == applied(text.encode(), edits).decode()
    for number, (start, end) in enumerate(marks):
        marked = "".join(p[0] for p in made if len(p) > 1 and number in p[1])
        assert marked == text[start:end]
        assert any(number in part[1] for part in made if len(part) > 1)
