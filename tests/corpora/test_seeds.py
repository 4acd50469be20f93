"""Two real articles with known faults: each is found, and what is cleaned is right to the byte."""

import shutil
import tomllib

import pytest

from lint.cache import Cache, default_folder
from lint.corpus import find_sources, read_chunks
from lint.engine import Engine
from lint.finding import Action, Level
from lint.packs import load_rules

NAMES = ("a.txt", "b.txt")


@pytest.fixture
def seeds(corpora):
    return corpora / "seeds"


@pytest.fixture(scope="module")
def engine():
    return Engine(load_rules(), 1, Cache(default_folder()), corpus_rules=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_known_fault_is_found_and_nothing_else_is_removed(name, seeds, engine):
    faults = tomllib.loads((seeds / "expected.toml").read_text("utf-8"))["fault"]
    expected = {(f["family"], *f["lines"], f["fix"]) for f in faults if f["file"] == name}
    batch = next(read_chunks(find_sources([str(seeds / name)]).sources)).load()
    text = batch.text.bytes_at(0)
    lines = text.split(b"\n")
    found = set()
    for hit in engine.inspect(batch).hits:
        level = engine.rules[hit.rule].fix if hit.level is None else hit.level
        if hit.action is not Action.NONE and level is not Level.DISPLAY:
            first = text.count(b"\n", 0, hit.start) + 1
            last = first + text.count(b"\n", hit.start, hit.end)
            touched = [n for n in range(first, last + 1) if lines[n - 1].strip()]
            found.add((engine.rules[hit.rule].family, *touched, level.name.lower()))
    assert expected == found


@pytest.mark.parametrize("level", ["safe", "unsafe"])
def test_fix_gives_the_cleaned_articles_and_restore_the_originals(level, seeds, delint, tmp_path):
    texts, cleaned = tmp_path / "texts", tmp_path / "cleaned"
    texts.mkdir()
    for name in NAMES:
        shutil.copyfile(seeds / name, texts / name)
    unsafe = ["--unsafe-fixes"] if level == "unsafe" else []
    delint("fix", texts, "-o", cleaned, "--isolated", *unsafe)
    for name in NAMES:
        assert (seeds / level / name).read_bytes() == (cleaned / name).read_bytes()
    delint("restore", cleaned)
    for name in NAMES:
        assert (seeds / name).read_bytes() == (cleaned / name).read_bytes()


@pytest.mark.parametrize("level", ["safe", "unsafe"])
def test_cleaned_articles_hold_nothing_more_to_fix(level, seeds, delint, tmp_path):
    for name in NAMES:
        shutil.copyfile(seeds / level / name, tmp_path / name)
    unsafe = ["--unsafe-fixes"] if level == "unsafe" else []
    delint("fix", "-i", tmp_path, "--isolated", *unsafe)
    for name in NAMES:
        assert (seeds / level / name).read_bytes() == (tmp_path / name).read_bytes()
