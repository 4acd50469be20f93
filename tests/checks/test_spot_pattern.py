import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.batch import Strings
from lint.checks._spots import steps_back
from lint.errors import RuleError


def test_the_fault_is_told_by_counting_back_from_the_end(mended) -> None:
    text = "Đi tỉnhHà Giang, tỉnhHà Nam."
    fixed = mended("spot-pattern", text, patterns=[r"[ỉ]nh\p{Lu}\p{Ll}"], after=2, insert=" ")
    assert fixed == "Đi tỉnh Hà Giang, tỉnh Hà Nam."


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_count_the_same_composed_and_decomposed(mended, form: str) -> None:
    text = unicodedata.normalize(form, "tỉnhHồng Lĩnh")
    fixed = mended("spot-pattern", text, patterns=[r"nh\p{Lu}\p{Ll}"], after=2, insert=" ")
    assert fixed == unicodedata.normalize(form, "tỉnh Hồng Lĩnh")


def test_a_pair_is_swapped_by_the_character_that_stands_there(mended) -> None:
    fixed = mended(
        "spot-pattern", "Ðảng, con ðường", patterns=[r"ð\p{L}"], after=1, swap=["ÐĐ", "ðđ"]
    )
    assert fixed == "Đảng, con đường"


def test_a_word_in_which_an_exception_ends_is_spared(hits) -> None:
    params = {"patterns": [r"\p{Ll}\.\p{Lu}"], "after": 1, "unless": [r"\.com"]}
    found = hits("spot-pattern", "xong.Sau Trang.Com nay.Mai www.A.com x.Y", **params)
    assert [hit.start for hit in found] == [4, 22, 38]


def test_the_exception_may_take_the_blank_after_the_word(hits) -> None:
    params = {"patterns": [r"\p{Ll}\.\p{Lu}"], "after": 1, "unless": [r"\.com[^\p{L}]"]}
    assert [h.start for h in hits("spot-pattern", "a.Com b.Company", **params)] == [7]


def test_a_carriage_return_before_the_line_end_is_not_counted(mended) -> None:
    params = {"patterns": [r"\p{L}\x20\.$"], "after": 1}
    assert mended("spot-pattern", "môi trường .\r\nrừng .\n", **params) == "môi trường.\r\nrừng.\n"


def test_spans_are_of_their_own_document(hits) -> None:
    found = hits("spot-pattern", "mộtHai", "", "baBốn", patterns=[r"\p{Ll}\p{Lu}"], after=1)
    assert [(hit.document, hit.start) for hit in found] == [(0, 4), (2, 1)]


@pytest.mark.parametrize(
    ("params", "message"),
    [({"after": -1}, "'after'"), ({"width": 0}, "'width'"), ({"swap": ["abc"]}, "two characters")],
)
def test_parameters_without_sense_are_refused(hits, params: dict, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        hits("spot-pattern", "x", patterns=["x"], **params)


@given(st.text(alphabet="aạẫ漢😀\u0301\u0323 ", min_size=1), st.integers(0, 4))
def test_steps_back_are_code_points(text: str, count: int) -> None:
    buffer = Strings.of([text]).buffer
    ends = np.array([len(text[:i].encode()) for i in range(len(text) + 1)])
    back = [len(text[: max(0, i - count)].encode()) for i in range(len(text) + 1)]
    assert steps_back(buffer, ends, count).tolist() == back
