"""Rules that compare documents, as a run of the engine sees them."""

import random
from collections import Counter

import pytest

from lint.cache import Cache
from lint.cli.dedup import Matching
from lint.cli.index import Making
from lint.engine import Engine
from lint.finding import Action
from lint.near import THRESHOLD
from lint.near.rules import related, relations_of
from lint.near.terms import Relation


def told(engine, made):
    """Return (id, code, action, detail) of each finding of the duplicate rules."""
    engine.survey(made.chunks())
    relations = relations_of(engine)
    for _ in engine.run(made.chunks(), relations):
        pass
    found = []
    for inspected in related(engine, relations, made.chunks()) if relations else ():
        place = inspected.batch.origin.place(0)
        found += [
            (place.id, engine.rules[hit.rule].code, hit.action, hit.detail)
            for hit in inspected.hits
        ]
    return found


def test_the_rule_and_the_commands_have_one_default(duplicate_rules):
    [near] = (rule for rule in duplicate_rules if rule.code == "DUP002")
    assert near.params["threshold"] == THRESHOLD == Matching().threshold == Making().threshold


@pytest.fixture(scope="module")
def families(article, edited):
    """Articles with copies, near copies, parts and strangers."""
    rng = random.Random(5)
    texts = {}
    for number in range(25):
        text = article(number, rng.choice([60, 120, 300]))
        texts[f"{number}"] = text
        for copy in range(rng.randrange(4)):
            texts[f"{number}.{copy}"] = edited(text, rng.choice([0, 0.02, 0.05, 0.3]), copy)
        if number % 3 == 0:
            words = text.split()
            texts[f"{number}.part"] = " ".join(words[10:50])
    return texts


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_neither_threads_nor_batches_show(engine, corpus, families, jobs, size):
    expected = told(engine(), corpus(families))
    assert Counter(code for _, code, *_ in expected).keys() >= {"DUP001", "DUP002", "DUP003"}
    assert expected == told(engine(jobs=jobs), corpus(families, size=size))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_documents_does_not_show(engine, corpus, families, seed):
    order = list(families)
    random.Random(seed).shuffle(order)
    shuffled = corpus({own: families[own] for own in order}, path=None)
    expected = told(engine(), corpus(families, path=None))
    assert sorted(expected) == sorted(told(engine(), shuffled))


def test_the_anchor_itself_is_no_finding(engine, corpus, article):
    found = told(engine(), corpus({"a": article(1), "b": article(1) + "\nthêm", "c": article(2)}))
    assert [(own, code) for own, code, *_ in found] == [("a", "DUP002")]
    assert "corpus.jsonl:2 (b), which stays" in found[0][3]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["DUP001"], {"b"}),
        (["DUP002"], {"near"}),
        (["DUP003"], {"part"}),
        (["DUP001", "DUP003"], {"b", "part"}),
        (["DUP004"], set()),
    ],
)
def test_only_what_is_selected_is_told(engine, corpus, article, edited, codes, expected):
    text = article(1, 400)
    texts = {
        "a": text + "\nhết",
        "b": text.upper() + " HẾT",
        "near": edited(text, 0.03),
        "part": "\n".join(text.splitlines()[3:7]),
    }
    assert {own for own, *_ in told(engine(*codes), corpus(texts))} == expected


def test_the_same_title_and_lead_is_only_shown(engine, corpus, article):
    head = "Giá vàng hôm nay\nCập nhật mới nhất từ thị trường trong nước\n"
    found = told(engine(), corpus({own: head + article(own) for own in "abc"}))
    assert [(own, code, action) for own, code, action, _ in found] == [
        (own, "DUP004", Action.NONE) for own in "abc"
    ]
    assert "(b) has the same title and lead" in found[0][3]
    assert "(a) has the same title and lead" in found[1][3]


def test_duplicates_are_dropped_with_evidence(engine, corpus, article):
    found = told(engine(), corpus({"a": article(1), "b": article(1)}))
    assert [(own, code, action) for own, code, action, _ in found] == [("b", "DUP001", Action.DROP)]
    assert found[0][3] == "The same words as corpus.jsonl:1 (a)."


def test_a_duplicate_comes_with_its_anchor_and_what_is_known_of_both(engine, corpus, article):
    made, running = corpus({"a": article(1), "b": article(1)}), engine()
    running.survey(made.chunks())
    relations = relations_of(running)
    for _ in running.run(made.chunks(), relations):
        pass
    [inspected] = related(running, relations, made.chunks())
    batch = inspected.batch
    assert [batch.origin.place(i).id for i in range(len(batch))] == ["b", "a"]
    assert [hit.document for hit in inspected.hits] == [0]
    assert list(batch.text) == [article(1)] * 2


@pytest.mark.parametrize("texts", [["", ""], ["...", "..."], ["ma", "má"], ["một bài"]])
def test_what_is_no_duplicate(engine, corpus, texts):
    assert told(engine(), corpus(texts)) == []


def test_without_corpus_rules_nothing_is_related(duplicate_rules):
    assert relations_of(Engine(duplicate_rules, 1, Cache(None), corpus_rules=False)) is None
    assert relations_of(Engine([], 1, Cache(None))) is None


def test_every_relation_has_a_rule(duplicate_rules):
    assert {rule.params["relation"] for rule in duplicate_rules} == {r.value for r in Relation}


def test_programs_get_the_cluster_in_parts(engine, corpus, article):
    text = article(1, 300)
    texts = {"a": f"\n\n{text}\nhết", "b": text, "c": f"{text} thêm chữ", "d": article(2)}
    made, running = corpus(texts), engine("DUP001", "DUP002")
    running.survey(made.chunks())
    relations = relations_of(running)
    for _ in running.run(made.chunks(), relations):
        pass
    found = {}
    for inspected in related(running, relations, made.chunks()):
        for hit in inspected.hits:
            found[inspected.batch.origin.place(hit.document).id] = hit.evidence
    [anchor] = {evidence.place.id for evidence in found.values()}
    assert found.keys() == {"a", "b", "c"} - {anchor}
    for evidence in found.values():
        assert (evidence.size, evidence.place.path) == (3, "corpus.jsonl")
        assert evidence.line == (3 if anchor == "a" else 1)
        assert evidence.least <= evidence.jaccard <= 1
        assert [member.id for member in evidence.members] == sorted(found)
