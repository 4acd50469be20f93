import pytest

CAPTION = "Những chiếc ghe chở dứa neo kín một khúc sông dài."
BETWEEN = "Đến tám giờ thì chợ tan, chỉ còn vài chiếc thuyền con."


@pytest.mark.parametrize(
    "text",
    [
        f"{CAPTION}\n{CAPTION}",  # next to each other: another rule's
        f"Ghe chở dứa.\n{BETWEEN}\nGhe chở dứa.",  # too short
        f"Tít của bài\n{CAPTION}\n{BETWEEN}\n{CAPTION.replace('dứa', 'dừa')}",
        "\n".join([f"{CAPTION}\n{BETWEEN} {i}" for i in range(5)]),  # a heading that comes back
        "1 2 3 4 5 6 7 8 9\nMột dòng.\n1 2 3 4 5 6 7 8 9",
    ],
)
def test_noop(lines, text):
    assert lines("distant-repeat", text) == []


@pytest.mark.parametrize(
    ("between", "place"),
    [(BETWEEN, 4), (f"\n{BETWEEN}\n", 6), (f"{BETWEEN}\n{BETWEEN} Nữa.", 5)],
)
def test_the_later_copy_is_found(lines, between, place):
    text = f"Tít của bài\n{CAPTION}\n{between}\n{CAPTION}\nHết."
    assert lines("distant-repeat", text) == [(place, place, "safe")]


def test_titles_are_another_rules(lines):
    assert lines("distant-repeat", f"{CAPTION}\n{BETWEEN}\n{CAPTION}") == []


def test_unless_spares_what_a_pattern_matches(lines):
    text = f"Tít của bài\n- {CAPTION}\n{BETWEEN}\n- {CAPTION}"
    assert lines("distant-repeat", text) == [(4, 4, "safe")]
    assert lines("distant-repeat", text, unless=[r"^\s*[-–]"]) == []


def test_lengths_can_be_bounded(lines):
    text = f"Tít của bài\n{CAPTION}\n{BETWEEN}\n{CAPTION}"
    assert lines("distant-repeat", text, min_tokens=12) == []
    assert lines("distant-repeat", text, max_tokens=10) == []
    assert lines("distant-repeat", text, min_tokens=11, max_tokens=11) == [(4, 4, "safe")]


def test_documents_are_apart(hits):
    assert hits("distant-repeat", f"Tít\n{CAPTION}\n{BETWEEN}", f"Tít\n{CAPTION}") == []
