"""Folders that `datasets` saved: read, fixed, loaded and restored with the real package."""

import json
from pathlib import Path

import pytest

from lint.corpus import find_sources

LINE = "Những chiếc ghe chở dứa neo kín một khúc sông."
TEXT = f"Trời mưa to.\n{LINE}\n{LINE}\nChợ tan lúc tám giờ."
CLEAN = f"Trời mưa to.\n{LINE}\nChợ tan lúc tám giờ."

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def saved(datasets, tmp_path):
    rows = {"text": [TEXT, "x", None, LINE] * 300, "n": list(range(1200))}
    train = datasets.Dataset.from_dict(rows)
    both = datasets.DatasetDict({"train": train, "test": train.select(range(3, 4))})
    both.save_to_disk(tmp_path / "saved", num_shards={"train": 3, "test": 1})
    return tmp_path / "saved"


def delint(*words):
    from lint.cli import main

    return main([*map(str, words)])


def contents(folder):
    files = (p for p in Path(folder).rglob("*") if p.is_file() and "delint.ledger" not in str(p))
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def fix(*words):
    return delint("fix", "--isolated", "--select", "CAP001", *words)


def test_a_dataset_cleaned_into_a_folder_loads(datasets, saved, tmp_path):
    before = contents(saved)
    assert fix(saved, "--output-dir", tmp_path / "out") == 2  # rows without a text are told
    assert before == contents(saved)
    old, new = datasets.load_from_disk(saved), datasets.load_from_disk(tmp_path / "out")
    assert {name: len(part) for name, part in new.items()} == {"train": 1200, "test": 1}
    assert new["train"]["text"][:4] == [CLEAN, "x", None, LINE]
    assert new["train"]["n"][:] == old["train"]["n"][:]
    assert new["train"].features == old["train"].features
    assert new["train"]._fingerprint != old["train"]._fingerprint
    assert new["test"]._fingerprint == old["test"]._fingerprint
    assert delint("restore", tmp_path / "out") == 0
    assert before == contents(tmp_path / "out")


def test_a_dataset_is_cleaned_in_place_and_restored(datasets, saved):
    before = contents(saved)
    mapped = datasets.load_from_disk(saved)["train"].map(
        lambda row: {"size": len(row["text"] or "")}
    )
    sizes = mapped["size"][:4]
    cached = {name for name in contents(saved) if "cache-" in name}
    assert cached, "datasets keeps results beside the shards"
    fix(saved, "--in-place")
    again = datasets.load_from_disk(saved)["train"].map(
        lambda row: {"size": len(row["text"] or "")}
    )
    assert sizes != again["size"][:4], "no old result is taken for the new texts"
    delint("restore", saved)
    after = contents(saved)
    assert before == {name: after[name] for name in before}


def test_caches_beside_the_shards_are_no_sources(datasets, saved):
    datasets.load_from_disk(saved)["train"].map(lambda row: {"m": row["n"] + 1})
    found = [source.relative for source in find_sources([str(saved)]).sources]
    shards = [f"train/data-{n:05}-of-00003.arrow" for n in range(3)]
    assert ["test/data-00000-of-00001.arrow", *shards] == found


def test_the_fingerprint_depends_on_the_texts_alone(datasets, saved, tmp_path):
    for name in ("one", "two"):
        fix(saved, "--output-dir", tmp_path / name)
    states = [json.loads((tmp_path / n / "train/state.json").read_bytes()) for n in ("one", "two")]
    assert states[0]["_fingerprint"] == states[1]["_fingerprint"]
