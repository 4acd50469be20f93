"""Keys of findings: the same from run to run, whatever moves around them."""

import pytest

from lint.batch import Place
from lint.identity import document_of, identity, name_of, project_root, relative_path


def test_a_key_is_written_down_in_baselines_and_must_not_change():
    expected = "bba67856cca8926214b505d2ea6eff0e"
    assert expected == identity("PLY001", "a/b.jsonl#n7", "0:00 / 1:25\n")


@pytest.mark.parametrize("other", ["Ảnh: Hà", "ảnh:  hà\r\n", "A\u0309nh: Ha\u0300"])
def test_case_blanks_and_normal_form_do_not_count(other):
    assert identity("CAP001", "a", "Ảnh: Hà") == identity("CAP001", "a", other)


@pytest.mark.parametrize(
    "other",
    [("CAP002", "a", "x"), ("CAP001", "b", "x"), ("CAP001", "a", "y"), ("CAP001", "ax", "")],
)
def test_rule_document_and_text_count(other):
    assert identity("CAP001", "a", "x") != identity(*other)


def test_no_more_counts_than_a_finding_holds():
    assert identity("CAP001", "a", "x" * 1000) == identity("CAP001", "a", "x" * 2000)


def test_a_name_that_is_no_utf8_has_a_key():
    assert len(identity("CAP001", "\udcff.txt", "x")) == 32


def test_a_record_is_known_by_its_id_and_never_by_its_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert document_of(Place("a.jsonl", 7, "n7"), tmp_path) == "a.jsonl#n7"
    assert document_of(Place("a.jsonl", 7, "a.jsonl:7"), tmp_path) == "a.jsonl"
    assert document_of(Place("a.txt", None, "a.txt"), tmp_path) == "a.txt"


def test_a_path_is_the_same_from_every_folder(tmp_path, monkeypatch):
    below = tmp_path / "sub"
    below.mkdir()
    (tmp_path / ".git").mkdir()
    for here, path in ((tmp_path, "sub/a.txt"), (below, "a.txt"), (below, f"{below}/a.txt")):
        monkeypatch.chdir(here)
        assert project_root() == tmp_path
        assert relative_path(path, project_root()) == "sub/a.txt"


def test_a_path_outside_stays_whole(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert relative_path("../a.txt", tmp_path) == (tmp_path.parent / "a.txt").as_posix()


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place("a.txt", None, "a.txt"), "a.txt"),
        (Place("c.jsonl", 3, "n3"), "c.jsonl:3 (n3)"),
        (Place("c.jsonl", 3, "c.jsonl:3"), "c.jsonl:3"),
        (Place("c.jsonl", 3, "3"), "c.jsonl:3"),
    ],
)
def test_a_document_is_called_by_its_place_and_by_an_id_of_its_own(place, name):
    assert name_of(place) == name
