from lint.finding import Action


def test_only_a_document_without_another_line_is_found(hits) -> None:
    found = hits(
        "whole-text", "none", "None\n\nbut text", "\n\n Unknown \n", "", patterns=["none|unknown"]
    )
    assert [(hit.document, hit.start, hit.end) for hit in found] == [(0, 0, 4), (2, 2, 11)]
    assert {hit.action for hit in found} == {Action.NONE}


def test_long_lines_are_not_looked_at(hits) -> None:
    assert hits("whole-text", "no" * 50, patterns=["(?:no)+"], max_chars=99) == []
