from collections.abc import Callable

import numpy as np
import pytest

from lint.cache import Cache
from lint.corpus.given import text_batch
from lint.patterns import Mode, Pattern, Scanner
from lint.view import View


@pytest.fixture
def view() -> Callable[..., View]:
    """Return the view of some texts, in which no pattern is looked for."""
    return lambda *texts: View(text_batch(list(texts)), Scanner([], Cache(None)))


def test_lines_with_words_stand_in_the_order_of_their_hashes(view: Callable[..., View]) -> None:
    seen = view("b\n\n***\na", "A\nc")
    hashes, lines = seen.by_hash
    assert np.all(hashes[:-1] <= hashes[1:])
    assert hashes.tolist() == seen.lines.hash[lines].tolist()
    assert sorted(lines.tolist()) == [0, 3, 4, 5]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a\n\n\nb", []),  # blank lines are no repeated ones
        ("a b\nc\nA b!\n\na b\nd", [0, 2, 4]),
    ],
)
def test_lines_repeated_in_a_document(
    view: Callable[..., View], text: str, expected: list[int]
) -> None:
    assert view(text, "a b\nc", "d").repeated_lines.tolist() == expected


def test_lines_that_follow_each_other_and_the_last_ones(view: Callable[..., View]) -> None:
    seen = view("a\n\nb\nc\n", "\n", "d")
    first, second = seen.consecutive
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 2), (2, 3)]
    assert seen.last_content.tolist() == [3, -1, 5]
    assert seen.token_counts.tolist() == [1, 0, 1, 1, 0, 1]


def test_the_heads_of_hashes_are_those_of_the_lines(view: Callable[..., View]) -> None:
    seen = view("a\nb", "c")
    heads = np.flatnonzero(seen.hash_heads).tolist()
    assert heads == sorted(hash_ >> 46 for hash_ in seen.lines.hash.tolist())


def test_words_that_a_line_has_in_common_with_the_next(view: Callable[..., View]) -> None:
    seen = view("a b c\n\nA b d c\nb d c", "x\nx")
    assert [ends.tolist() for ends in seen.common_ends] == [[2, 0, 1], [1, 3, 1]]


def test_patterns_for_later_are_searched_in_some_lines_only() -> None:
    pattern = Pattern("đ", Mode.LATER, "x", (0, "patterns"))
    seen = View(text_batch(["đ và thôi", "…đa"]), Scanner([pattern], Cache(None)))
    assert seen.matching(0, "patterns", np.array([1])).tolist() == [1]
    assert seen.matched_lines(0).tolist() == []


def test_a_rule_without_matches_has_no_lines(view: Callable[..., View]) -> None:
    assert view("a").matched_lines(0).tolist() == []


def test_tokens_are_the_same_before_and_after_the_lines_were_asked_for(
    view: Callable[..., View],
) -> None:
    texts = ["Một hai\nba\n", "", "\n\nbốn"]
    before, after = view(*texts), view(*texts)
    assert len(after.lines.start) == 5
    for one, other in zip(before.tokens, after.tokens, strict=True):
        assert one.tolist() == other.tolist()
    assert "lines" not in vars(before)
    assert before.tokens[1].tolist() == [0, 3, 3, 4]


def test_titles_of_some_documents_are_those_of_all() -> None:
    batch = text_batch(["Một", "Hai\nBa", "\n", "từ " * 30], ["Bốn", "", "Năm\nSáu", ""])
    seen = View(batch, Scanner([], Cache(None)))
    some = np.array([2, 1, 2])
    assert seen.titles_of(some).tolist() == seen.titles[some].tolist()
    assert (seen.titles != 0).tolist() == [True, True, True, False]
    assert seen.titles_of(some[:0]).tolist() == []
