import pytest

BULLET = [r"^\s*[-*•]\s"]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("- một\n- hai\n- ba\n- bốn", 0.5),  # too few lines
        ("- một\n- hai\nba\nbốn\nnăm", 0.5),
        ("một - hai\n" * 6, 0.5),
        ("", 0.0001),
    ],
)
def test_noop(hits, text, share):
    assert hits("line-share", text, patterns=BULLET, min_share=share) == []


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n \u00a0\n"])
def test_blank_lines_do_not_count(hits, gap):
    text = gap.join(["- một", "- hai", "- ba", "bốn", "năm"])
    (hit,) = hits("line-share", text, patterns=BULLET, min_share=0.6, kind="bullets")
    assert hit.detail == "3 of 5 lines are bullets."
    assert (hit.start, hit.end) == (0, len(text.encode()))


def test_each_document_is_counted_alone(hits):
    bullets, prose = "- một\n" * 5, "một\n" * 5
    found = hits("line-share", prose, bullets, prose, patterns=BULLET, min_share=0.5)
    assert [hit.document for hit in found] == [1]


def test_several_matches_in_a_line_count_once(hits):
    assert hits("line-share", "a a a a\nb\nb\nb\nb", patterns=["a"], min_share=0.3) == []
