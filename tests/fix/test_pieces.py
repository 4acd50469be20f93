import itertools

from hypothesis import given
from hypothesis import strategies as st

from lint.fix.edits import Edit, applied
from lint.fix.pieces import Pieces


@st.composite
def a_pass(draw, size):
    """Return sorted edits without overlaps of a text of `size` bytes."""
    bounds = draw(st.lists(st.integers(0, size), max_size=8).map(sorted))
    texts = st.binary(max_size=3)
    return [
        Edit(start, end, draw(texts), draw(st.integers(0, 2)), "")
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    ]


@given(text=st.binary(max_size=20), passes=st.integers(0, 4), data=st.data())
def test_passes_compose_to_one_set_of_edits(text, passes, data):
    pieces, present = Pieces.whole(len(text)), text
    for _ in range(passes):
        edits = data.draw(a_pass(len(present)))
        pieces.apply(edits)
        present = applied(present, edits)
    composed = pieces.edits()
    assert applied(text, composed) == present
    assert all(a.end <= b.start for a, b in itertools.pairwise(composed))


def test_each_removed_byte_keeps_the_rule_that_removed_it():
    pieces = Pieces.whole(10)
    pieces.apply([Edit(2, 4, b"", 0, "first")])
    pieces.apply([Edit(1, 3, b"", 1, "second")])
    assert pieces.edits() == [
        Edit(1, 2, b"", 1, "second"),
        Edit(2, 4, b"", 0, "first"),
        Edit(4, 5, b"", 1, "second"),
    ]


def test_inserted_text_can_be_edited_again():
    pieces = Pieces.whole(6)
    pieces.apply([Edit(2, 4, b"wxyz", 0, "")])
    pieces.apply([Edit(3, 5, b"-", 1, "")])
    assert applied(b"abcdef", pieces.edits()) == b"abw-zef"
    pieces.apply([Edit(0, 7, b"", 2, "")])
    assert applied(b"abcdef", pieces.edits()) == b""


def test_neighbours_of_one_rule_are_one_edit():
    pieces = Pieces.whole(9)
    pieces.apply([Edit(1, 3, b"", 0, "x"), Edit(3, 5, b"", 0, "x"), Edit(5, 6, b"", 0, "y")])
    assert pieces.edits() == [Edit(1, 5, b"", 0, "x"), Edit(5, 6, b"", 0, "y")]


def test_an_untouched_text_has_no_edits():
    assert Pieces.whole(5).edits() == []
    assert Pieces.whole(0).edits() == []
