import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bốn chữ trong câu.", ""),
        ("Một.", "The document has 1 word."),
        ("Ba chữ thôi.", "The document has 3 words."),
        ("Hai.\n\nDòng.\n", "The document has 2 words."),
        ("...\n\u200b\n", None),  # no word at all: another range
        ("", None),
        ("四个汉字", ""),  # a character each in scripts without spaces
    ],
)
def test_words_are_counted(hits, text, expected):
    details = [hit.detail for hit in hits("document-length", text, min_tokens=1, max_tokens=3)]
    assert details == ([expected] if expected else [])


def test_an_empty_document_is_found_without_a_number(hits):
    found = hits("document-length", "", "một", "\n \n", max_tokens=0)
    assert [(hit.document, hit.start, hit.detail) for hit in found] == [(0, 0, ""), (2, 0, "")]


def test_the_finding_is_the_whole_document_without_its_last_line_end(hits):
    (hit,) = hits("document-length", "Một dòng.\r\nHai.\r\n", max_tokens=5)
    assert (hit.start, hit.end) == (0, len("Một dòng.\r\nHai.".encode()))
