"""datasketch: MinHash.bulk and MinHashLSH, every document asked for after all were inserted."""

from common import PERMUTATIONS, job, shingles, texts, write
from datasketch import MinHash, MinHashLSH

task = job()
made = MinHash.bulk(
    ([shingle.encode() for shingle in shingles(text)] for text in texts(task.file)),
    num_perm=PERMUTATIONS,
)
index = MinHashLSH(threshold=task.threshold, num_perm=PERMUTATIONS)
with index.insertion_session() as session:
    for number, minhash in enumerate(made):
        session.insert(number, minhash, check_duplication=False)
found = (index.query(minhash) for minhash in made)
write(task.out, (group for group in found if len(group) > 1))
