import pytest

BROKEN = "Ông chủ xưởng kể chuyện đóng thuyền trên trang"


@pytest.fixture
def found(lines):
    def find(text, **params):
        phrases = ["Facebook", "Email", "Kinh tế"]
        return [line for line, *_ in lines("line-pattern", text, lines=phrases, **params)]

    return find


@pytest.mark.parametrize(
    "rest", [".", ", rồi thôi", "Xứ Biển\n.", "và mời cả làng tới xem.", "\n  )", "!\nHết"]
)
def test_a_phrase_in_a_broken_sentence_is_none(found, rest):
    assert found(f"{BROKEN}\nFacebook\n{rest}") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "."),
        (f"{BROKEN}.", "."),  # the sentence has its end
        ("Chia sẻ", "."),  # too short for a sentence
        ("Ông chủ xưởng kể chuyện đóng thuyền với bà Lan Anh", "."),  # a headline
        (BROKEN, ""),
        (BROKEN, "..."),
        (BROKEN, "zalo"),  # another button
        (BROKEN, "Hôm sau thuyền ra khơi."),
    ],
)
def test_a_phrase_outside_of_a_sentence_is_one(found, before, after):
    assert found(f"{before}\nFacebook\n{after}") == [2]


def test_no_sentence_goes_on_from_another_document(hits):
    texts = (f"{BROKEN}", "Facebook", ".")
    assert [hit.document for hit in hits("line-pattern", *texts, lines=["Facebook"])] == [1]


@pytest.mark.parametrize(
    "content", ["lang@vidu.example", "Nhà số 3, đầu chợ", "0200 000 000", "+84 (200) 000-000"]
)
def test_a_field_that_is_filled_in_is_no_phrase(found, content):
    assert found(f"Một.\nEmail:\n{content}", fields=True) == []
    assert found(f"Một.\nEmail:\n{content}") == [2]
    assert found(f"Một.\nEmail\n{content}", fields=True) == [2]


@pytest.mark.parametrize("content", ["Mật khẩu", "12", "@", ""])
def test_an_empty_field_is_one(found, content):
    assert found(f"Một.\nEmail:\n{content}", fields=True) == [2]


@pytest.mark.parametrize("number", ["25", "1.204", "26,75", "-3 %", "+12"])
def test_beside_a_bare_number_stands_a_cell(found, number):
    assert found(f"Một\nKinh tế\n\n{number}", in_tables=False) == []
    assert found(f"{number}\nKinh tế\nHai", in_tables=False) == []
    assert found(f"{number}\nKinh tế\nHai") == [2]


@pytest.mark.parametrize("line", ["33.", "12/5", "10:30", "25 bài", "Số 3"])
def test_a_date_or_the_number_of_a_list_makes_no_table(found, line):
    assert found(f"Một\nKinh tế\n{line}", in_tables=False) == [2]


def test_patterns_count_wherever_they_match(lines):
    text = f"{BROKEN}\nFacebook\n."
    assert lines("line-pattern", text, patterns=["facebook"]) == [(2, 2, "safe")]
