"""The diff of a fix is one that patch understands, and says which rules made it."""

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.fix.edits import Edit, applied
from lint.output.diff import unified

CODES = ["PLY001", "CAP001"]


def diff(text, *edits):
    return list(unified("a.txt", text.encode(), [Edit(*e, "") for e in edits], CODES))


def test_a_deleted_line_has_three_lines_of_context():
    text = "một\nhai\nba\nbốn\n0:00\nnăm\nsáu\nbảy\ntám\n"
    at = len("một\nhai\nba\nbốn\n".encode())
    assert diff(text, (at, at + 5, b"", 0)) == [
        "--- a/a.txt",
        "+++ b/a.txt",
        "@@ -2,7 +2,6 @@ PLY001",
        *(" hai", " ba", " bốn", "-0:00", " năm", " sáu", " bảy"),
    ]


def test_edits_of_one_line_are_one_change_with_both_rules():
    assert diff("abcd\n", (0, 1, b"", 0), (2, 3, b"X", 1))[2:] == [
        "@@ -1,1 +1,1 @@ PLY001, CAP001",
        "-abcd",
        "+bXd",
    ]


def test_hunks_that_are_far_apart_are_two_and_count_on():
    text = "".join(f"{n}\n" for n in range(30))
    assert [line for line in diff(text, (0, 2, b"", 0), (65, 68, b"", 1)) if "@@" in line] == [
        "@@ -1,4 +1,3 @@ PLY001",
        "@@ -23,7 +22,6 @@ CAP001",
    ]


@pytest.mark.parametrize(
    ("text", "edit", "expected"),
    [
        ("a\nb", (1, 3, b"", 0), ["-a", "-b", "+a"]),
        ("a\n", (0, 2, b"", 0), ["-a"]),
        ("a\nb\n", (1, 2, b"", 0), ["-a", "-b", "+ab"]),
        ("ab", (2, 2, b"c", 0), ["-ab", "+abc"]),
        ("", (0, 0, b"c", 0), ["+c"]),
        ("a\r\nb\r\n", (0, 3, b"", 0), ["-a\r", " b\r"]),
    ],
    ids=["no-newline", "all", "join", "append", "from-nothing", "crlf"],
)
def test_edges(text, edit, expected):
    lines = [line for line in diff(text, edit)[3:] if not line.startswith("\\")]
    assert lines == expected


def test_what_an_insertion_leaves_of_a_deleted_line_stands_before_the_next_one():
    assert diff("a\na", (0, 0, b"x", 0), (0, 2, b"", 0))[3:] == [
        "-a",
        "-a",
        "\\ No newline at end of file",
        "+xa",
        "\\ No newline at end of file",
    ]


@st.composite
def edited(draw):
    text = draw(st.text(alphabet="ab\nế", max_size=60)).encode()
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    insert = st.sampled_from([b"", b"x", b"x\n", b"\n"])
    return text, [Edit(start, end, draw(insert), 0, "") for start, end in pairs]


@pytest.mark.skipif(shutil.which("patch") is None, reason="no patch here")
@settings(max_examples=200, deadline=None)
@given(edited())
def test_patch_makes_the_cleaned_text_of_it(tmp_path_factory, case):
    text, edits = case
    cleaned = applied(text, edits)
    if cleaned == text or not text or not cleaned:
        return
    try:
        text.decode(), cleaned.decode()
    except UnicodeDecodeError:
        return
    folder = tmp_path_factory.mktemp("patch")
    (folder / "a.txt").write_bytes(text)
    shown = "".join(f"{line}\n" for line in unified("a.txt", text, edits, CODES))
    command = ["patch", "--batch", "--quiet", "-p1"]
    subprocess.run(command, input=shown.encode(), cwd=folder, check=True)
    assert (folder / "a.txt").read_bytes() == cleaned
