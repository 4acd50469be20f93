"""gaoya: its own analyser in Rust (5-word shingles), bulk insertion and queries on all cores.

Its queries compare signatures, so that what they return is near the threshold by estimate.
"""

from common import job, texts, write
from gaoya.minhash import MinHashStringIndex

BANDS = {0.5: (25, 5), 0.6: (21, 6), 0.7: (16, 8), 0.8: (12, 10), 0.9: (8, 16)}

task = job()
corpus = list(texts(task.file))
bands, rows = BANDS[task.threshold]
index = MinHashStringIndex(
    32,
    task.threshold,
    bands,
    rows,
    analyzer="word",
    lowercase=True,
    ngram_range=(5, 5),
    id_container="smallvec",
)
index.par_bulk_insert_docs(list(range(len(corpus))), corpus)
found = index.par_bulk_query(corpus)
write(task.out, (list(group) for group in found if len(group) > 1))
