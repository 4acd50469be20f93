import unicodedata

import pytest

from lint.checks._phrases import phrases
from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.errors import RuleError
from lint.finding import Level, Severity
from lint.rule import Rule


def found(text: str, **params: object) -> list[str]:
    rule = Rule(
        "BLP900", "fixed-line", "line-pattern", Severity.INFO, Level.UNSAFE, "", "", "x.toml",
        params=params,
    )  # fmt: skip
    inspected = Engine([rule], jobs=1).inspect(text_batch([text]))
    assert not inspected.crashes
    return [text.encode()[hit.start : hit.end].decode() for hit in inspected.hits]


def test_a_phrase_is_found_whatever_its_case_bullet_or_arrow() -> None:
    text = "» READ MORE »\nread more:\nRead more about the dam\nRead"
    assert found(text, lines=("Read more",)) == ["» READ MORE »", "read more:"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_tone_placement_and_composition_do_not_count_but_tones_do(form: str) -> None:
    text = unicodedata.normalize(form, "Ảnh minh hoạ\nẢnh minh họa\nẢnh minh hòa")
    assert found(text, lines=("Ảnh minh họa",)) == text.split("\n")[:2]


def test_a_sentence_is_only_found_where_the_phrase_is_one() -> None:
    assert found("Share.\n“Share?”\nShare\nLoading…\nLoading", lines=("share", "Loading...")) == [
        "Share",
        "Loading…",
        "Loading",
    ]


def test_phrases_and_patterns_of_one_rule_are_one_finding_each() -> None:
    text = "Share\nShare on Fedi\nA share on the floor"
    assert found(text, lines=("share",), patterns=(r"share.*",)) == ["Share", "Share on Fedi"]


def test_place_and_exceptions_hold_for_phrases_too() -> None:
    text = "Tags\none\ntwo\nTags\nTags | x"
    assert found(text, lines=("tags",), where="end", within_lines=2) == ["Tags"]
    assert found(text, lines=("tags", "tags x"), unless=(r"\|",)) == ["Tags", "Tags"]


@pytest.mark.parametrize("bad", ["", "»", "two\nlines"])
def test_a_phrase_that_can_never_be_found_is_refused(bad: str) -> None:
    with pytest.raises(RuleError, match=r"lines\[1\]"):
        phrases(("fine", bad))


def test_a_rule_that_looks_for_nothing_is_refused() -> None:
    with pytest.raises(RuleError, match="'patterns' or 'lines'"):
        found("x", max_chars=3)
