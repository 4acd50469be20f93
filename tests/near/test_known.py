"""New documents against an index: all that comparing every pair finds, and nothing else."""

import random
import re

import numpy as np
import pytest

from lint.errors import UnusableIndexError
from lint.finding import Action
from lint.near import THRESHOLD
from lint.near.addition import Addition
from lint.near.index import StoredIndex
from lint.near.known import LEAST_HELD, Known
from lint.near.profile import Profile

SAID = re.compile(r"(?:(\d+)% of|The same words as|It holds (\d+)% of)")


@pytest.fixture(scope="session")
def built(engine, corpus, tmp_path_factory):
    """Return an index of texts by id, added in so many steps."""

    def build(texts, steps=1, strip=True, threshold=0.5, name="x.idx"):
        path = tmp_path_factory.mktemp("index") / name
        ids = list(texts)
        for step in range(steps):
            part = {own: texts[own] for own in ids[step::steps]}
            profile = Profile.new(threshold, 128, strip=strip)
            addition = Addition.to(path) if path.exists() else Addition.new(path, profile)
            list(engine().run(corpus(part).chunks(), addition))
            addition.commit()
        return StoredIndex(path)

    return build


@pytest.fixture(scope="session")
def told(engine):
    """Return (id, code, action, detail) of what is known of the documents of a corpus."""

    def told(made, index, *codes, jobs=1):
        running = engine(*codes, jobs=jobs)
        running.known = [Known(index, running.bound)]
        found = []
        for inspected in running.run(made.chunks()):
            for hit in inspected.hits:
                own = inspected.batch.origin.place(hit.document).id
                detail = hit.detail.replace(index.name, "x.idx")
                found.append((own, running.rules[hit.rule].code, hit.action, detail))
        return found

    return told


