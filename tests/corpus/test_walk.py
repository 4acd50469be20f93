import os
from pathlib import Path

import pytest

from lint.corpus.source import Compression, Kind
from lint.corpus.walk import Selection, find_sources
from lint.errors import ConfigError, InputError


def names(*paths, **options):
    return [s.name for s in find_sources(paths, Selection(**options)).sources]


def test_known_suffixes_are_found_in_a_fixed_order(tree):
    tree(
        {
            "b.txt": "",
            "a/z.md": "",
            "a/b.ndjson.zst": "",
            "a/B.TXT": "",
            "c.jsonl.gz": "",
            "d.py": "",
            "e.gz": "",
            "a.text": "",
            "f.markdown": "",
        }
    )
    expected = ["a.text", "a/B.TXT", "a/b.ndjson.zst", "a/z.md", "b.txt", "c.jsonl.gz"]
    assert [*expected, "f.markdown"] == names(".")


def test_suffixes_decide_kind_and_compression(tree):
    tree({"a.jsonl.gz": "", "b.md.zst": "", "c.txt": "", "d.story": "", "e.gz": ""})
    found = find_sources(["a.jsonl.gz", "b.md.zst", "c.txt", "d.story", "e.gz"]).sources
    assert [(s.kind, s.compression) for s in found] == [
        (Kind.JSONL, Compression.GZIP),
        (Kind.TEXT, Compression.ZSTD),
        (Kind.TEXT, Compression.NONE),
        (Kind.TEXT, Compression.NONE),
        (Kind.TEXT, Compression.GZIP),
    ]


def test_json_is_json_lines_where_it_is_named(tree):
    tree({"a.json": "", "B.JSON.GZ": "", "c.jsonl": "", "in/d.json": ""})
    assert names(".") == ["c.jsonl"]
    found = find_sources(["a.json", "B.JSON.GZ"]).sources
    found += find_sources(["in"], Selection(include=["*.json"])).sources
    assert [s.kind for s in found] == [Kind.JSONL] * 3


def test_a_file_is_found_once_whatever_names_it(tree):
    folder = tree({"a/x.txt": "", "b.txt": ""})
    (folder / "link.txt").symlink_to("b.txt")
    (folder / "again").symlink_to("a")
    assert names(".", "a", "b.txt", str(folder)) == ["a/x.txt", "b.txt"]


def test_hidden_files_and_own_files_are_no_sources(tree):
    tree(
        {
            ".hidden.txt": "",
            ".git/x.txt": "",
            "delint.ledger": "",
            "delint.ledger.d/x.jsonl.gz": "",
            "delint.toml": "",
            "a.txt": "",
        }
    )
    assert names(".") == ["a.txt"]
    found = find_sources(["delint.ledger", "delint.toml", ".hidden.txt"])
    assert ([s.name for s in found.sources], found.excluded) == ([".hidden.txt"], 2)


def test_ignore_files_are_respected_and_the_nearest_decides(tree):
    tree(
        {
            ".gitignore": "*.md\n/top.txt\nraw/\n",
            "top.txt": "",
            "a/top.txt": "",
            "a/x.md": "",
            "raw/x.txt": "",
            "keep/.gitignore": "!*.md\n",
            "keep/x.md": "",
            "keep/.ignore": "y.md",
            "keep/y.md": "",
        }
    )
    assert names(".") == ["a/top.txt", "keep/x.md"]
    assert len(names(".", respect_gitignore=False)) == 6
    assert find_sources(["."]).ignored == 4


def test_ignore_files_above_count_inside_a_repository_only(tree):
    tree(
        {
            ".gitignore": "*.md\ndata/\n",
            "in/a.md": "",
            "in/b.txt": "",
            "in/c.txt": "",
            "data/c.txt": "",
        }
    )
    assert names("in") == ["in/a.md", "in/b.txt", "in/c.txt"]
    Path(".git/info").mkdir(parents=True)
    Path(".git/info/exclude").write_text("b.*\n")
    assert names("in") == ["in/c.txt"]
    assert names("data") == ["data/c.txt"], "a folder that is asked for by name is read"


def test_a_broken_ignore_pattern_does_not_stop_the_others(tree):
    tree({".gitignore": "!\n*.md\n", "a.md": "", "b.txt": ""})
    assert names(".") == ["b.txt"]


def test_exclude_counts_for_named_files_too(tree):
    folder = tree({"a/x.txt": "", "a/y.txt": "", "b/x.txt": ""})
    found = find_sources(["a/x.txt", "a/y.txt", "b"], Selection(exclude=["a/x.*"]))
    assert ([s.name for s in found.sources], found.excluded) == (["a/y.txt", "b/x.txt"], 1)
    assert names("a/x.txt", exclude=["a"]) == []
    assert names("a/x.txt", exclude=["/a"], root=folder / "b") == ["a/x.txt"]


