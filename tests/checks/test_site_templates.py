"""Lines that a site repeats with other numbers, as a run of the engine sees them."""

import random

import pytest

from lint.batch import Batch, Strings
from lint.cache import Cache
from lint.corpus.given import Given
from lint.engine import Engine
from lint.finding import Action, Severity
from lint.finding import Level as Fix
from lint.rule import Rule

MENU, FOOT = "Trang chủ | Liên hệ", "Toà soạn: phố Mới"
VIEWS = ("Lượt xem: 1.234", "Lượt xem: 7", "LƯỢT XEM: 12 345", "Lượt xem: 90", "Lượt xem: 3,1")


class Chunk:
    def __init__(self, texts):
        urls = Strings.of(["https://a.example/x"] * len(texts))
        self.batch = Batch(Strings.of(texts), None, urls, Given())

    def load(self):
        return self.batch


@pytest.fixture
def found():
    """Return (document, text found, whether it is deleted, detail)."""

    def found(texts, size=1000, jobs=1, **params):
        rule = Rule(
            "TST001", "t", "site-templates", Severity.INFO, Fix.UNSAFE, "s", "w", "-", params=params
        )
        engine = Engine([rule], jobs, Cache(None))
        cuts = range(0, len(texts), size)
        chunks = [Chunk(texts[start : start + size]) for start in cuts]
        engine.survey(chunks)
        rows = []
        for start, inspected in zip(cuts, engine.run(chunks), strict=True):
            assert not inspected.crashes
            for hit in inspected.hits:
                text = inspected.batch.text.bytes_at(hit.document)[hit.start : hit.end].decode()
                rows.append((start + hit.document, text, hit.action is Action.LINES, hit.detail))
        return rows

    return found


def page(number, *lines):
    word = "".join(chr(97 + int(digit)) for digit in str(number))
    return "\n".join([f"Chuyện {word} mở đầu.", f"Bài kể {word} thật dài.", *lines])


def test_enclosed_by_boilerplate_it_is_deleted(found):
    rows = found([page(n, MENU, line, FOOT) for n, line in enumerate(VIEWS)])
    assert [row[:3] for row in rows] == [(n, line, True) for n, line in enumerate(VIEWS)]
    assert rows[0][3] == "The line stands in 5 of 5 documents of a.example with other numbers."


@pytest.mark.parametrize("around", [(MENU, "{}", "Câu {w}."), ("{}",), ("{}", FOOT)])
def test_otherwise_it_is_only_shown(found, around):
    texts = [
        page(n, *(part.format(line, w="abcde"[n]) for part in around))
        for n, line in enumerate(VIEWS)
    ]
    assert [row[1:3] for row in found(texts)] == [(line, False) for line in VIEWS]


def test_in_the_midst_of_an_article_it_is_nothing(found):
    texts = [
        page(n, line, f"Câu {w}.", f"Ý {w}.")
        for n, (w, line) in enumerate(zip("abcde", VIEWS, strict=True))
    ]
    assert found(texts) == []


def test_names_vary_too(found):
    who = [
        "Ann Lee on 3 May",
        "Bo Ek on 11 June",
        "Li Wu on 2 July",
        "Eva Blom on 1 May",
        "Jo on 9 May",
    ]
    rows = found([page(n, MENU, f"Posted by {name}", FOOT) for n, name in enumerate(who)])
    assert len(rows) == 5
    assert rows[0][3].endswith("with other numbers and names.")


@pytest.mark.parametrize(
    "line",
    [
        "12/03/2024 0{}:30",  # no word
        "Nhiệt độ sáng nay là {} độ.",  # a sentence
        "- Gạo thơm: {} đồng",  # an item of a list
        "{}. Chọn gạo mới",
        "Không có số",
    ],
)
def test_noop(found, line):
    unless = [r"^[-+]", r"^\d+\. "]
    assert found([page(n, MENU, line.format(n), FOOT) for n in range(6)], unless=unless) == []


def test_several_forms_in_one_document_are_a_list(found):
    assert found([page(n, MENU, f"Câu {n}", f"Câu {n + 9}", FOOT) for n in range(6)]) == []


def test_equal_lines_are_left_to_the_other_check(found):
    assert found([page(n, MENU, "Lượt xem: 5", FOOT) for n in range(6)]) == []


@pytest.mark.parametrize(
    ("forms", "same"),
    [
        ([f"阅读（{n}）次" for n in (5, 6, 7, 8, 90)], True),
        ([f"2024年{n}月3日 12:0{n}" for n in range(1, 6)], True),
        ([f"Comments\u00a0({n})" for n in range(5)], True),
        (["Lượt đọc: 1", "Lượt xem: 2", "Lượt mua: 3", "Lượt bán: 4", "Lượt gửi: 5"], False),
    ],
)
def test_words_stay_and_numbers_go(found, forms, same):
    assert (len(found([page(n, MENU, f, FOOT) for n, f in enumerate(forms)])) == 5) is same


@pytest.mark.parametrize(("size", "jobs"), [(1, 1), (7, 3), (1000, 2)])
def test_neither_batches_nor_threads_nor_order_show(found, size, jobs):
    rng = random.Random(3)
    lines = ["Lượt xem: {}", "Sửa lúc {}:30", "Gửi {} thư", "Trang {}"]
    texts = [
        page(n, MENU, *(line.format(n) for line in rng.sample(lines, rng.randrange(4))), FOOT)
        for n in range(60)
    ]
    expected = sorted((texts[row[0]], *row[1:]) for row in found(texts))
    assert expected
    rng.shuffle(texts)
    assert sorted((texts[row[0]], *row[1:]) for row in found(texts, size, jobs)) == expected


def test_nothing_of_nothing(found):
    assert found(["", "\n", " "]) == []
