import pytest

TITLE = "Một ngày ở làng gốm\n"
CAPTION = "Người thợ già nặn chiếc bình cuối cùng trong ngày ở xưởng nhà mình"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (CAPTION, "Khách du lịch xem nung gốm ở đầu làng vào buổi chiều hôm qua"),
        (CAPTION, CAPTION),  # word for word: another rule's
        (
            "Cầu thủ số 7 ghi bàn ở phút 12 của hiệp một",
            "Cầu thủ số 9 ghi bàn ở phút 12 của hiệp một",
        ),
        ("Nặn bình gốm", "Nặn bình gốm sứ"),  # too short to tell
    ],
)
def test_noop(lines, first, second):
    assert lines("near-repeated-line", f"{TITLE}{first}\n{second}") == []


def test_case_and_punctuation_make_no_other_line(lines):
    assert lines("near-repeated-line", f"{TITLE}{CAPTION}.\n{CAPTION.upper()}") == [(3, 3, "safe")]


def test_one_other_word_in_many_is_near(lines):
    text = f"{TITLE}{CAPTION}\n{CAPTION.replace('già', 'cao')}"
    assert lines("near-repeated-line", text, min_similarity=0.92) == [(3, 3, "safe")]
    assert lines("near-repeated-line", text, min_similarity=0.93) == []  # 26 of 28 words


def test_of_a_caption_with_its_credit_the_one_without_goes(lines):
    text = f"{TITLE}{CAPTION}\n{CAPTION}. Ảnh: Lê Văn Tám"
    assert lines("near-repeated-line", text) == []
    assert lines("near-repeated-line", text, credits=["ảnh: "]) == [(2, 2, "safe")]


def test_a_title_is_no_caption(lines):
    assert lines("near-repeated-line", f"{CAPTION}\n{CAPTION.upper()}") == []


def test_lines_with_a_thousand_words_are_not_compared(lines):
    long = "từ " * 1000
    assert lines("near-repeated-line", f"{TITLE}{long}a\n{long}b") == []


@pytest.mark.parametrize("word", ["không", "“Chưa”,"])
def test_a_negation_makes_another_line(lines, word):
    text = f"{TITLE}{CAPTION}\n{CAPTION.replace('già', f'{word} già')}"
    assert lines("near-repeated-line", text) == [(2, 2, "safe")]
    assert lines("near-repeated-line", text, negations=["không", "chưa"]) == []
