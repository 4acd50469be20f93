def test_the_head_runs_from_the_line_start_to_the_first_end(hits) -> None:
    text = "Một.\n(Báo) - Hai - ba.\n"
    (found,) = hits("line-head", text, patterns=[r"^\([^()]+\)\s-\s", r"^\([^()]+\)[^.]+-\s"])
    assert text.encode()[found.start : found.end].decode() == "(Báo) - "


def test_lines_and_documents_are_told_apart(hits) -> None:
    found = hits("line-head", "x", "TTO - a\nb\nTTO - c", patterns=["^TTO - "])
    assert [(hit.document, hit.start, hit.end) for hit in found] == [(1, 0, 6), (1, 10, 16)]
