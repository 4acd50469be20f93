import pytest

TITLE = "Chợ nổi họp từ lúc trời chưa sáng"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{TITLE}\nGhe chở dứa neo kín khúc sông.", TITLE),  # the first copy is the title itself
        (f"{TITLE}\nGhe chở dứa neo kín khúc sông.", None),
        (f"Ghe neo kín khúc sông.\n{TITLE}", TITLE),
        (f"{TITLE}\nNhư tên gọi, {TITLE} và tan khi trời sáng.", TITLE),
        ("Donald Trump\nÔng phát biểu hôm qua.\nDonald Trump", "Donald Trump"),  # a caption's name
        ("", TITLE),
        ("", None),
    ],
)
def test_noop(lines, text, title):
    assert lines("title-again", text, title) == []


@pytest.mark.parametrize("title", [TITLE, None])
def test_each_later_copy_is_found(lines, title):
    text = f"{TITLE}\nGhe neo kín khúc sông.\n{TITLE.upper()}!\n\n{TITLE}\n"
    assert lines("title-again", text, title) == [(3, 3, "safe"), (5, 5, "safe")]


def test_a_copy_that_ends_as_a_sentence_may_be_one(lines):
    text = f"{TITLE}\nGhe neo kín khúc sông.\n{TITLE}.\n“{TITLE}.”"
    assert lines("title-again", text) == [(3, 3, "unsafe"), (4, 4, "unsafe")]


def test_the_title_field_goes_before_the_first_line(lines):
    text = f"Ảnh bìa của bài báo này\n{TITLE}\nẢnh bìa của bài báo này\n{TITLE}"
    assert lines("title-again", text, TITLE) == [(4, 4, "safe")]


def test_where_a_record_has_no_title_its_first_line_is_one(lines):
    text = f"{TITLE}\nGhe neo kín khúc sông.\n{TITLE}"
    assert lines("title-again", text, "") == [(3, 3, "safe")]
