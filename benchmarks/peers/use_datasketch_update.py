"""datasketch as its documentation begins: one `update` a shingle, one `insert` a document."""

from common import PERMUTATIONS, job, shingles, texts, write
from datasketch import MinHash, MinHashLSH

task = job()
index = MinHashLSH(threshold=task.threshold, num_perm=PERMUTATIONS)
made = []
for number, text in enumerate(texts(task.file)):
    minhash = MinHash(num_perm=PERMUTATIONS)
    for shingle in shingles(text):
        minhash.update(shingle.encode())
    index.insert(number, minhash)
    made.append(minhash)
found = (index.query(minhash) for minhash in made)
write(task.out, (group for group in found if len(group) > 1))
