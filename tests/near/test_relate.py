"""Clusters do not depend on how a corpus is read: order, batches, threads."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lint.near.keep import Policy
from lint.near.records import cluster_records
from lint.near.relate import Relations, Wanted
from lint.near.terms import Keep

SITES = ["https://a.example/1", "https://b.example/2", "https://c.example/3"]
DATES = ["2024-05-01", "2026-01-09", ""]
MENU = "\n".join(f"mục {number} tin mới xem nhiều bạn đọc" for number in range(8))


@pytest.fixture(scope="module")
def families(article, edited):
    """Articles by id with copies, near copies, parts, frames and digests; text, url and date."""
    rng = random.Random(8)
    texts = {}
    for number in range(12):
        text = article(number, rng.choice([40, 60, 120, 300]))
        for copy in range(rng.randrange(5)):
            near = edited(text, rng.choice([0, 0, 0.01, 0.04, 0.08]), rng.choice([copy, 0]))
            part = "\n".join(near.splitlines()[rng.randrange(3) :])
            digest = f"{near}\n{article(rng.randrange(12), 120)}"
            texts[f"{number}.{copy}"] = rng.choice([near, near, part, digest])
        texts |= {f"{number}": text, f"menu {number}": f"{MENU}\n{article(50 + number, 30)}"}
        texts |= {f"same {number} {copy}": article(80 + number) for copy in range(2)}
    return {own: (text, rng.choice(SITES), rng.choice(DATES)) for own, text in texts.items()}


@pytest.fixture(scope="module")
def clusters(corpus, engine):
    """Return the clusters of documents that are read in batches of `size` by `jobs` threads."""

    def clusters(documents, policy, size=1000, jobs=1):
        texts, urls, dates = zip(*documents.values(), strict=True)
        fields = {"urls": list(urls), "dates": list(dates)}
        made = corpus(dict(zip(documents, texts, strict=True)), size=size, fields=fields)
        relations = Relations(Wanted(jaccard=0.6, containment=0.9, policy=policy))
        for _ in engine(jobs=jobs).run(made.chunks(), relations):
            pass
        found = [
            [(m["id"], m["relation"], m["jaccard"], m["containment"]) for m in row["members"]]
            for row in cluster_records(relations.store, relations.matched())
        ]
        relations.close()
        return sorted(found)

    return clusters


@settings(max_examples=40, deadline=None)
@given(
    rng=st.randoms(use_true_random=False),
    size=st.integers(1, 40),
    jobs=st.integers(1, 4),
    keep=st.sampled_from([Keep.LONGEST, Keep.NEWEST, Keep.PREFER]),
)
def test_neither_order_nor_batches_nor_threads_show(families, clusters, rng, size, jobs, keep):
    policy = Policy(keep, ("b.example", "c.example"))
    expected = clusters(families, policy)
    relations = {relation for found in expected for _, relation, *_ in found}
    assert relations == {None, "exact", "near", "contained"}

    shuffled = list(families.items())
    rng.shuffle(shuffled)

    assert clusters(dict(shuffled), policy, size, jobs) == expected
