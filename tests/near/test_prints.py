import numpy as np
import pytest

from lint.cache import Cache
from lint.finding import Action, Hit, Level, Severity
from lint.near.bands import permutations
from lint.near.prints import take_prints, take_words
from lint.patterns import Scanner
from lint.rule import Rule
from lint.view import View

UNSAFE = Rule("TST001", "x", "x", Severity.INFO, Level.UNSAFE, "s", "w", "-")
DISPLAY = Rule("TST002", "y", "y", Severity.INFO, Level.DISPLAY, "s", "w", "-")
BODY = "một hai ba bốn năm sáu bảy tám"


def stripped(corpus, text, hits):
    view = View(corpus([text, BODY]).batch(), Scanner([], Cache(None)))
    return take_prints(view, hits, [UNSAFE, DISPLAY])


def at(text, line, **options):
    start = text.index(line)
    return Hit(
        0, start, start + len(line.encode()), **{"rule": 0, "action": Action.LINES} | options
    )


def test_a_line_that_a_rule_deletes_is_not_compared(corpus):
    text = f"MENU HOME\n{BODY}\n"
    prints = stripped(corpus, text, [at(text, "MENU HOME")])
    assert prints.content[0] == prints.content[1]
    assert prints.tokens.tolist() == [8, 8]
    assert prints.shingles[:4].tolist() == prints.shingles[4:].tolist()


@pytest.mark.parametrize(
    "options",
    [{"rule": 1}, {"level": Level.DISPLAY}, {"action": Action.NONE}, {"action": Action.REPLACE}],
)
def test_what_is_not_deleted_as_a_line_is_compared(corpus, options):
    text = f"MENU HOME\n{BODY}\n"
    prints = stripped(corpus, text, [at(text, "MENU HOME", **options)])
    assert prints.tokens.tolist() == [10, 8]
    assert prints.content[0] != prints.content[1]


def test_a_finding_over_several_lines_takes_them_all(corpus):
    text = f"MENU HOME\nLOG IN\n{BODY}\n"
    prints = stripped(corpus, text, [at(text, "MENU HOME\nLOG IN")])
    assert prints.content[0] == prints.content[1]


def test_a_document_whose_every_line_would_go_keeps_them(corpus):
    text = f"MENU HOME\n{BODY}\n"
    prints = stripped(corpus, text, [at(text, text.strip())])
    assert prints.tokens.tolist() == [10, 8]


def test_the_title_and_lead_are_those_of_the_text_as_it_is(corpus):
    text = f"MENU HOME\n{BODY}\n"
    prints = stripped(corpus, text, [at(text, "MENU HOME")])
    assert prints.title[0] not in (0, prints.title[1])
    assert prints.lead[0] == prints.title[1]
    assert prints.lead[1] == 0


@pytest.mark.parametrize("text", ["", "\n\n", " \u200b\n", "... !", "\u00ad"])
def test_a_document_without_words_is_like_nothing(prints_of, text):
    prints = prints_of([text, text])
    assert prints.content.tolist() == [0, 0]
    assert (prints.shingles.tolist(), prints.first.tolist()) == ([], [0, 0, 0])
    assert (prints.title.tolist(), prints.lead.tolist()) == ([0, 0], [0, 0])


def test_a_document_shorter_than_a_shingle_is_one(prints_of):
    prints = prints_of(["hai ba", "Hai, ba!", "ba hai", "một hai ba bốn năm"])
    assert np.diff(prints.first).tolist() == [1, 1, 1, 1]
    assert prints.shingles[0] == prints.shingles[1] != prints.shingles[2]
    assert prints.content[0] == prints.content[1] != prints.content[2]


def test_a_shingle_that_stands_twice_is_kept_once(prints_of):
    words = "một hai ba bốn năm "
    assert np.diff(prints_of([words * 2, words * 20]).first).tolist() == [5, 5]


def test_the_hash_of_the_whole_text_does_not_depend_on_the_batch(prints_of):
    alone = prints_of([BODY]).content[0]
    assert prints_of(["dài " * 100, BODY, "x"]).content[1] == alone


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hoà nhạc", "hòa nhạc", True),
        ("Hòa nhạc", "Ho\u0300a nha\u0323c", True),
        ("Hòa - nhạc!", "hòa nhạc", True),
        ("ma", "má", False),
        ("mà", "mạ", False),
        ("hòa nhạc", "nhạc hòa", False),
        ("新聞報道", "新 聞 報 道", True),
        ("新聞報道", "新聞報導", False),
    ],
)
def test_the_same_words_have_the_same_hash(prints_of, one, other, same):
    first, second = prints_of([one, other]).content.tolist()
    assert (first == second) is same


def test_only_the_chosen_documents_stay(prints_of, sets_of):
    texts = ["", BODY, "hai ba", "tám bảy sáu năm bốn ba"]
    prints = prints_of(texts)
    kept = prints.only(np.array([True, False, True, True]))
    alone = prints_of([texts[0], texts[2], texts[3]])
    for name in ("shingles", "first", "content", "title", "lead", "tokens"):
        assert getattr(alone, name).tolist() == getattr(kept, name).tolist()


def test_words_are_those_of_the_prints(corpus):
    view = View(corpus([BODY, "", "hai ba " * 9]).batch(), Scanner([], Cache(None)))
    words, prints = take_words(view, [], []), take_prints(view, [], [])
    made = words.prints(prints.title, prints.lead)
    assert len(words) == len(prints) == 3
    for name in ("shingles", "first", "content", "title", "lead", "tokens"):
        assert getattr(made, name).tolist() == getattr(prints, name).tolist()
    drawn = permutations(16, 1)
    assert words.sketch(*drawn).tolist() == prints.sketch(*drawn).tolist()


def test_nothing_is_left_of_documents_that_are_taken_out(corpus):
    view = View(corpus([BODY, "hai ba", "", "ba bốn"]).batch(), Scanner([], Cache(None)))
    for take in (take_words, take_prints):
        whole = take(view, [], [])
        left = whole.without(np.array([0, 2]))
        assert np.diff(left.first).tolist() == [
            0,
            *np.diff(whole.first)[1:2],
            0,
            *np.diff(whole.first)[3:],
        ]
        drawn = permutations(16, 1)
        assert left.sketch(*drawn)[[1, 3]].tolist() == whole.sketch(*drawn)[[1, 3]].tolist()
