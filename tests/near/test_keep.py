import random

import pytest

from lint.near.keep import Policy
from lint.near.relate import Relations, Wanted
from lint.near.terms import Keep

SITES = ["https://a.example/1", "https://b.example/2", "https://c.example/3"]
DATES = ["2024-05-01", "2026-01-09", "2025-12-31"]


@pytest.fixture
def kept(corpus, engine):
    """Return the ids of the documents that stay."""

    def kept(documents, policy):
        made = corpus(
            {own: text for own, text, _, _ in documents},
            fields={"urls": [d[2] for d in documents], "dates": [d[3] for d in documents]},
        )
        relations = Relations(Wanted(jaccard=0.5, containment=0.9, policy=policy))
        list(engine().run(made.chunks(), relations))
        anchors = relations.matched().anchors
        relations.close()
        ids = [own for own, *_ in documents]
        return {own for own, anchor in zip(ids, anchors.anchor.tolist(), strict=True) if anchor < 0}

    return kept


@pytest.fixture
def documents(article):
    text = article(1)
    texts = [text, f"{text} thêm vài chữ nữa", f"khác {text}"]
    return [(f"d{i}", texts[i], SITES[i], DATES[i]) for i in range(3)]


@pytest.mark.parametrize(
    ("policy", "stays"),
    [
        (Policy(Keep.LONGEST), "d1"),
        (Policy(Keep.FIRST), "d0"),
        (Policy(Keep.NEWEST), "d1"),
        (Policy(Keep.PREFER, ("c.example", "a.example")), "d2"),
        (Policy(Keep.PREFER, ("nobody.example",)), "d1"),
    ],
)
def test_a_policy_says_which_stays(kept, documents, policy, stays):
    assert kept(documents, policy) == {stays}


def test_a_document_without_a_date_is_the_oldest(kept, documents):
    documents[1] = (*documents[1][:3], "")
    assert kept(documents, Policy(Keep.NEWEST)) == {"d2"}


@pytest.mark.parametrize("keep", [Keep.LONGEST, Keep.NEWEST, Keep.PREFER])
def test_the_order_of_documents_does_not_matter(kept, documents, article, keep):
    twins = [(f"t{i}", documents[i % 3][1], SITES[0], DATES[0]) for i in range(6)]
    others = [(f"o{i}", article(10 + i), SITES[i % 3], DATES[i % 3]) for i in range(5)]
    everything = [*documents, *twins, *others]
    policy = Policy(keep, ("b.example",))
    expected = kept(everything, policy)
    for seed in range(6):
        random.Random(seed).shuffle(everything)
        assert kept(everything, policy) == expected


def test_with_first_the_order_is_what_counts(kept, documents):
    assert kept(documents[::-1], Policy(Keep.FIRST)) == {"d2"}
