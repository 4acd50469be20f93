"""Titles of other documents, as a run of the engine sees them."""

import random

import pytest

from lint.batch import Batch, Place, Strings
from lint.cache import Cache
from lint.checks._headlines import headlines_of
from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.finding import Action, Level, Severity
from lint.patterns import Scanner
from lint.rule import Rule
from lint.view import View

OWL = "Rare owl returns to the old mill"
BREAD = "Bakers protest against the new price of flour"
OTHERS = (
    f"{OWL}\nThe miller heard it first.\nIts young have left the nest by now, and fly far.",
    f"{BREAD}\nThe square was full.\nThe council hears them on Monday, behind closed doors.",
)
ARTICLE = (
    "The council voted on Tuesday to rebuild the pier that burned down in the autumn, after two "
    "hours of debate and against the advice of its own engineer.\n"
    "Work is to begin in April and to end before the summer season, when the ferries from the "
    "islands need a place to land again.\n"
    "The cost will be shared by the town, the county and the ferry company, which has used the "
    "pier since it was built a century ago."
)
MARKED = {"markers": ["related"]}


class Origin:
    def __init__(self, numbers):
        self.numbers = numbers

    def place(self, document):
        number = self.numbers[document]
        return Place("t.jsonl", number + 1, f"d{number}")


class Chunk:
    def __init__(self, rows):
        numbers, texts = zip(*rows, strict=True)
        self.batch = Batch(Strings.of(texts), None, None, Origin(numbers))

    def load(self):
        return self.batch


def engine_of(*checks, **params):
    made = [
        Rule(f"TST00{n}", check, check, Severity.WARNING, Level.UNSAFE, "s", "w", "-", **params)
        for n, check in enumerate(checks)
    ]
    return Engine(made, 2, Cache(None))


def found(rows, size=100, engine=None):
    engine = engine or engine_of("title-of-another")
    chunks = [Chunk(rows[start : start + size]) for start in range(0, len(rows), size)]
    engine.survey(chunks)
    hits = []
    for chunk, inspected in zip(chunks, engine.run(chunks), strict=True):
        assert not inspected.crashes
        for hit in inspected.hits:
            text = chunk.batch.text.bytes_at(hit.document)[hit.start : hit.end].decode()
            id_ = chunk.batch.origin.place(hit.document).id
            hits.append((id_, text, hit.action is Action.LINES, hit.detail))
    return hits


def corpus(*texts):
    return list(enumerate((*OTHERS, *texts)))


def test_one_title_is_shown_with_whose_it_is():
    text = f"{ARTICLE}\n> {OWL.upper()}\n{ARTICLE[:200]}"
    said = "The line is the title of t.jsonl:1 (d0)."
    assert found(corpus(text)) == [("d2", f"> {OWL.upper()}", False, said)]


def test_titles_under_each_other_behind_an_article_are_deleted():
    text = f"{ARTICLE}\n\n{OWL}\n{BREAD}"
    said = "2 titles of other documents; the first is that of t.jsonl:1 (d0)."
    assert found(corpus(text)) == [("d2", f"{OWL}\n{BREAD}", True, said)]


def test_before_an_article_they_are_only_shown():
    assert [row[2] for row in found(corpus(f"Home\n{OWL}\n{BREAD}\n{ARTICLE}"))] == [False]


def test_the_lead_belongs_to_its_title():
    [row] = found(corpus(f"{ARTICLE}\n{OWL}\nThe miller heard it first."))
    assert row[1:3] == (f"{OWL}\nThe miller heard it first.", False)
    [row] = found(corpus(f"{ARTICLE}\n{OWL}\nThe square was full."))
    assert row[1] == OWL


@pytest.mark.parametrize(
    "text",
    [
        f"{ARTICLE}\nShe said: {OWL}",
        f"{ARTICLE}\n{OWL}.",
        f"{ARTICLE}\n{OWL}:",
        OTHERS[0],
        "Another headline for the bird\n" + OTHERS[0],  # the same article
        f"{OWL}\nAnother text under the very same headline.",
    ],
)
def test_noop(text):
    assert found(corpus(text)) == []


def test_a_line_at_the_border_of_two_documents_is_not_a_lead():
    rows = corpus(f"{ARTICLE}\n{OWL}", f"The miller heard it first.\n{ARTICLE[:100]}")
    assert [row[1] for row in found(rows)] == [OWL]


@pytest.mark.parametrize("text", ["", "\n"])
def test_a_batch_of_documents_without_text_is_read(text):
    rows = [(0, text), (1, text), *enumerate(OTHERS, 2)]
    assert not found(rows, size=2)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_neither_the_order_nor_the_batches_show(size):
    rng = random.Random(5)
    texts = [f"{ARTICLE} {n}\n{rng.choice([OWL, BREAD])}\n{ARTICLE[:99]} {n}" for n in range(9)]
    rows = corpus(*texts, OTHERS[0].replace("by now", "long ago"))
    expected = sorted(found(rows))
    assert len(expected) == 9
    rng.shuffle(rows)
    assert sorted(found(rows, size)) == expected


def test_a_block_of_links_has_titles_for_evidence_where_a_corpus_was_read():
    rows = corpus(f"{ARTICLE}\nRelated\n{BREAD}\nSnow closes the pass\n\n{ARTICLE}")
    evidence = "one of them is the title of another document"
    [alone] = engine_of("related-block", params=MARKED).rules
    for rules, told in ([alone], False), ([alone, *engine_of("title-of-another").rules], True):
        rows_found = found(rows, engine=Engine(rules, 1, Cache(None)))
        [said] = [row[3] for row in rows_found if row[1].startswith("Related")]
        assert (evidence in said) is told


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("The owl is back - River News", "The owl is back"),
        ("The owl - and more | River News - daily", "The owl - and more"),
        ("RIVER NEWS : The owl is back", "The owl is back"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_a_headline(title, line):
    view = View(text_batch([line], [title]), Scanner([], Cache(None)))
    whole, short = headlines_of(view)[0].tolist()
    assert short == view.lines.hash[0] != whole
