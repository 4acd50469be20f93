import unicodedata

import pytest

CAPTION = "Chợ nổi họp từ lúc trời chưa sáng."


@pytest.mark.parametrize(
    "text",
    [
        "Một dòng khác hẳn.\nMột dòng khác nữa.",
        "Không!\nKhông!",  # shorter lines repeat on purpose
        "1 0 2 1 3\n1 0 2 1 3",  # figures repeat by chance
        "Bán hàng rong ở phố cổ.\nBản hàng rong ở phố cổ.",  # another tone is another word
        "Khách đến chùa đông nhất.\nkhách đến chùa đông nhất.",  # not word for word
        f"{CAPTION}\nNgười bán đi thuyền nhỏ.\n{CAPTION}",  # not next to each other
        "",
        "\n\n\n",
    ],
)
def test_noop(lines, text):
    assert lines("repeated-line", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CAPTION}\n{CAPTION}", [(2, 2, "safe")]),
        (f"{CAPTION}\n\n \n{CAPTION}\n", [(4, 4, "safe")]),
        (f"{CAPTION}\r\n{CAPTION}\r\n", [(2, 2, "safe")]),
        (f"{CAPTION}\n{CAPTION}\n{CAPTION}", [(2, 2, "safe"), (3, 3, "safe")]),
        (f"{CAPTION}\n  {CAPTION}\u00a0", [(2, 2, "safe")]),
        (f"{CAPTION}\n{unicodedata.normalize('NFD', CAPTION)}", [(2, 2, "safe")]),
    ],
)
def test_the_second_line_is_found(lines, text, expected):
    assert lines("repeated-line", text) == expected


def test_a_pair_that_comes_back_is_a_refrain_and_unsafe(lines):
    pair = "Hò ơi con nước lớn ròng\nHò ơi con nước lớn ròng\n"
    text = f"{pair}Câu hát thứ nhất nằm ở đây.\n{pair}"
    assert lines("repeated-line", text) == [(2, 2, "unsafe"), (5, 5, "unsafe")]


def test_lines_of_two_documents_never_make_a_pair(hits):
    assert hits("repeated-line", CAPTION, CAPTION) == []


def test_the_detail_names_the_line_before(hits):
    (hit,) = hits("repeated-line", f"Một.\n{CAPTION}\n\n{CAPTION}")
    assert hit.detail == "Line 2 stands again here, word for word."


def test_min_tokens_says_how_short_a_line_may_be(lines):
    assert lines("repeated-line", "Bài và ảnh\nBài và ảnh", min_tokens=3) == [(2, 2, "safe")]
