import unicodedata

import numpy as np
import pytest

from lint.cache import Cache
from lint.corpus.given import text_batch
from lint.kernels.tables import HAS_SEAM
from lint.patterns import Mode, Pattern, Scanner
from lint.patterns.passes import REACHES
from lint.view import View

LONG = "từ " * 200


@pytest.mark.parametrize("mode", [Mode.LINE, Mode.SEARCH, Mode.SPAN, Mode.LATER])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_lines_are_found_in_every_mode_composed_or_not(lines_of, mode, form):
    text = unicodedata.normalize(form, "Một.\nĐọc thêm\n\nHai.\r\n đọc thêm \r\nđọc")
    assert lines_of("đọc thêm", text, mode) == [1, 4]


@pytest.mark.parametrize("chars", [1, REACHES[0], REACHES[0] + 1, REACHES[-1], REACHES[-1] + 1, 0])
def test_no_limit_loses_a_line_within_it(lines_of, chars):
    line = "x" * (chars or 5000)
    assert lines_of("x$", f"{LONG}\n{line}\n{LONG}", max_chars=chars) == [1]


@pytest.mark.parametrize("letter", ["a", "ư", "từ", "字", "😀"])
def test_the_start_of_a_line_is_searched_and_cut_between_characters(lines_of, letter):
    text = f"x{letter * 200}y\n{letter * 3}x\nx{letter * 500}z\nmột x"
    assert lines_of(f"^x[{letter}]{{9}}", text, Mode.START) == [0, 2]
    assert lines_of("^.*[yz]$", f"{text}\nay\n{'từ ' * 300}z", Mode.START) == (
        [0, 4] if len(letter.encode()) < 2 else [4]
    )


def test_a_pattern_apart_finds_what_it_finds_among_others():
    text, words = "chợ hoa\nbến\nchợ", ["chợ", "bến", "hoa", "o"]
    found = [
        [
            View(
                text_batch([text]),
                Scanner(
                    [
                        Pattern(word, Mode.SEARCH, "x", (i, "p"), 0, apart and i % 2 == 0)
                        for i, word in enumerate(words)
                    ],
                    Cache(None),
                ),
            )
            .matched_lines(i, "p")
            .tolist()
            for i in range(len(words))
        ]
        for apart in (False, True)
    ]
    assert found == [[[0, 2], [1], [0], [0]]] * 2


def test_ends_are_bytes_of_the_whole_buffer():
    patterns = [
        Pattern("ảnh", Mode.SEARCH, "x", (0, "long")),
        Pattern("ảnh", Mode.SEARCH, "x", (1, "short"), 100),
    ]
    texts = [f"{LONG}\nẢnh", "một\nảnh và ảnh"]
    view = View(text_batch(texts), Scanner(patterns, Cache(None)))
    whole = "\n".join([*texts, ""]).encode()
    expected = [
        i + 5 for i in range(len(whole)) if whole[i : i + 5].lower() in "ảnh Ảnh".encode().split()
    ]
    assert expected == view.ends(0, "long").tolist() == view.ends(1, "short").tolist()


def test_a_match_counts_once_though_text_is_searched_twice():
    pattern = Pattern("chợ", Mode.SEARCH, "x", (0, "patterns"))
    view = View(text_batch(["chợ e\u0301"]), Scanner([pattern], Cache(None)))
    assert view.ends(0).tolist() == [5]


def test_patterns_for_later_are_searched_where_asked():
    pattern = Pattern("b", Mode.LATER, "x", (0, "unless"))
    view = View(text_batch(["ab\nb\na\nb"]), Scanner([pattern], Cache(None)))
    assert view.matched_lines(0, "unless").tolist() == []
    assert view.matching(0, "unless", np.array([0, 2, 3])).tolist() == [0, 3]
    assert view.matching(0, "unless", np.array([], np.int64)).tolist() == []
    assert view.matching(0, "other", np.array([0])).tolist() == []


def test_nothing_is_found_in_nothing():
    scanner = Scanner([Pattern("x", Mode.LINE, "x", (0, "patterns"))], Cache(None))
    assert View(text_batch([]), scanner).matched_lines(0).tolist() == []
    assert View(text_batch(["", ""]), scanner).matched_lines(0).tolist() == []


def test_a_pattern_for_flagged_lines_is_looked_for_in_no_others():
    pattern = Pattern("top", Mode.SEARCH, "x", (0, "p"), flags=HAS_SEAM)
    batch = text_batch(["ởTop here\nở Top", "again ởTop"])

    view = View(batch, Scanner([pattern], Cache(None)))

    assert view.matched_lines(0, "p").tolist() == [0, 2]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_lines_that_begin_otherwise_are_left_out_and_no_other(lines_of, form):
    text = unicodedata.normalize(form, "Đọc thêm\nThêm: đọc\n« ĐỌC\t thêm\n –\nđ ọc\n1. đọc")
    assert lines_of(r"^\W*đọc", text) == [0, 2]
    assert lines_of(r"^[«\s]*đọc", text) == [0, 2]
    assert lines_of(r"^[«\s]*đọc", text, Mode.START) == [0, 2]
    assert lines_of(r"[«\s]*đọc\s*thêm", text, Mode.LINE) == [0, 2]
    assert lines_of(r"(?:[0-9]\. )?đọc", text, Mode.LINE) == [5]
    assert lines_of("[–…]", text, Mode.LINE) == [3]


def test_ends_are_told_once_and_in_order_where_patterns_of_both_kinds_match():
    text = unicodedata.normalize("NFD", "à\nđọc à\nx đọc\nđọc")
    patterns = [Pattern(source, Mode.SEARCH, "x", (0, "p")) for source in ("^đọc", "à", "^x|c$")]
    view = View(text_batch([text]), Scanner(patterns, Cache(None)))
    ends = ["à", "à\nđọc", "à\nđọc à", "à\nđọc à\nx", "à\nđọc à\nx đọc", text]
    sizes = [len(unicodedata.normalize("NFD", part).encode()) for part in ends]
    assert view.ends(0, "p").tolist() == sizes


def test_matches_are_told_by_key_each_end_once_and_in_order():
    sources = {(3, "p"): ["b", "ab"], (1, "q"): ["^a", "z"], (2, "none"): ["x"], (1, "p"): ["b$"]}
    patterns = [Pattern(s, Mode.SEARCH, "x", key) for key, own in sources.items() for s in own]

    view = View(text_batch(["ab b\nabe\u0301", "az b"]), Scanner(patterns, Cache(None)))

    found = {key: ends.tolist() for key, ends in view.found.items()}
    assert found == {(1, "p"): [4, 15], (1, "q"): [1, 6, 12, 13], (3, "p"): [2, 4, 7, 15]}
