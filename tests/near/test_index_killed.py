"""A run that is killed leaves the old index or the new one, never half of one."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from lint.near.index import StoredIndex

KILLS, MOST_KILLS = 15, 150
SCRIPT = r"""
import itertools, sys
from pathlib import Path
from lint.cache import Cache
from lint.corpus import Reading, find_sources, read_chunks
from lint.engine import Engine
from lint.near.addition import Addition
from lint.near.index import StoredIndex

path = Path("x.idx")
print("begin", flush=True)
for number in itertools.count(StoredIndex(path).documents):
    text = f"bài số {number} " + " ".join(f"từ{number * 7919 + i}" for i in range(2000))
    Path(f"{number}.txt").write_text(text)
    addition = Addition.to(path)
    chunks = read_chunks(find_sources([f"{number}.txt"]).sources, Reading())
    for _ in Engine([], 1, Cache(None)).run(chunks, addition):
        pass
    addition.commit()
    print(number + 1, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_kill_at_any_moment_loses_nothing(tmp_path, engine, corpus):
    from lint.near.addition import Addition
    from lint.near.profile import Profile

    path = tmp_path / "x.idx"
    addition = Addition.new(path, Profile.new(0.5, 128, strip=True))
    list(engine().run(corpus(["một", "hai"]).chunks(), addition))
    addition.commit()
    chance = random.Random(5)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    cut_short = 0
    for attempt in range(MOST_KILLS):
        if attempt >= KILLS and cut_short:
            break
        command = [sys.executable, "-c", SCRIPT]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, env=environment, cwd=tmp_path) as process:
            assert process.stdout.readline() == b"begin\n"
            done = int(process.stdout.readline())
            time.sleep(chance.uniform(0, 0.08))
            os.kill(process.pid, signal.SIGKILL)
            done = max([done, *map(int, process.stdout.read().split())])
        index = StoredIndex(path)
        index.verify()
        documents = np.arange(index.documents, dtype=np.uint64)
        ids = index.ids(documents)
        assert index.documents in (done, done + 1), "what was told as done is there"
        assert ids[2:] == [f"{number}.txt" for number in range(2, index.documents)]
        cut_short += any(tmp_path.glob(".delint-*.tmp"))
    assert cut_short, "no kill came while the file was written; the test proves too little"
    assert len(list(tmp_path.glob(".delint-*.tmp"))) <= 1, "the next run sweeps up"
