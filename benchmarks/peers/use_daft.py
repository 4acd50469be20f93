"""Daft: sketches only, it has no step that makes duplicates of them."""

import daft
from common import PERMUTATIONS, SHINGLE, job, write
from daft import col
from daft.functions import minhash, normalize

task = job()
text = normalize(col("text"), remove_punct=True, lowercase=True, white_space=True)
rows = minhash(text, num_hashes=PERMUTATIONS, ngram_size=SHINGLE, hash_function="xxhash")
made = daft.read_json(str(task.file)).select(rows.alias("row")).collect()
write(task.out, [])
assert len(made) > 0
