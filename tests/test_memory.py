"""What was found in a document is told again for the same document, and for no other."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint import memory as module
from lint.batch import Batch, Place, Strings
from lint.cache import Cache
from lint.engine import Engine
from lint.finding import Action, Hit, Level, Severity
from lint.inspected import Crash, Inspected
from lint.memory import Memory
from lint.processes import CAN_FORK
from lint.rule import Rule

RULES = [
    Rule("TST001", "word", "span-pattern", Severity.INFO, Level.UNSAFE, "", "", "",
         params={"patterns": ["odd"], "replacement": "é"}),
    Rule("TST002", "line", "line-pattern", Severity.INFO, Level.SAFE, "", "", "",
         params={"patterns": ["BAD"]}),
    Rule("TST003", "again", "title-again", Severity.INFO, Level.SAFE, "", "", ""),
    Rule("TST004", "repeat", "repeated-line", Severity.INFO, Level.SAFE, "", "", ""),
]  # fmt: skip


@dataclass
class Chunk:
    texts: list[str]
    titles: list[str] | None = None

    def load(self):
        titles = None if self.titles is None else Strings.of(self.titles)
        return Batch(Strings.of(self.texts), titles, None, self)

    def place(self, document):
        return Place("c", document + 1, f"c:{document}")


@dataclass
class Counting:
    """An engine that counts the documents that it inspects."""

    engine: Engine
    seen: list[str] = field(default_factory=list)
    crashes: list[Crash] = field(default_factory=list)

    def inspect(self, batch):
        self.seen += list(batch.text)
        return replace(self.engine.inspect(batch), crashes=self.crashes)

    def spread(self, function, items):
        return self.engine.ordered_map(function, items)

    def wanted(self, done):
        return self.engine.wanted(done)


@pytest.fixture(scope="module")
def engine():
    return Engine(RULES, 1, Cache(None))


def told(engine, stored, *chunks):
    """Return what a memory that starts from `stored` tells, and what it keeps."""
    memory = Memory(engine, stored)
    found = list(memory.run(chunks))
    return found, memory.stored()


def fresh(engine, *chunks):
    return [list(engine.inspect(chunk.load()).hits) for chunk in chunks]


def test_only_new_documents_are_inspected(engine):
    counting = Counting(engine)
    _, stored = told(counting, b"", Chunk(["BAD", "fine", "odd"]))
    assert counting.seen == ["BAD", "fine", "odd"]
    counting.seen.clear()
    found, again = told(counting, stored, Chunk(["new odd", "odd", "BAD"]), Chunk(["fine"]))
    assert counting.seen == ["new odd"]
    assert [list(part.hits) for part in found] == fresh(
        engine, Chunk(["new odd", "odd", "BAD"]), Chunk(["fine"])
    )
    assert told(counting, again, Chunk(["new odd"]))[1] is None  # nothing new to keep


@pytest.mark.skipif(not CAN_FORK, reason="no processes of one's own here")
@pytest.mark.parametrize("run", [lambda e, c: Memory(e).run(c), lambda e, c: e.run(c)])
def test_hits_that_are_only_counted_come_from_other_processes_without_texts(run):
    chunks = [Chunk(["BAD", "fine", "odd"]), Chunk(["odd and odd"])]
    engine = Engine(RULES, 2, Cache(None))
    engine.forks = True
    whole = list(run(engine, chunks))
    engine.counts_only = True
    counted = list(run(engine, chunks))
    assert [list(done.hits) for done in counted] == [list(done.hits) for done in whole]
    for done, chunk in zip(counted, chunks, strict=True):
        assert (len(done.batch), done.batch.text.buffer.size) == (len(chunk.texts), 0)
        assert done.batch.size_bytes == len("".join(chunk.texts))
        assert done.batch.origin.place(0) == chunk.place(0)
    assert [list(done.batch.text) for done in whole] == [chunk.texts for chunk in chunks]


def test_a_document_with_another_title_is_another_document(engine):
    counting = Counting(engine)
    texts = ["A title\nA title\nbody"]
    _, stored = told(counting, b"", Chunk(texts, ["A title"]))
    for other in (Chunk(texts, ["Another"]), Chunk(texts)):
        counting.seen.clear()
        found, _ = told(counting, stored, other)
        assert counting.seen == texts
        assert [list(part.hits) for part in found] == fresh(engine, other)


def test_a_field_of_another_name_makes_another_document(engine):
    batches = [
        Batch(Strings.of(["text"]), None, None, None, **{name: Strings.of([value])})
        for name in ("sites", "dates")
        for value in ("", "a")
    ]
    batches += [Batch(batch.text, batch.sites, batch.dates, None) for batch in batches]
    batches += [Batch(Strings.of(["text"]), None, None, None)]
    known = [module._known_by(batch, bytes(16)) for batch in batches]
    assert len({prints.tobytes() for prints in known}) == len(batches)


def test_each_cache_knows_documents_by_names_of_its_own(engine):
    one, other = (told(engine, b"", Chunk(["BAD"]))[1] for _ in range(2))
    assert len(one) == len(other)
    assert one != other


ODD = [Chunk(["odd", "BAD", "odd"]), Chunk(["odd\nBAD", "fine", ""])]
LINE = st.sampled_from(["BAD", "odd", "an odd thing", "fine", "", "Tiêu đề", "\u200b"])
DOCUMENT = st.lists(LINE, max_size=4).map("\n".join)
CHUNK = st.lists(st.tuples(DOCUMENT, LINE), max_size=5).map(
    lambda rows: Chunk([text for text, _ in rows], [title for _, title in rows])
)


@given(st.lists(st.lists(CHUNK, max_size=3), max_size=4))
def test_with_a_memory_nothing_is_found_otherwise(engine, runs):
    stored = b""
    for chunks in runs:
        found, kept = told(engine, stored, *chunks)
        assert [list(part.hits) for part in found] == fresh(engine, *chunks)
        assert [len(part.batch) for part in found] == [len(chunk.texts) for chunk in chunks]
        stored = stored if kept is None else kept


def test_every_part_of_a_hit_is_kept():
    hits = [
        Hit(0, 0, 3, 1, Action.REPLACE, "é\x00\n".encode() + b"\xff", Level.UNSAFE, "so \u2028 it"),
        Hit(0, 1, 2, 0, Action.DROP),
        Hit(2, 0, 0, 3, Action.LINES, level=Level.DISPLAY),
    ]

    class Known(Counting):
        def inspect(self, batch):
            return Inspected(batch, hits)

    known = Known(Engine([], 1))
    chunk = Chunk(["one", "two", "three"])
    _, stored = told(known, b"", chunk)
    found, _ = told(Counting(Engine([], 1)), stored, chunk)
    assert list(found[0].hits) == hits
    assert [type(part) for part in found[0].hits[0]] == [type(part) for part in hits[0]]


def test_what_a_rule_failed_on_is_inspected_again(engine):
    failing = Counting(engine, crashes=[Crash(RULES[0], "reason")])
    found, stored = told(failing, b"", Chunk(["BAD"]))
    assert (found[0].crashes, stored) == (failing.crashes, None)


def test_no_more_is_kept_than_may_be(engine, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 3000)
    _, stored = told(engine, b"", *(Chunk([f"odd {number}"]) for number in range(50)))
    assert 0 < len(stored) <= 3000
    found, _ = told(engine, stored, Chunk(["odd 0", "odd 49"]))
    assert [list(part.hits) for part in found] == fresh(engine, Chunk(["odd 0", "odd 49"]))


def test_documents_of_this_run_are_kept_before_others(engine, monkeypatch):
    ours = Chunk(["new 1", "new odd", "old 3"])
    _, only_ours = told(engine, b"", ours)
    _, stored = told(engine, b"", Chunk([f"old {number}" for number in range(5)]))
    monkeypatch.setattr(module, "MOST_BYTES", len(only_ours))
    counting = Counting(engine)
    _, stored = told(engine, stored, ours)
    assert len(stored) == len(only_ours)
    told(counting, stored, ours)
    assert counting.seen == []


def test_documents_that_are_not_there_now_are_kept_on(engine):
    _, stored = told(engine, b"", Chunk(["odd 1", "BAD", "odd 2"]))
    _, stored = told(engine, stored, Chunk(["odd 2", "odd 3"]))
    counting = Counting(engine)
    _, kept = told(counting, stored, Chunk(["odd 1", "odd 2"]), Chunk(["odd 3", "BAD"]))
    assert (counting.seen, kept) == ([], None)


def test_a_document_that_comes_again_is_kept_once(engine):
    once, often = (told(engine, b"", *chunks)[1] for chunks in (ODD, [*ODD, *ODD]))
    assert len(once) == len(often)


def test_what_is_no_entry_is_as_good_as_none(engine):
    _, stored = told(engine, b"", *ODD)
    for size in range(len(stored)):
        found, again = told(Counting(engine), stored[:size], *ODD)
        assert [list(part.hits) for part in found] == fresh(engine, *ODD)
        assert len(again) == len(stored)
