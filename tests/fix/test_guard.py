import pytest

from lint.corpus.source import Kind, Source
from lint.fix.guard import Guard, Outcome
from lint.fix.tally import Tally


def outcome(name, kind=Kind.JSONL, changed=1, **counts):
    return Outcome(Source(None, name, name, kind), Tally(changed=changed, **counts))


def judged(outcomes, max_removed=0.5):
    guard = Guard(max_removed)
    for item in outcomes:
        guard.add(item)
    accepted, refused = guard.judge()
    return [o.source.name for o in accepted], [str(p) for p in refused]


def test_a_table_that_would_lose_too_much_text_is_refused_alone():
    over = outcome("a", documents=3, text_bytes=100, removed_bytes=51)
    just = outcome("b", documents=3, text_bytes=100, removed_bytes=50)
    accepted, [refused] = judged([over, just])
    assert accepted == ["b"]
    assert refused == (
        "a: fixing would remove 51% of the text, more than 50%; nothing of it was written "
        "(--max-removed raises the limit)"
    )
    assert judged([over, just], 0.51)[0] == ["a", "b"]


def test_a_table_that_would_lose_too_many_documents_is_refused():
    short = outcome("a", documents=3, text_bytes=100, removed_bytes=10, emptied=2)
    accepted, [refused] = judged([short])
    assert accepted == []
    assert "66.7% of the documents" in refused


def texts(count, **changes):
    plain = {"documents": 1, "text_bytes": 100}
    files = [outcome(f"{n}", Kind.TEXT, changed=0, **plain) for n in range(count - 1)]
    return [*files, outcome("last", Kind.TEXT, **plain | changes)]


def test_many_text_files_are_judged_together():
    assert judged(texts(10, removed_bytes=100, emptied=1)) == (["last"], [])
    large = texts(10, text_bytes=2000, removed_bytes=2000)
    accepted, [refused] = judged(large)
    assert accepted == []
    assert refused.startswith("the text files: fixing would remove 69% of the text, more than 50%")


def test_one_of_a_few_text_files_may_lose_most_of_its_text_but_not_all():
    assert judged(texts(9, removed_bytes=90)) == (["last"], [])
    accepted, [refused] = judged(texts(9, removed_bytes=100, emptied=1))
    assert accepted == []
    assert refused.startswith("last: fixing would remove all of its text; it was not written")
    assert judged(texts(9, removed_bytes=100, emptied=1), 1.0) == (["last"], [])


def test_an_empty_table_is_no_division_by_zero():
    assert judged([outcome("a")]) == (["a"], [])


@pytest.mark.parametrize("name", ["in/a.jsonl", "in/b.txt"])
def test_what_is_refused_is_not_written(tree, fix, contents, name):
    files = {"in/a.jsonl": '{"text": "ab"}\n', "in/b.txt": "ab"}
    record = '{"text": "[[all of it]]"}\n'
    tree(files | {name: record if name.endswith("jsonl") else "[[all of it]]"})
    before = contents("in")
    for into in (None, "out"):
        summary = fix("in", into=into)
        assert [p.path for p in summary.refused] == [name]
        assert (summary.files, summary.ledger) == (0, None)
        assert contents("in") == before
    assert set(contents("out")) == {n[3:] for n in files} - {name[3:]}
    assert fix("in", max_removed=1.0).files == 1


def test_ten_text_files_are_refused_together_and_nothing_of_them_is_copied(tree, fix, contents):
    tree({f"in/{n}.txt": "[[words]]w" for n in range(9)} | {"in/9.txt": "w", "in/t.jsonl": ""})
    summary = fix("in", into="out")
    assert [p.path for p in summary.refused] == ["the text files"]
    assert set(contents("out")) == {"t.jsonl"}
