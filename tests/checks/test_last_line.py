import pytest

OPEN = "Theo ông, nhà máy sẽ được xây lại trong năm tới, nhưng nguồn vốn thì chưa biết lấy ở đâu và"


@pytest.mark.parametrize(
    "text",
    [
        "Câu trọn vẹn.",
        "Một câu trọn vẹn.\nLê Văn Tám",  # a byline is no cut text
        f"{OPEN} bao giờ.",
        f"{OPEN}\nMột câu trọn vẹn.",  # only the last line counts
        "",
        "\n\n",
    ],
)
def test_noop(lines, text):
    assert lines("last-line", text, open_tokens=8) == []


@pytest.mark.parametrize("end", ["", "\n", "\r\n\r\n", "\n \n"])
def test_an_open_last_line_is_found(lines, end):
    text = f"Một câu trọn vẹn.\n{OPEN}{end}"
    assert lines("last-line", text, open_tokens=8) == [(2, 2, "display")]


def test_a_cut_mark_is_found_in_the_last_line_alone(lines):
    params = {"patterns": [r"\[\+\d+ chars\]"]}
    assert lines("last-line", "Tin ngắn [+120 chars]\nHết.", **params) == []
    assert lines("last-line", "Hết.\nTin ngắn [+120 chars]", **params) == [(2, 2, "display")]


def test_unless_spares_a_line(lines):
    params = {"open_tokens": 8, "unless": ["nguồn vốn"]}
    assert lines("last-line", OPEN, **params) == []


def test_a_line_of_a_million_words_is_only_read_at_its_end(lines):
    text = "từ. " * 300_000
    assert lines("last-line", f"{text}{OPEN}", open_tokens=8) == [(1, 1, "display")]
    assert lines("last-line", text, open_tokens=8) == []


@pytest.mark.parametrize("size", range(4))
def test_ends_may_be_cut_within_a_character(hits, size):
    texts = ["ộ" * 50 + "a" * size + tail for tail in (" Một hai", " một", " Ba,", " Bốn")]
    found = hits("last-line", *texts, open_tokens=1)
    assert [hit.document for hit in found] == [0, 1, 2]
