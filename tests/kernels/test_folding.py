"""Which words are equal after folding, and how text falls into tokens."""

import sys
import unicodedata
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Strings
from lint.kernels import folding, make_fold
from lint.kernels.hashing import close, line_hash, mix64


def tokens(kernel, *lines):
    """Return the token hashes of each line."""
    text = Strings.of(["\n".join(lines) + "\n"])
    found = kernel.scan_lines(text.buffer, text.starts, text.ends)
    return [part.tolist() for part in np.split(found.tokens, found.first_token[1:-1])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("thủy", "thuỷ"),
        ("khoẻ", "khỏe"),
        ("HOÀ", "hòa"),
        ("hóa", "hoá"),
        ("lũy", "luỹ"),
        ("tụy", "tuỵ"),
        ("quý", "qúy"),
        ("nguyễn", "NGUYỄN"),
        ("nguye\u0302\u0303n", "nguyễn"),
        ("nguye\u0303\u0302n", "nguyễn"),
        ("đương", "ĐƯƠNG"),
        ("ướ\u0301c", "ướ\u0301c".upper()),
        ("mượn", "mư\u0323ơn"),
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("straße", "STRASSE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("ﬁn", "FIN"),
        ("na\u00adhe", "nahe"),
        ("a\u200bb\u200d\ufeffc\u2060d\u202e\ufe0f", "abcd"),
        ("hò\u200ba", "hoà"),
        ("a\u0316\u0301b", "a\u0301\u0316b"),
        ("ガ", "カ\u3099"),
        ("İ", "i\u0307"),
        ("ᾼ", "ᾳ"),
        ("\u1fb3\u0316", "α\u0316\u0345"),
        ("Å", "å"),
        ("豈", "豈"),
    ],
)
def test_equal_when_folded(kernel, one, other):
    first, second = tokens(kernel, one, other)
    assert first == second
    assert first


@pytest.mark.parametrize(
    "words",
    [
        "ma má mà mả mã mạ",
        "hoa hoá hòa hỏa hõa họa hoă hoâ",
        "público publico publicó públicó",
        "u ư ứ ú",
        "o ô ơ ố ớ ó",
        "d đ ð",
        "año ano",
        "dấu dầu dẩu dẫu dậu dâu dau",
        "nào náo",
        "naïve naive",
        "ab ba aba a b",
        "ai\u0301m aim\u0301 aim",
        "한 하 국",
        "カ ガ",
        "1 2 12 21",
        "e\u0301\u0301 e\u0301 e",
    ],
)
def test_different_when_folded(kernel, words):
    found = [part[0] for part in tokens(kernel, *words.split())]
    assert len(words.split()) == len(set(found))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ""),
        ("Một, hai... (ba)", "một|hai|ba"),
        ("don't", "don|t"),
        ("snake_case-kebab", "snake|case|kebab"),
        ("a\u00a0b\u3000c\u2028d", "a|b|c|d"),
        ("a\x00b\x1ac\x7fd", "a|b|c|d"),
        ("日本語", "日|本|語"),
        ("か\u3099き", "が|き"),
        ("A日B", "a|日|b"),
        ("日A\u0301", "日|á"),
        ("ไทย", "ไ|ท|ย"),
        ("ที่นี่", "ที่|นี่"),
        ("มา\u200bทำ", "ม|า|ท|ำ"),
        ("ລາວ", "ລ|າ|ວ"),
        ("ខ្មែរ", "ខ្|មែ|រ"),
        ("မြန်မာ", "မြ|န်|မာ"),
        ("हिन्दी में", "हिन्दी|में"),
        ("العربية", "العربية"),
        ("한국어 뉴스", "한국어|뉴스"),
        ("日한", "日|한"),
        ("한日", "한|日"),
        ("١٢٣ abc123", "١٢٣|abc123"),
        ("x ≠ y ´", "x|y"),
        ("\u0301 a", "a"),
        ("\u093f a", "a"),
        ("🙂a🙂🙂b", "a|b"),
        ("\ue000a\ufffdb", "a|b"),
        ("〇五年", "〇|五|年"),
        ("๑๒ก", "๑๒|ก"),
        ("\u115fa", "a"),
    ],
)
def test_tokens(kernel, line, expected):
    whole, *apart = tokens(kernel, line, *expected.split("|"))
    assert [token for part in apart for token in part] == whole
    assert len(expected.split("|")) * bool(expected) == len(whole)


def test_the_hash_is_as_hashing_says(kernel):
    """The one place where numbers are fixed: stored facts depend on them (FOLD_VERSION)."""
    text = Strings.of(["Hoà hợp 日"])
    found = kernel.scan_lines(text.buffer, text.starts, text.ends)
    expected = [0x35FA50AD4CDD26AA, 0x1DEF285C6A048CEA, 0x979290C690C03023]
    assert expected == found.tokens.tolist()
    assert line_hash(expected) == int(found.hash[0])