@pytest.fixture(scope="module")
def compared(article, edited):
    """Return old texts, and new ones: strangers, copies, near copies, parts, and longer ones."""
    old = {f"old{n}": article(n, random.Random(n).choice([60, 150, 400])) for n in range(60)}
    rng = random.Random(9)
    texts = {}
    for number in range(150):
        base, other = rng.choice(list(old.values())), article(1000 + number)
        words = base.split()
        middle = words[len(words) // 5 : len(words) // 5 + len(words) // 3]
        kinds = [base.upper(), edited(base, rng.choice([0.02, 0.05, 0.1, 0.15]), number), other]
        kinds += [" ".join(middle), f"{other}\n{base}\n{article(2000 + number)}"]
        texts[f"new{number}"] = kinds[number % 5]
    return old, texts


def test_what_is_told_is_what_all_pairs_say(built, told, corpus, compared, prints_of, sets_of):
    old, new = compared
    olds, news = prints_of(list(old.values())), prints_of(list(new.values()))
    held = dict(zip(old, sets_of(olds), strict=True))
    found = told(corpus(new), built(old))
    by_id = {own: [row for row in found if row[0] == own] for own in new}
    counts = dict.fromkeys(("exact", "near", "inside", "holds", "none"), 0)
    for own, mine, content in zip(new, sets_of(news), news.content.tolist(), strict=True):
        jaccard = {o: len(mine & t) / len(mine | t) for o, t in held.items()}
        inside = {o: len(mine & t) / len(mine) for o, t in held.items() if len(t) > len(mine)}
        holds = {o: len(mine & t) / len(t) for o, t in held.items() if len(t) < len(mine)}
        near = {o: j for o, j in jaccard.items() if j >= THRESHOLD}
        expected = []
        if content in olds.content.tolist():
            same = [o for o, c in zip(old, olds.content.tolist(), strict=True) if c == content]
            expected = [("DUP001", Action.DROP, f"The same words as {same[0]} in x.idx.")]
            counts["exact"] += 1
        elif near:
            best = max(near, key=near.get)
            said = f"{min(near[best], 0.99):.0%} of the 5-word shingles are the same as those of"
            expected = [("DUP002", Action.DROP, f"{said} {best} in x.idx.")]
            counts["near"] += 1
        elif any(share >= 0.9 for share in inside.values()) and len(mine) >= 30:
            best = max(inside, key=inside.get)
            share = inside[best] if inside[best] == 1 else min(inside[best], 0.99)
            said = f"{share:.0%} of it stands in the longer {best} in x.idx."
            expected = [("DUP003", Action.DROP, said)]
            counts["inside"] += 1
        for other, share in sorted(holds.items()):
            if share >= 0.9 and other not in near:
                said = f"It holds {share if share == 1 else min(share, 0.99):.0%} of {other}"
                expected.append(("DUP003", Action.NONE, f"{said} in x.idx."))
                counts["holds"] += 1
        counts["none"] += not expected
        assert expected == [row[1:] for row in by_id[own]]
    assert min(counts.values()) >= 10, counts


@pytest.mark.parametrize("steps_size_jobs", [(1, 1, 3), (7, 1000, 1), (13, 11, 2)])
def test_neither_segments_nor_batches_nor_threads_show(
    built, told, corpus, compared, monkeypatch, steps_size_jobs
):
    (old, new), (steps, size, jobs) = compared, steps_size_jobs
    monkeypatch.setattr("lint.near.addition._SMALL", 2)
    index = built(old, steps)
    expected = told(corpus(new), built(old))
    assert expected == told(corpus(new, size=size), index, jobs=jobs)


@pytest.mark.parametrize(
    ("codes", "kinds"),
    [
        (["DUP001"], {"DUP001"}),
        (["DUP002"], {"DUP002"}),
        (["DUP003"], {"DUP003"}),
        (["DUP004"], set()),
        (["DUP002", "DUP003"], {"DUP002", "DUP003"}),
    ],
)
def test_only_selected_rules_speak(built, told, corpus, compared, codes, kinds):
    old, new = compared
    assert {code for _, code, *_ in told(corpus(new), built(old), *codes)} == kinds


def test_without_the_exact_rule_a_copy_is_near(built, told, corpus, article):
    index = built({"a": article(1)})
    found = told(corpus([article(1)]), index, "DUP002")
    said = "100% of the 5-word shingles are the same as those of a in x.idx."
    assert [detail for *_, detail in found] == [said]


def test_copies_in_the_index_are_counted(built, told, corpus, article):
    index = built({own: article(1) for own in "cab"})
    [found] = told(corpus([article(1)]), index)
    assert found[3] == "The same words as c and 2 more in x.idx."


def test_a_text_file_is_not_compared_with_itself(built, told, corpus, article, edited):
    old = {"news/a.txt": article(1), "news/b.txt": edited(article(1), 0.05)}
    index = built(old)
    assert told(corpus({"news/c.txt": article(1)}, path=None), index)[0][1] == "DUP001"
    [found] = told(corpus({"news/a.txt": article(1)}, path=None), index)
    assert found[1] == "DUP002"
    assert "news/b.txt" in found[3]
    [found] = told(corpus({"news/a.txt": edited(article(1), 0.01)}, path=None), index)
    assert "news/b.txt" in found[3]
    assert told(corpus({"news/a.txt": article(1)}), index)[0][1] == "DUP001", "a record is"


@pytest.mark.parametrize("words", [13, 14, 20, 40, 90])
@pytest.mark.parametrize("seed", range(6))
def test_an_item_is_found_inside_a_long_text(built, told, corpus, article, words, seed):
    item = article(seed, words).replace("\n", " ")
    index = built({"item": item, "other": article(50, 100)}, name="eval.idx")
    text = f"{article(60, 700)}\n{item}\n{article(70, 700)}"
    found = told(corpus({"text": text}), index)
    said = "It holds 100% of item in x.idx."
    assert found == [("text", "DUP003", Action.NONE, said)]


def test_a_phrase_is_no_item(built, told, corpus, article):
    item = article(1, LEAST_HELD + 3).replace("\n", " ")
    assert told(corpus([f"{article(2, 500)} {item}"]), built({"item": item})) == []


def test_every_item_is_told(built, told, corpus, article):
    items = {f"q{number:03}": article(number, 30) for number in range(80)}
    found = told(corpus(["\n".join(items.values())]), built(items))
    assert [f"It holds 100% of {own} in x.idx." for own in items] == [row[3] for row in found]


@pytest.mark.parametrize("text", ["", "...", "\n"])
def test_a_document_without_words_is_known_nowhere(built, told, corpus, text):
    index = built({"a": text, "b": "hai ba"})
    assert index.documents == 1
    assert told(corpus([text]), index) == []


def test_an_empty_index_knows_nothing(built, told, corpus, article):
    assert told(corpus([article(1)]), built({})) == []


def test_an_index_without_stripping_compares_all_lines(engine, corpus, tmp_path, article):
    """With stripping the menu that a rule deletes is left out, on both sides."""
    from lint.cache import Cache
    from lint.engine import Engine
    from lint.finding import Level, Severity
    from lint.rule import Rule

    menu = Rule(
        code="TST001",
        name="menu",
        check="line-pattern",
        severity=Severity.INFO,
        fix=Level.SAFE,
        summary="s",
        why="w",
        path="-",
        params={"patterns": ["menu.*"]},
    )
    rules = [menu, *engine().rules]
    body = article(1, 40)
    lines = "\n".join(f"menu {word}" for word in article(2, 60).split())
    for strip, code in ((True, "DUP001"), (False, None)):
        running = Engine(rules, 1, Cache(None))
        path = tmp_path / f"{strip}.idx"
        addition = Addition.new(path, Profile.new(0.5, 128, strip=strip))
        list(running.run(corpus({"a": f"{lines}\n{body}"}).chunks(), addition))
        addition.commit()
        running.known = [Known(StoredIndex(path), running.bound)]
        [inspected] = running.run(corpus({"b": body}).chunks())
        codes = [running.rules[hit.rule].code for hit in inspected.hits]
        assert codes == ([code] if code else ["DUP003"])


def test_damage_ends_the_run_with_one_line(built, told, corpus, article):
    index = built({"a": article(1)})
    index.segments[0].columns["band_documents"] = np.full(34, 9, np.uint32)
    with pytest.raises(UnusableIndexError, match=r"x\.idx: the index is damaged"):
        told(corpus([article(1) + " thêm"]), index, jobs=2)


def test_programs_get_what_was_measured(engine, built, corpus, article, edited):
    text = article(1, 300)
    index = built({"old": text})
    running = engine()
    running.known = [Known(index, running.bound)]
    new = {
        "same": text.upper(),
        "near": edited(text, 0.03),
        "part": " ".join(text.split()[20:120]),
        "more": f"{article(7, 400)}\n{text}\n{article(8, 400)}",
    }
    found = {}
    for inspected in running.run(corpus(new).chunks()):
        for hit in inspected.hits:
            found[inspected.batch.origin.place(hit.document).id] = hit.evidence
    assert {own: evidence.relation for own, evidence in found.items()} == {
        "same": "exact",
        "near": "near",
        "part": "contained",
        "more": "holds",
    }
    assert {(e.place.path, e.place.id, e.line) for e in found.values()} == {
        (index.name, "old", None)
    }
    assert (found["same"].jaccard, found["same"].containment) == (1.0, 1.0)
    assert 0.6 < found["near"].jaccard < 1
    assert found["near"].containment is None
    assert (found["part"].jaccard, found["part"].containment) == (None, 1.0)
