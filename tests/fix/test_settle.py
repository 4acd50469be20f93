import re

from lint.batch import Strings
from lint.corpus.given import text_batch
from lint.finding import Action, Hit
from lint.fix.edits import applied
from lint.fix.settle import MAX_PASSES, cleaned_texts, fix_documents


def finder(pattern, new=b"", rule=0):
    """Return an inspection that replaces the first match in each document."""

    def inspect(batch):
        matches = [re.search(pattern, batch.text.bytes_at(d)) for d in range(len(batch))]
        found = [(d, match.span()) for d, match in enumerate(matches) if match]
        return [Hit(d, *span, rule, Action.REPLACE, new) for d, span in found]

    return inspect


def test_what_an_edit_uncovers_is_fixed_too(policy):
    batch = text_batch(["a((()))b", "plain", "()"])
    cleaned, unsettled = fix_documents(batch, finder(rb"\(\)"), policy())
    assert [(c.document, c.text) for c in cleaned] == [(0, b"ab"), (2, b"")]
    assert [applied(batch.text.bytes_at(c.document), c.edits) for c in cleaned] == [b"ab", b""]
    assert unsettled == []


def test_only_changed_documents_are_inspected_again(policy):
    sizes = []

    def inspect(batch):
        sizes.append(len(batch))
        return finder(rb"\(\)")(batch)

    fix_documents(text_batch(["(())", "plain", "()"]), inspect, policy())
    assert sizes == [3, 2, 1]


def test_a_document_that_does_not_settle_stays_as_it_was(policy):
    batch = text_batch(["grow", "()"])

    def inspect(part):
        return sorted(finder(rb"w$", b"ww")(part) + finder(rb"\(\)")(part))

    cleaned, unsettled = fix_documents(batch, inspect, policy())
    assert ([c.document for c in cleaned], unsettled) == ([1], [0])
    assert cleaned_texts(batch, inspect, policy()) == [b"grow", b""]


def test_the_last_pass_may_be_the_one_that_settles(policy):
    just = text_batch(["x" * MAX_PASSES])
    assert cleaned_texts(just, finder(rb"x"), policy()) == [b""]
    over = text_batch(["x" * (MAX_PASSES + 1)])
    assert cleaned_texts(over, finder(rb"x"), policy()) == [b"x" * (MAX_PASSES + 1)]


def test_later_passes_see_titles_and_places_of_their_documents(policy):
    seen = []

    def inspect(batch):
        seen.append([(batch.titles[d], batch.origin.place(d).id) for d in range(len(batch))])
        return finder(rb"x")(batch)

    fix_documents(text_batch(["a", "x", "xx"], ["A", "X", "XX"]), inspect, policy())
    assert seen == [[("A", "1"), ("X", "2"), ("XX", "3")], [("X", "2"), ("XX", "3")], [("XX", "3")]]


def test_display_hits_change_nothing(policy):
    batch = text_batch(["abc"])
    assert fix_documents(batch, lambda part: [Hit(0, 0, 1, 0)], policy()) == ([], [])
    assert isinstance(batch.text, Strings)