def test_an_exclude_pattern_with_negation_lets_back_in(tree):
    tree({"a/x.txt": "", "a/y.txt": ""})
    assert names(".", exclude=["a/*", "!a/y.txt"]) == ["a/y.txt"]


def test_include_takes_the_place_of_the_suffixes(tree):
    tree({"a.story": "", "b.txt": "", "sub/c.story": "", "d.jsonl": ""})
    assert names(".", include=["*.story"]) == ["a.story", "sub/c.story"]
    assert names(".", include=["/d*"]) == ["d.jsonl"]


def test_a_bad_pattern_is_one_clear_line(tree):
    tree({"a.txt": ""})
    with pytest.raises(ConfigError, match="exclude: '!' is not a valid pattern"):
        names(".", exclude=["!"])


def test_a_missing_path_is_an_error(tree):
    tree({"a.txt": ""})
    for path in ("nowhere.txt", "a.txt/b"):
        with pytest.raises(InputError, match=f"no such file or folder: {path}"):
            names(path)
    with pytest.raises(InputError, match="not a path"):
        names("a\0b")


@pytest.mark.skipif(os.name != "posix", reason="no named pipes")
def test_a_pipe_is_an_error_since_it_can_be_read_only_once(tree):
    tree({"folder/a.txt": ""})
    os.mkfifo("folder/pipe.txt")
    assert names("folder") == ["folder/a.txt"]
    with pytest.raises(InputError, match=r'folder/pipe.txt: a pipe or a device; .* with "-"'):
        find_sources(["folder/pipe.txt"])


def test_a_folder_without_a_source_is_an_error_that_says_what_was_looked_for(tree):
    tree({"e/x.py": "", "e/.gitignore": "y.txt", "e/y.txt": "", "e/z.txt": ""})
    wanted = r"^e: no text found; looked for .*\.jsonl .*1 skipped by exclude; 1 skipped by .gitig"
    with pytest.raises(InputError, match=wanted):
        names("e", exclude=["z.txt"])
    assert names("e", exclude=["z.txt"], allow_empty=True) == []


def test_links_that_loop_end(tree):
    folder = tree({"a/x.txt": ""})
    (folder / "a/up").symlink_to("..")
    (folder / "a/self").symlink_to("self")
    (folder / "a/gone.txt").symlink_to("nowhere")
    assert names(".") == ["a/x.txt"]


def test_base_is_the_common_folder_and_relative_paths_start_there(tree):
    folder = tree({"c/a/x.txt": "", "c/b/x.txt": "", "c/y.txt": ""})
    both = find_sources(["c/a", "c/y.txt"])
    assert (folder / "c").resolve() == both.base
    assert [s.relative for s in both.sources] == ["a/x.txt", "y.txt"]
    one = find_sources(["c/b/x.txt"])
    assert ((folder / "c/b").resolve(), "x.txt") == (one.base, one.sources[0].relative)
    assert [s.relative for s in find_sources(["c/a", "."]).sources][:2] == [
        "c/a/x.txt",
        "c/b/x.txt",
    ]


def test_a_folder_that_links_elsewhere_keeps_its_own_relative_paths(tree):
    folder = tree({"real/x.txt": "", "top/y.txt": ""})
    (folder / "top/link").symlink_to(folder / "real")
    found = find_sources(["top"])
    assert [s.name for s in found.sources] == ["top/link/x.txt", "top/y.txt"]
    assert [s.relative for s in found.sources] == ["link/x.txt", "y.txt"]


def test_a_named_link_to_a_file_elsewhere_stands_where_the_link_stands(tree):
    folder = tree({"real/x.txt": "", "top/y.txt": ""})
    (folder / "top/x.jsonl").symlink_to(folder / "real/x.txt")
    alone = find_sources(["top/x.jsonl"])
    assert ((folder / "top").resolve(), "x.jsonl") == (alone.base, alone.sources[0].relative)
    both = find_sources(["top/x.jsonl", "real/x.txt", "top"])
    assert [s.relative for s in both.sources] == ["top/x.jsonl", "top/y.txt"]


def test_output_folder_is_not_entered(tree):
    folder = tree({"a.txt": "", "out/a.txt": ""})
    assert names(".", never=[folder / "out"]) == ["a.txt"]


def test_large_files_are_told(tree):
    tree({"a.txt": "12345", "b.txt": "1"})
    found = find_sources(["."], Selection(max_file_size=4))
    assert ([s.name for s in found.sources], found.too_large) == (["b.txt"], ["a.txt"])


def test_a_folder_that_cannot_be_read_is_a_problem(tree, monkeypatch):
    folder = tree({"a.txt": "", "shut/b.txt": ""})
    real = os.scandir

    def scandir(path):
        if str(path).rstrip("/").endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_sources(["."])
    assert [str(p) for p in found.problems] == ["shut: cannot be read: Permission denied"]
    assert [s.name for s in found.sources] == ["a.txt"]
    assert folder.exists()
