"""datatrove: its MinHash pipeline up to the clusters, on two workers, words by blank spaCy.

Its tokenizer for Vietnamese takes four times as long. Tone marks and numbers are kept, which its
default drops; 14 buckets of 8 hashes are its default, made for a threshold of about 0.7.
"""

import struct
import tempfile
from collections import defaultdict
from pathlib import Path

from common import job, write
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import (
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupSignature,
)
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.utils.text import TextNormConfig
from datatrove.utils.typeshelper import Languages

WORKERS = 2


def split(file: Path, folder: Path) -> None:
    """Deal the records out to one file a worker, since a file is read by one."""
    folder.mkdir()
    lines = file.read_bytes().splitlines(keepends=True)
    for worker in range(WORKERS):
        (folder / f"{worker}.jsonl").write_bytes(b"".join(lines[worker::WORKERS]))


def run(folder: Path) -> None:
    """Run signatures, buckets and clusters."""
    config = MinhashConfig(
        norm_config=TextNormConfig(norm_unicode_diacritics=False, norm_numbers=False)
    )
    made, pairs, clusters = (str(folder / name) for name in ("made", "pairs", "clusters"))
    signatures = MinhashDedupSignature(made, config, language=Languages.english)
    steps = (
        ([JsonlReader(str(folder / "in")), signatures], WORKERS),
        ([MinhashDedupBuckets(made, pairs, config=config)], config.num_buckets),
        ([MinhashDedupCluster(pairs, clusters, config=config, save_cluster_id=True)], 1),
    )
    for number, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(
            pipeline, tasks=tasks, workers=WORKERS, logging_dir=str(folder / f"log{number}")
        ).run()


def groups(folder: Path) -> dict[int, list[int]]:
    """Return the documents of each cluster."""
    found = defaultdict(list)
    for file in folder.glob("*.clusters"):
        for document, cluster in struct.iter_unpack("<II", file.read_bytes()):
            found[cluster].append(document * WORKERS + int(file.stem))
    return found


if __name__ == "__main__":
    task = job()
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        split(task.file, here / "in")
        run(here)
        write(task.out, groups(here / "clusters").values())
