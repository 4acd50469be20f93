"""Line bounds, counts and flags."""

import numpy as np
import pytest

from lint.batch import Strings
from lint.kernels import tables


def scan(kernel, *documents):
    text = Strings.of(documents)
    return kernel.scan_lines(text.buffer, text.starts, text.ends)


def contents(kernel, document):
    """Return each line and its terminator."""
    data = document.encode()
    lines = scan(kernel, document)
    spans = zip(lines.start, lines.end, lines.next, strict=True)
    return [(data[a:b].decode(), data[b:c].decode()) for a, b, c in spans]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("", []),
        ("\n", [("", "\n")]),
        ("\r\n", [("", "\r\n")]),
        ("một", [("một", "")]),
        ("một\n", [("một", "\n")]),
        ("một\nhai", [("một", "\n"), ("hai", "")]),
        ("một\r\nhai\r\n", [("một", "\r\n"), ("hai", "\r\n")]),
        ("một\rhai", [("một\rhai", "")]),
        ("một\r", [("một\r", "")]),
        ("một\r\r\n", [("một\r", "\r\n")]),
        ("một\n\n\nhai", [("một", "\n"), ("", "\n"), ("", "\n"), ("hai", "")]),
        ("một\u2028hai\x0bba\x85", [("một\u2028hai\x0bba\x85", "")]),
    ],
)
def test_a_line_ends_at_a_newline_only(kernel, document, expected):
    assert expected == contents(kernel, document)


def test_lines_and_tokens_are_counted_by_document(kernel):
    lines = scan(kernel, "một hai\nba", "", "\n", "bốn")
    assert lines.first_line.tolist() == [0, 2, 2, 3, 4]
    assert lines.first_token.tolist() == [0, 2, 3, 3, 4]
    assert lines.start.tolist() == [0, 10, 14, 16]
    assert len(lines.tokens) == 4


def test_documents_may_stand_anywhere_in_the_buffer(kernel):
    text = np.frombuffer(b"..one two....three..", np.uint8)
    lines = kernel.scan_lines(text, np.array([13, 2]), np.array([18, 9]))
    assert list(zip(lines.start, lines.end, strict=True)) == [(13, 18), (2, 9)]
    assert scan(kernel, "three", "one two").tokens.tolist() == lines.tokens.tolist()


def test_no_documents(kernel):
    lines = scan(kernel)
    assert (lines.first_line.tolist(), lines.first_token.tolist(), len(lines.hash)) == ([0], [0], 0)


@pytest.mark.parametrize(
    ("line", "chars"), [("", 0), ("abc", 3), ("Tiếng", 5), ("e\u0301", 2), ("日本🙂", 3)]
)
def test_chars_are_code_points(kernel, line, chars):
    assert [chars] == scan(kernel, line + "\n").chars.tolist()


