import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.cache import Cache
from lint.patterns import Database, Mode, Pattern
from lint.patterns.syntax import BLANK, in_line

WORDS = ["đọc", "thêm", "Ảnh", "hòa", "ướt", "ngã", "Ế", "chợ nổi", "résumé", "naïve", "Ω", "ς"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc", "abc"),
        (r"a\s+b", f"a[{BLANK}]+b"),
        (r"[\s,]", f"[{BLANK},]"),
        ("[^,]", r"[^\n,]"),
        (r"[^\]]", r"[^\n\]]"),
        ("[^]]", r"[^\n\]]"),
        ("[]a]", "[]a]"),
        ("[^]", "[^]"),
        (r"[^-\s]", rf"[^\n\-{BLANK}]"),
        (r"[^\s-]", rf"[^\n{BLANK}-]"),
        (r"\S\W\D", rf"[^\r\n{BLANK}][^\w\n][^0-9\n]"),
        (r"[\W,]", r"(?:[^\w\n]|[,])"),
        (r"[\S]", rf"(?:[^\r\n{BLANK}])"),
        (r"\P{Lu}", r"[^\p{Lu}\n]"),
        (r"[\P{L}x]", r"(?:[^\p{L}\n]|[x])"),
        (r"\p{Lu}[\p{Ll}]", r"\p{Lu}[\p{Ll}]"),
        (r"\d[\d.]", "[0-9][0-9.]"),
        ("a$", r"a\r?$"),
        (r"\$[$]", r"\$[$]"),
        (r"\\s", r"\\s"),
        ("(?s:a.b)", "(?:a.b)"),
        ("(?s)a", "a"),
        ("(?is)a", "(?i)a"),
        ("(?-i:Số)", "(?-i:Số)"),
        (r"\x{200B}\x0B", r"\x{200B}\x0B"),
    ],
)
def test_rewriting(pattern, expected):
    assert expected == in_line(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        *(r"a\s*b", r"a[\s]*b", "a[^x]*b", r"a\W*b", r"a[\W]*b", r"a\D*b", r"a\S*b"),
        *(r"a\P{L}*b", r"a[\P{L}]*b", "(?s)a.*b", "(?s:a.*b)", r"a[\S\s]*b", r"a\v*b", "a.*b"),
    ],
)
def test_nothing_reaches_over_a_line_end(lines_of, pattern):
    assert lines_of(pattern, "a\nb") == []
    assert lines_of(pattern, "a\r\nb") == []
    assert lines_of(pattern, "x\nab\ny") == [1]


def test_a_blank_is_a_space_of_unicode_that_texts_use_or_the_tab(lines_of):
    spaces = [c for c in map(chr, range(0x10000)) if unicodedata.category(c) == "Zs"]
    spaces = sorted({*spaces} - set("\u1680\u205f"))
    text = "\n".join(f"a{space}b" for space in [*spaces, "\t"])
    every = list(range(len(spaces) + 1))
    assert every == lines_of(r"a\sb", text) == lines_of(r"a[\s]b", text)
    assert [] == lines_of(r"a\Sb", text) == lines_of(r"a[^\s]b", text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_dollar_knows_both_line_ends(lines_of, end):
    assert lines_of("a$", f"ba{end}ab{end}a") == [0, 2]
    assert lines_of(r"a\s*$", f"ba {end}ab{end}a") == [0, 2]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.sampled_from(["NFC", "NFD"]))
def test_literal_words_match_composed_and_decomposed_text(words, form):
    from lint.corpus.given import text_batch
    from lint.patterns import Scanner
    from lint.view import View

    pattern = Pattern(re.escape(" ".join(words)).replace(r"\ ", r"\s"), Mode.SEARCH, "x", (0, "p"))
    text = unicodedata.normalize(form, f"Một.\nvà {' '.join(words)} nữa\nHai.")
    view = View(text_batch([text]), Scanner([pattern], Cache(None)))
    assert view.matched_lines(0, "p").tolist() == [1]


@given(st.text("ab[]()^$\\sSWDdp{L}-.,|?*+{2}\n ", max_size=12))
def test_whatever_is_written_it_stays_in_its_line(source):
    from lint.errors import RuleError

    try:
        database = Database([Pattern(source, Mode.SEARCH, "x")], Cache(None))
        database.prepare()
    except RuleError:
        return
    import numpy as np

    one, two = b"ab, ba", b"b a.a"
    alone = {end for _, end in database.scan(np.frombuffer(one, np.uint8)).tolist()}
    both = np.frombuffer(one + b"\n" + two, np.uint8)
    found = {end for _, end in database.scan(both).tolist() if end <= len(one)}
    assert "\n" in source or alone == found
