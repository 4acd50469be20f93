import pytest


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("a\n\n\n\nb", "a\n\nb"),
        ("a\r\n \r\n\t\r\n\u200b\r\nb\r\n", "a\r\n \r\nb\r\n"),
        ("\n\n\na", "\na"),
        ("a\n\n\n\n", "a\n\n"),
        ("a\n\n\n  ", "a\n\n"),
        ("a\n\n\nb\n\nc", "a\n\n\nb\n\nc"),
    ],
)
def test_all_but_the_first_of_three_blank_lines_go(mended, text: str, fixed: str) -> None:
    assert mended("blank-run", text) == fixed


def test_a_run_ends_with_its_document(hits) -> None:
    assert hits("blank-run", "a\n\n\n", "\n\nb") == []


def test_how_many_are_too_many_and_how_many_stay_can_be_set(mended) -> None:
    assert mended("blank-run", "a\n\n\n\nb", at_least=2, keep=0) == "a\nb"


def test_runs_are_told_by_their_own_document(hits) -> None:
    found = hits("blank-run", "a\n\n\n\n\n", "", "b", "\n\n\nđ\n\n\n\nc")
    assert [(hit.document, hit.start, hit.end) for hit in found] == [
        (0, 3, 6),
        (3, 1, 3),
        (3, 7, 9),
    ]