NAMES = {
    "blank": tables.BLANK,
    "sentence": tables.ENDS_SENTENCE,
    "upper": tables.STARTS_UPPER,
    "marks": tables.HAS_MARKS,
    "digit": tables.HAS_DIGIT,
    "url": tables.HAS_URL,
    "paren": tables.STARTS_PAREN,
    "nonascii": tables.HAS_NONASCII,
    "seam": tables.HAS_SEAM,
    "joint": tables.HAS_JOINT,
}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "blank"),
        (" \t\r\x0b\x0c", "blank"),
        ("\u00a0\u3000\u200b\ufeff\u00ad\u2060\u200e", "blank nonascii"),
        ("\x08", ""),
        ("\ue000", "nonascii"),
        ("\u0301", "marks nonascii"),
        ("-", ""),
        ("tin", ""),
        ("Tin", "upper"),
        ("«Đất»", "upper nonascii"),
        ("ǅ", "upper nonascii"),
        ("12 Tin", "upper digit"),
        ("12 tin T", "digit"),
        ("日本 Tin", "nonascii"),
        ("Xong.", "upper sentence"),
        ("xong!", "sentence"),
        ("xong?", "sentence"),
        ("xong...", "sentence"),
        ("xong…", "sentence nonascii"),
        ("xong. ", "sentence"),
        ("xong.\u200b\u00a0", "sentence nonascii"),
        ('xong."', "sentence"),
        ("xong.”)]", "sentence nonascii"),
        ("“xong.“", "sentence nonascii"),
        ("終わり。」", "sentence nonascii"),
        ("完！", "sentence nonascii"),
        ("完？", "sentence nonascii"),
        ("انتهى؟", "sentence nonascii"),
        ("समाप्त।", "sentence nonascii"),
        ("xong:", ""),
        ("xong;", ""),
        ("xong.a", ""),
        ("”)", "nonascii"),
        (".", "sentence"),
        ("(ảnh)", "paren nonascii"),
        (" \u200b(anh)", "paren nonascii"),
        ("[1]", "paren digit"),
        ("（図）", "paren nonascii"),
        ("{x}", ""),
        ("-(x)", ""),
        ("e\u0301", "marks nonascii"),
        ("é", "nonascii"),
        ("e\u1ab0", "nonascii"),
        ("٣", "digit nonascii"),
        ("x²", "nonascii"),
        ("https://a", "url"),
        ("://", "url"),
        (":/ /", ""),
        (":// ", "url"),
        ("a:b://", "url"),
        ("www.a", "url"),
        ("WWW.A", "upper url"),
        ("ww.a ww", ""),
        ("a.www.", "url sentence"),
        ("www", ""),
        ("ăww.", "sentence nonascii"),
        ("onTop", ""),
        ("ởTop", "seam nonascii"),
        ("ởonTop", "seam nonascii"),
        ("onỞTop", "nonascii"),
        ("Ởontop onTop", "upper nonascii"),
        ("ở'onTop", "nonascii"),
        ("ở1onTop", "digit nonascii"),
        ("onTopở", "nonascii"),
        ("oở onTop", "nonascii"),
        ("oỞ", "nonascii"),
        ("o\u0309nTop", "seam marks nonascii"),
        ("onT\u0309op", "marks nonascii"),
        ("ON top TOP", "upper"),
        ("a B", ""),
        ("a-B", ""),
        ("a1B", "digit"),
        ("abcdefghijklmnopQ", ""),
        ("ắbcdefghijklmnopQ", "seam nonascii"),
        ("tỉnhHà", "seam nonascii"),
        ("đườngĐi", "seam nonascii"),
        ("ÁB", "upper nonascii"),
        ("a\u0301B", "seam marks nonascii"),
        ("A\u0301B", "upper marks nonascii"),
        ("a\u200bB", "seam nonascii"),
        ("a…B", "nonascii"),
        ("日A", "seam nonascii"),
        ("a🙂B", "nonascii"),
        ("vực.Ngay", "joint nonascii"),
        ("khu.Ngay", "joint"),
        ("khu!Ngay khu.", "joint sentence"),
        ("khu?Đi", "joint nonascii"),
        ("khu…Ngay", "joint nonascii"),
        ("khu…(Ngay", "joint nonascii"),
        ("…Ngay", "joint upper nonascii"),
        ("Ậ.\u200bNgay", "upper nonascii"),
        ("ẬNgay", "upper nonascii"),
        ("khu. Ngay", ""),
        ("khu,Ngay", ""),
        ("khu.ngay", ""),
        ("U.S.A", "upper"),
        ("khu.N", ""),
        ("khu.N1", "digit"),
        ("khu.Ẹ́m", "joint marks nonascii"),
        ("khu.ÉM", "marks nonascii"),
        ("khu.(NGAY)", "joint"),
        ("khu(Ngay", ""),
        ("khu.((Ngay", ""),
        ("(Ngay", "upper paren"),
        ("khu.“N", "joint nonascii"),
        ("khu.(“N", "joint nonascii"),
        ("khu.“(N", "nonascii"),
        ("khu.”Ngay", "joint nonascii"),
        ("khu.““Ngay", "nonascii"),
        ("khu.“", "nonascii sentence"),
    ],
)
def test_flags(kernel, line, expected):
    found = int(scan(kernel, f"{line}\n").flags[0])
    assert set(expected.split()) == {name for name, flag in NAMES.items() if found & flag}


def test_a_flag_belongs_to_its_line_only(kernel):
    lines = scan(kernel, "Ạ1.\nb\n\n(www.", "c")
    names = [{n for n, flag in NAMES.items() if found & flag} for found in lines.flags.tolist()]
    first = {"upper", "digit", "sentence", "nonascii"}
    assert [first, set(), {"blank"}, {"paren", "url", "sentence"}, set()] == names


@pytest.mark.parametrize("url", ["://", "www.", "wWW."])
@pytest.mark.parametrize("before", range(58, 68))
def test_a_url_is_found_across_blocks_of_bytes(kernel, url, before):
    lines = scan(kernel, f"{'x' * before}\n{url}\n{'ắ' * before} {url}", f"{url[1:]}{'y' * before}")
    assert ((lines.flags & tables.HAS_URL) != 0).tolist() == [False, True, True, False]


@pytest.mark.parametrize("url", [b"://", b"www."])
def test_a_url_is_of_one_document(kernel, url):
    text = np.frombuffer(url, np.uint8)
    for cut in range(1, len(url)):
        bounds = np.array([0, cut, len(url)])
        assert not (kernel.scan_lines(text, bounds[:-1], bounds[1:]).flags & tables.HAS_URL).any()


def test_line_hashes_are_of_the_tokens_in_order(kernel):
    lines = scan(kernel, "Một, hai!\nmột  HAI\nhai một\nmộthai\nmột\n...\n")
    same, again, turned, joined, short, none = lines.hash.tolist()
    assert same == again
    assert len({same, turned, joined, short, none}) == 5
    assert none == 0


def test_the_line_hash_is_not_the_hash_of_its_only_token(kernel):
    lines = scan(kernel, "một")
    assert lines.hash[0] != lines.tokens[0]


@pytest.mark.parametrize(
    ("starts", "ends"), [([-1], [2]), ([0], [6]), ([3], [2]), ([0, 1], [1]), ([9], [9])]
)
def test_spans_outside_the_buffer_are_refused(kernel, starts, ends):
    for scan_text in (kernel.scan_lines, kernel.scan_tokens):
        with pytest.raises(ValueError, match=r"span|starts"):
            scan_text(np.zeros(5, np.uint8), np.array(starts), np.array(ends))


@pytest.mark.parametrize(
    "document", ["a", "a b", "ก", "กa", "aก", "aกa", "กกก", "a " * 50, "aก" * 50, "日a\n" * 9]
)
def test_there_is_room_for_as_many_tokens_as_fit(kernel, document):
    expected = sum(map(document.count, "abก日"))
    assert expected == len(scan(kernel, document).tokens)
