"""text-dedup: its MinHash command on two processes; the clusters are its union of candidates."""

import pickle
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from common import PERMUTATIONS, SHINGLE, Job, job, write


def command(task: Job, folder: str) -> list[str]:
    """Return its command line; --debug makes it write its clusters."""
    options = {
        "--path": "json",
        "--data_files": task.file,
        "--split": "train",
        "--cache_dir": f"{folder}/cache",
        "--output": f"{folder}/out",
        "--column": "text",
        "--ngram": SHINGLE,
        "--num_perm": PERMUTATIONS,
        "--threshold": task.threshold,
        "--min_length": 1,
        "--hash_func": "xxh3",
        "--num_proc": 2,
    }
    words = [str(part) for option in options.items() for part in option]
    return [sys.executable, "-m", "text_dedup.minhash", "--debug", *words]


task = job()
with tempfile.TemporaryDirectory() as name:
    subprocess.run(command(task, name), check=True, stdout=subprocess.DEVNULL)
    forest = pickle.loads(Path(name, "out", "uf.pkl").read_bytes())
clusters = defaultdict(list)
for number in forest.parent:
    clusters[forest.find(number)].append(number)
write(task.out, (group for group in clusters.values() if len(group) > 1))
