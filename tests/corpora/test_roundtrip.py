"""Everything that is taken out of real texts comes back, byte for byte."""

import hashlib
import shutil

import pytest
import zstandard

UNPACKED_BYTES = 12 << 20
"""So much of each packed file is also fixed unpacked, where edits are written into the bytes."""


def digests(folder):
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file() and "delint.ledger" not in str(path)
    }


def unpack(packed, target):
    with packed.open("rb") as file:
        text = zstandard.ZstdDecompressor().stream_reader(file).read(UNPACKED_BYTES)
    target.write_bytes(text[: text.rfind(b"\n") + 1])


@pytest.mark.slow
def test_all_that_is_fixed_is_restored(corpora, delint, tmp_path):
    folder = tmp_path / "corpora"
    shutil.copytree(corpora / "seeds", folder / "seeds", copy_function=shutil.copyfile)
    for packed in [*(corpora / "pages").iterdir(), corpora / "vi-news.jsonl.zst"]:
        unpack(packed, folder / packed.stem)
    shutil.copyfile(corpora / "pages/web-mixed.jsonl.zst", folder / "packed.jsonl.zst")
    before = digests(folder)
    delint("fix", "-i", "--unsafe-fixes", "--max-removed", "1", "--isolated", folder)
    fixed = digests(folder)
    assert {path for path in before if fixed.get(path) == before[path]} <= {
        path for path in before if path.parts[0] == "seeds"
    }
    delint("restore", folder)
    assert before == digests(folder)
