import unicodedata

import pytest

from lint.errors import RuleError

PATTERNS = [r"(?:xem|đọc) thêm", r"\d{1,2}:\d{2}"]


@pytest.fixture
def found(lines):
    def find(text, check="line-pattern", **params):
        return [line for line, *_ in lines(check, text, patterns=PATTERNS, **params)]

    return find


@pytest.mark.parametrize(
    "text", ["Xem thêm ở trang sau.", "Bạn xem thêm", "Xem\nthêm", "lúc 10:30", "", "\n\n"]
)
def test_noop(found, text):
    assert found(text) == []


@pytest.mark.parametrize(
    "line",
    ["Xem thêm", "  XEM THÊM\t", "\u00a0đọc thêm\u200b", "\ufeffxem thêm ", "10:30", "1:05\r"],
)
def test_a_whole_line_matches_with_blanks_around_it(found, line):
    assert found(f"Một.\n{line}\nHai.") == [2]
    assert found(line) == [1]


def test_composed_and_decomposed_text_match(found):
    text = "Một.\nĐọc thêm\nHai."
    assert found(unicodedata.normalize("NFD", text)) == [2]


def test_the_span_is_the_line_and_it_goes_whole(hits):
    text = "Một.\n  Xem thêm \r\nHai."
    (hit,) = hits("line-pattern", text, patterns=PATTERNS)
    assert text.encode()[hit.start : hit.end].decode() == "  Xem thêm "
    assert hit.action.name == "LINES"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"where": "start", "within_lines": 1}, [1]),
        ({"where": "start", "within_lines": 3}, [1, 4]),
        ({"where": "end", "within_lines": 1}, []),
        ({"where": "end", "within_lines": 2}, [6]),
        ({"min_lines": 5}, [1, 4, 6]),
        ({"min_lines": 6}, []),
        ({"max_chars": 8}, [1, 4, 6]),
        ({"max_chars": 7}, []),
    ],
)
def test_where_counts_lines_with_content(found, params, expected):
    text = "Xem thêm\nMột.\n\nĐọc thêm\n\nXem thêm\n \nHai.\n\n"
    assert found(text, **params) == expected


def test_unless_spares_a_line(found):
    assert found("Xem thêm\nĐọc thêm", unless=["đọc"]) == [1]


def test_search_finds_the_line_around_a_part(found):
    assert found("Mời bạn xem thêm tại đây\nMột.\nlúc 10:30 hôm nay", check="line-search") == [1, 3]


def test_a_match_never_reaches_into_the_next_line_or_document(hits):
    found = hits(
        "line-search", "xem\nthêm", "một xem", "thêm hai", patterns=[r"xem\s+thêm", "[^x]th"]
    )
    assert found == []


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"patterns": []}, "must hold something to look for"),
        ({"where": "middle"}, "must be any, start or end"),
        ({"where": "end"}, "needs 'within_lines'"),
        ({"within": 3}, "has no parameter 'within'"),
        ({"max_chars": "9"}, "'max_chars' must be an? int"),
        ({"patterns": "x"}, "must be a list of str"),
        ({"patterns": ["(x"]}, "patterns\\[0\\]: '\\(x' cannot be used"),
    ],
)
def test_wrong_parameters_are_told(hits, params, message):
    with pytest.raises(RuleError, match=message):
        hits("line-pattern", "x", **{"patterns": ["x"], **params})
