"""Boilerplate of a site, as a run of the engine sees it."""

import random

import pytest

from lint.batch import Batch, Place, Strings
from lint.cache import Cache
from lint.engine import Engine
from lint.finding import Action, Level, Severity
from lint.rule import Rule

MENU = "Trang chủ | Liên hệ"
FOOT = "Toà soạn: 24 phố Mới"


class Origin:
    def __init__(self, first):
        self.first = first

    def place(self, document):
        return Place("t.jsonl", self.first + document, f"{self.first + document}")


class Chunk:
    def __init__(self, pages, first):
        texts, urls = zip(*pages, strict=True)
        self.batch = Batch(Strings.of(texts), None, Strings.of(urls), Origin(first))

    def load(self):
        return self.batch


@pytest.fixture
def found():
    """Return (document, text found, action, level, detail) of what is found in pages."""

    def found(pages, size=1000, jobs=1, **params):
        rule = Rule(
            code="TST001",
            name="site",
            check="site-lines",
            severity=Severity.WARNING,
            fix=Level.SAFE,
            summary="s",
            why="w",
            path="-",
            params=params,
        )
        engine = Engine([rule], jobs, Cache(None))
        cuts = range(0, len(pages), size)
        chunks = [Chunk(pages[start : start + size], start) for start in cuts]
        engine.survey(chunks)
        rows = []
        for start, inspected in zip(cuts, engine.run(chunks), strict=True):
            text = inspected.batch.text
            for hit in inspected.hits:
                span = text.bytes_at(hit.document)[hit.start : hit.end].decode()
                rows.append((start + hit.document, span, hit.action, hit.level, hit.detail))
        return rows

    return found


def page(number, *lines, site="a.example"):
    body = f"Bài số {number} kể một chuyện khác hẳn với bài {number * 7}"
    return "\n".join([body, *lines]), f"https://{site}/{number}"


def test_a_line_of_many_pages_is_found_in_each(found):
    pages = [page(number, MENU) for number in range(10)]
    rows = found(pages)
    assert [(row[0], row[1]) for row in rows] == [(number, MENU) for number in range(10)]
    assert {row[2] for row in rows} == {Action.LINES}
    assert {row[4] for row in rows} == {"The line stands in 10 of 10 documents of a.example."}


def test_lines_next_to_each_other_are_one_finding(found):
    pages = [page(number, MENU, "", FOOT) for number in range(8)]
    pages += [page(number, MENU) for number in range(8, 12)]
    rows = found(pages)
    assert [row[1] for row in rows] == [f"{MENU}\n\n{FOOT}"] * 8 + [MENU] * 4
    assert rows[0][4] == "2 lines stand in 8 of 12 documents of a.example or more."


def test_sites_are_counted_apart(found):
    pages = [page(number, MENU, site=f"{number % 4}.example") for number in range(16)]
    assert found(pages) == []
    assert len(found(pages, min_documents=4)) == 16
    pages = [page(number, MENU, site=f"{site}.example") for site in "ab" for number in range(6)]
    assert {row[4] for row in found(pages)} == {
        f"The line stands in 6 of 6 documents of {site}.example." for site in "ab"
    }


def test_a_line_that_stands_twice_in_a_page_counts_once(found):
    pages = [page(number, MENU, "khác " * number, MENU) for number in range(4)]
    pages += [page(number) for number in range(4, 8)]
    assert found(pages) == []


def test_the_same_line_in_other_letters_is_the_same(found):
    forms = [
        MENU,
        MENU.upper(),
        "Trang chủ — liên hệ!",
        "trang chu\u0309 lie\u0302n he\u0323\u0302",
    ]
    pages = [page(number, forms[number % 4]) for number in range(12)]
    assert {row[0] for row in found(pages)} == set(range(12))


def test_a_rare_line_is_only_shown(found):
    pages = [page(number, *[MENU] * (number < 6)) for number in range(100)]
    rows = found(pages)
    assert [row[0] for row in rows] == list(range(6))
    assert {(row[2], row[3]) for row in rows} == {(Action.NONE, Level.DISPLAY)}


def test_a_very_rare_line_is_nothing(found):
    assert found([page(number, *[MENU] * (number < 6)) for number in range(300)]) == []


def test_a_sentence_needs_a_larger_share(found):
    sentence = "Đây là một câu văn thật dài có đủ mười bốn chữ để thành văn xuôi."
    rare = [page(number, *[sentence] * (number < 8)) for number in range(20)]
    assert found(rare) == []
    often = [page(number, *[sentence] * (number < 15)) for number in range(20)]
    assert len(found(often)) == 15


def test_blank_lines_are_no_boilerplate(found):
    assert found([page(number, "", "  ", "...", "—") for number in range(10)]) == []


@pytest.mark.parametrize(("size", "jobs"), [(1, 1), (7, 1), (7, 3), (1000, 2)])
def test_neither_batches_nor_threads_show(found, size, jobs):
    rng = random.Random(3)
    lines = [f"mục {number}" for number in range(12)]
    pages = [
        page(number, *rng.sample(lines, rng.randrange(6)), site=f"{number % 3}.example")
        for number in range(90)
    ]
    expected = found(pages)
    assert expected
    assert expected == found(pages, size, jobs)


def test_the_order_of_pages_does_not_show(found):
    rng = random.Random(3)
    pages = [page(number, *rng.sample([MENU, FOOT, "Mục lục"], 2)) for number in range(40)]
    expected = sorted((pages[row[0]][1], *row[1:]) for row in found(pages))
    rng.shuffle(pages)
    assert expected == sorted((pages[row[0]][1], *row[1:]) for row in found(pages))


@pytest.mark.parametrize(("title", "stays"), [("Cầu mới đã thông xe - Báo Mẫu", True), ("", False)])
def test_the_headline_of_a_document_stays_though_others_link_to_it(title, stays):
    headline = "Cầu mới đã thông xe"
    texts = [f"Bài {'abcde'[n]} kể chuyện.\n{headline}" for n in range(5)] + [f"{headline}\nHết."]
    rule = Rule("TST001", "t", "site-lines", Severity.INFO, Level.SAFE, "s", "w", "-")
    engine = Engine([rule], 1, Cache(None))
    chunk = Chunk([(text, "https://a.example/") for text in texts], 0)
    titles = Strings.of([*[""] * 5, title])
    chunk.batch = Batch(chunk.batch.text, titles, chunk.batch.urls, chunk.batch.origin)
    engine.survey([chunk])
    [inspected] = engine.run([chunk])
    assert len(inspected.hits) == (5 if stays else 6)
