import pytest

LEAD = "Sáng nay cây cầu dài bốn trăm mét đã thông xe sau hai năm"
REST = "thi công, nối hai bờ của dòng sông rộng nhất tỉnh."


@pytest.mark.parametrize(
    "text",
    [
        f"Tít bài\n{LEAD}.\nĐoạn văn mở đầu bằng những chữ khác hẳn và đi tiếp dài hơn đoạn dẫn.",
        f"Tít bài\n{LEAD}.\n{LEAD}.",  # the same again is another rule's
        f"Tít bài\n{LEAD} {REST}\n{LEAD}.",  # the shorter line stands second
        "Tít bài\nSáng nay cầu thông xe.\nSáng nay cầu thông xe sau hai năm thi công liên tục.",
        "\n".join(f"Dòng mở đầu số {i} của bài." for i in range(6)) + f"\n{LEAD}.\n{LEAD} {REST}",
    ],
)
def test_noop(lines, text):
    assert lines("repeated-lead", text) == []


@pytest.mark.parametrize("ending", [".", "…", " ", ""])
def test_a_lead_that_opens_the_next_paragraph_is_found(lines, ending):
    text = f"Tít bài\n\n{LEAD}{ending}\n\n{LEAD} {REST}"
    assert lines("repeated-lead", text) == [(3, 3, "safe")]


def test_how_far_down_and_how_short_can_be_set(lines):
    text = f"Một.\nHai.\nBa.\n{LEAD}.\n{LEAD} {REST}"
    assert lines("repeated-lead", text, within_lines=3) == []
    assert lines("repeated-lead", text, within_lines=4, min_tokens=15) == []
    assert lines("repeated-lead", text, within_lines=4, min_tokens=13) == [(4, 4, "safe")]


def test_the_next_document_is_no_paragraph(hits):
    assert hits("repeated-lead", f"{LEAD}.", f"{LEAD} {REST}") == []
