import pytest

ARTICLE = (
    "Sương tan dần khi những chiếc thuyền đầu tiên cập bến, mang theo cá thu và mực tươi từ đảo xa "
    "về cho kịp phiên chợ sớm của thị trấn.\n"
    "Người mua đứng chờ từ ba giờ sáng, phần lớn là các chủ quán ăn đã quen mặt với từng tay lưới "
    "trong làng và biết rõ mẻ nào ngon.\n"
    "Đến bảy giờ thì cá hết, bến vắng dần, chỉ còn lũ mèo quanh quẩn bên những chiếc rổ không và "
    "vài người vá lưới cho chuyến đi sau.\n"
)
HEADLINES = (
    "Đường lên bản vừa được mở rộng\n"
    "Đội bóng nữ giành vé vào chung kết\n"
    "Hội sách mùa thu khai mạc tại công viên\n"
    "Vườn lan trăm tuổi đón khách tham quan"
)
TEASERS = (
    "Đường lên bản vừa được mở rộng\n"
    "(Báo Mẫu) - Con đường dài mười hai cây số nay đã đủ cho hai xe tránh nhau.\n"
    "Đội bóng nữ giành vé vào chung kết\n"
    "(Báo Mẫu) - Bàn thắng ở phút cuối đưa đội chủ nhà vào trận đấu cuối cùng."
)
MARKERS = [r"tin liên quan:?", r"related stories:?"]
DATELINES = [r"^\(báo mẫu\)\s-\s"]


@pytest.fixture
def blocks(lines):
    def find(text, **params):
        return lines("related-block", text, markers=MARKERS, datelines=DATELINES, **params)

    return find


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        ARTICLE + HEADLINES,  # four short lines, and nothing that announces them
        "Tin liên quan\n" + HEADLINES,  # no article stands before
        "Một câu ngắn.\nHai câu ngắn.\nBa câu ngắn.\nTin liên quan\n"
        + HEADLINES,  # too little of it
        TEASERS,  # a page of teasers is a digest, not a block
        ARTICLE + "Tin liên quan đến vụ việc vẫn đang được làm rõ, theo lời người phát ngôn.\n",
        ARTICLE + "(Báo Mẫu) - Bài viết này có một dòng như thế.",
        ARTICLE + "Tin liên quan",  # an announcement of nothing
    ],
)
def test_noop(blocks, text):
    assert blocks(text) == []


@pytest.mark.parametrize("marker", ["Tin liên quan", "TIN LIÊN QUAN:", "Related stories"])
def test_what_an_announcement_opens_is_a_block_to_the_end(blocks, marker):
    assert blocks(f"{ARTICLE}{marker}\n{HEADLINES}") == [(4, 8, "safe")]


def test_teasers_with_one_dateline_are_a_block(blocks):
    assert blocks(ARTICLE.replace("\n", "\n\n") + TEASERS) == [(7, 10, "safe")]


def test_headlines_that_stand_twice_belong_to_the_block(blocks):
    doubled = TEASERS.replace(
        "vào chung kết\n", "vào chung kết\nĐội bóng nữ giành vé vào chung kết\n"
    )
    assert blocks(ARTICLE.replace("\n", "\n\n") + doubled) == [(7, 11, "safe")]


@pytest.mark.parametrize(("photo", "expected"), [([r"ảnh:\s"], [(7, 11, "safe")]), ([], [])])
def test_credits_between_teasers_belong_to_the_block(blocks, photo, expected):
    caption = "Con đường mới nhìn từ trên cao, sáng hôm qua. Ảnh: Minh Mẫu, gửi từ bản về.\n"
    text = TEASERS.replace("Đội bóng", caption + "Đội bóng", 1)
    assert blocks(ARTICLE.replace("\n", "\n\n") + text, credits=photo) == expected


def test_a_block_inside_an_article_ends_where_the_article_goes_on(blocks):
    text = f"{ARTICLE}Tin liên quan\n{HEADLINES}\n\n{ARTICLE}"
    assert blocks(text) == [(4, 8, "safe")]


def test_weaker_evidence_is_shown_and_not_cut(blocks):
    text = f"{ARTICLE}Tin liên quan\n{HEADLINES}"
    assert blocks(text, min_weight=20) == [(4, 8, "display")]
    assert blocks(text, min_weight=20, suspect_weight=20) == []


def test_the_detail_gives_the_reasons(hits):
    text = f"{ARTICLE}Tin liên quan\n{HEADLINES}"
    (hit,) = hits("related-block", text, markers=MARKERS)
    assert hit.detail.startswith("Related stories from line 4 to the end: line 4 announces related")
    assert "4 lines are like headlines" in hit.detail


def test_one_document_is_no_article_for_the_next(hits):
    assert hits("related-block", ARTICLE, f"Tin liên quan\n{HEADLINES}", markers=MARKERS) == []
