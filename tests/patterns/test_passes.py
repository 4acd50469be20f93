from lint.cache import Cache
from lint.corpus.given import text_batch
from lint.patterns import Mode, Pattern, Scanner, prefixes
from lint.view import View


def test_prefixes_are_worked_out_once(tmp_path, monkeypatch):
    patterns = [Pattern(s, Mode.SEARCH, "x", (0, "p")) for s in ("^đọc", "^(?-i:xem)", "thêm")]

    def found():
        view = View(text_batch(["đọc\nxem\nđi xem\nthêm\nXem"]), Scanner(patterns, Cache(tmp_path)))
        return view.matched_lines(0, "p").tolist()

    assert found() == [0, 1, 3]
    monkeypatch.setattr(prefixes, "prefixes_of", None)  # asked for again, it would fail
    assert found() == [0, 1, 3]


def test_blank_lines_are_not_searched_for_what_begins_a_line(lines_of):
    assert lines_of("»{1,3}", "»»\n\n \t\na", mode=Mode.LINE) == [0]
    assert lines_of("»{0,3}", "»»\n\n \t\na", mode=Mode.LINE) == [0]
