"""rensa: digests of full token sets (not the sampled "rho" ones), words split in Python."""

from common import PERMUTATIONS, job, shingles, texts, write
from rensa import RMinHash, RMinHashLSH

BANDS = {0.5: 32, 0.6: 32, 0.7: 16, 0.8: 16, 0.9: 8}
"""Bands must divide the permutations: what is nearest to the optimum at each threshold."""

task = job()
made = RMinHash.digest_matrix_from_token_sets(
    [shingles(text) for text in texts(task.file)], PERMUTATIONS, 1
)
index = RMinHashLSH(task.threshold, PERMUTATIONS, BANDS[task.threshold])
flags = index.query_duplicate_flags_matrix_one_shot(made)
write(task.out, [[number for number, flag in enumerate(flags) if flag]])
