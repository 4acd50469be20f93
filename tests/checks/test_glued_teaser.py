import pytest

from lint.checks.glued_teaser import Params, joint

ARTICLE = "Bến cá họp lúc ba giờ.\n\nNgười mua đứng chờ sẵn.\n\nĐến bảy giờ thì cá hết.\n\n"
GLUED = (
    "Đường lên bản vừa được mở rộngCon đường dài mười hai cây số nay đã đủ cho hai xe tránh nhau "
    "mà không phải dừng."
)
JOINTS = [r"(?-i:[\p{Ll}\d?!%…”’\x22]\p{Lu})"]


@pytest.fixture
def teasers(lines):
    def find(text, **params):
        return lines("glued-teaser", text, joints=JOINTS, **params)

    return find


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE + "Con đường dài mười hai cây số nay đã đủ cho hai xe tránh nhau.",
        GLUED,  # no article stands before
        ARTICLE.rstrip() + "\n" + GLUED,  # no blank line parts it
        ARTICLE + GLUED + "\n\nMột đoạn nữa của bài đứng sau.",
        ARTICLE + "Hãng BanhMi mở thêm ba cửa hàng ở quận trung tâm và hai cửa hàng ở ngoại thành.",
        ARTICLE + "Cầu đã thông xe. Đường lên bảnCon đường dài mười hai cây số nay đủ cho hai xe.",
        ARTICLE + "Đường lên bản vừa được mở rộngCon đường dài.",  # too short for a teaser
        ARTICLE + GLUED.rstrip("."),
        "",
    ],
)
def test_noop(teasers, text):
    assert teasers(text) == []


def test_the_last_line_goes(teasers):
    assert teasers(ARTICLE + GLUED) == [(7, 7, "safe")]
    assert teasers(ARTICLE + GLUED + "\n\n \n") == [(7, 7, "safe")]


def test_several_in_a_row_are_one_finding(teasers):
    assert teasers(f"{ARTICLE}{GLUED}\n{GLUED}") == [(7, 8, "safe")]


def test_where_words_are_glued_everywhere_that_is_another_fault(teasers):
    glued = "Bến cáHọp lúc ba giờ.\n\nNgười muaĐứng chờ.\n\nĐến bảy giờThì cá hết.\n\n"
    assert teasers(glued + GLUED) == []


def test_the_detail_shows_the_headline(hits):
    (hit,) = hits("glued-teaser", ARTICLE + GLUED, joints=JOINTS)
    assert hit.detail.endswith("“Đường lên bản vừa được mở rộng” is glued to its teaser.")


@pytest.mark.parametrize("size", [10_000, 20_000])
def test_a_very_long_line_is_looked_at_no_further_than_a_headline_reaches(size):
    text = "từ " * size + "cuốiCon đường dài mười hai cây số nay đã đủ cho hai xe tránh nhau."
    assert joint(text, Params(())) == 0