def test_mix_is_one_to_one_on_a_sample():
    sample = [*range(4096), *(1 << bit for bit in range(12, 64))]
    assert len(sample) == len(set(map(mix64, sample)))
    assert (mix64(0), close(0)) == (0, 1)


WILD = st.text(
    st.one_of(
        st.sampled_from("aeiouyAEIOUYnhqđăâêôơưÁẬỢữỹ"),
        st.sampled_from("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0308\u0316\u0345\u0327"),
        st.sampled_from(" \n\u200b\u00ad.日ก\u0e31\u3099가\u11a8ß\u1fb4ᾳι\u0344ﬃ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)


def same_version(text):
    return all(is_common(char) for char in text)


@given(text=WILD.filter(same_version))
def test_composed_and_decomposed_hash_alike(kernel, text):
    forms = [unicodedata.normalize(form, text).replace("\n", " ") for form in ("NFC", "NFD")]
    plain, *normal = tokens(kernel, text.replace("\n", " "), *forms)
    assert [plain, plain] == normal


@given(text=WILD.filter(same_version))
def test_case_does_not_matter(kernel, text):
    """For letters that case folds to itself both ways; U+0345 upper-cases to a letter."""
    line = text.replace("\n", " ").replace("\u0345", "")
    line = "".join(c for c in line if "\u0345" not in unicodedata.normalize("NFD", c))
    folded = unicodedata.normalize("NFD", line).casefold()
    assert tokens(kernel, line)[0] == tokens(kernel, folded)[0]


@cache
def table():
    return folding.load()


def traits(code):
    loaded = table()
    return int(loaded.records["traits"][loaded.ids[loaded.index[code >> 7] * 128 + code % 128]])


def is_common(char):
    """Tell whether both this Python and the table know the character."""
    known = traits(ord(char)) & folding.Trait.ASSIGNED
    return bool(known) and unicodedata.category(char) != "Cn"


@cache
def common_characters():
    scalars = (chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000)
    return [c for c in scalars if c != "\n" and is_common(c)]


@cache
def folded(char):
    """Return what Unicode says `char` folds to, empty if it is no part of a token."""
    if ord(char) in make_fold.IGNORABLE or unicodedata.category(char)[0] not in "LMN":
        return ""
    opened = unicodedata.normalize("NFD", char)
    return unicodedata.normalize(
        "NFD", "".join(c if c == "\u0345" else c.casefold() for c in opened)
    )


@pytest.mark.slow
def test_every_character_folds_as_unicode_says(twins):
    """After a "q", two characters give the same tokens if and only if they fold alike."""
    characters = common_characters()
    found = tokens(twins[0], *("q" + char for char in characters))
    by_fold, by_tokens = {}, {}
    for char, got in zip(characters, found, strict=True):
        by_fold.setdefault(folded(char), set()).add(tuple(got))
        by_tokens.setdefault(tuple(got), set()).add(folded(char))
    assert [fold for fold, many in by_fold.items() if len(many) > 1] == []
    unordered = {"u\u0308\u0304", "u\u0304\u0308"}  # see hashing.py
    assert [unordered] == [folds for folds in by_tokens.values() if len(folds) > 1]
    assert len(by_fold) > 130_000


@pytest.mark.slow
def test_every_character_has_tokens_as_its_category_says(twins):
    characters = common_characters()
    found = tokens(twins[0], *characters)
    expected = [char for char in characters if folded(char) and not is_mark(char)]
    assert expected == [c for c, got in zip(characters, found, strict=True) if got]


def is_mark(char):
    return unicodedata.category(char)[0] == "M"


@pytest.mark.slow
def test_twins_agree_on_every_character(twins):
    fast, plain = twins
    changed = [c for c in common_characters() if folded(c) != c]
    letters = [c for c in common_characters() if folded(c) == c][::37]
    lines = ["q" + char + "\u0301" for char in changed + letters]
    assert tokens(plain, *lines) == tokens(fast, *lines)


@pytest.mark.slow
def test_the_table_is_what_its_script_makes():
    if table().unicode != unicodedata.unidata_version:
        pytest.skip(f"the table is of Unicode {table().unicode}")
    assert folding.PATH.read_bytes() == make_fold.build()


def test_a_file_that_is_no_table_is_refused(tmp_path):
    for content in (b"", b"x" * 100):
        (tmp_path / "fold.bin").write_bytes(content)
        with pytest.raises(ValueError, match="folding table"):
            folding.load(tmp_path / "fold.bin")
