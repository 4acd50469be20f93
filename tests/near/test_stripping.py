"""What is compared is what findings leave, and dedup leaves out rules that cannot change it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lint.cache import Cache
from lint.cli.dedup import WITHIN_LINES
from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.finding import Action, Hit, Level, Severity
from lint.near.stripping import stripped
from lint.packs import bundled, read_pack
from lint.patterns import Scanner
from lint.rule import Rule
from lint.view import View

RULES = [Rule("TST001", "x", "x", Severity.INFO, Level.UNSAFE, "s", "w", "-")]
LINES = st.lists(st.sampled_from(["một", "hai ba", "", "...", "bốn năm sáu"]), max_size=6)
RUNS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted), max_size=3)


@pytest.mark.parametrize("check", sorted(WITHIN_LINES))
def test_what_dedup_does_not_run_deletes_no_line(check):
    files = [file for file in read_pack(bundled("rules")) if file.rule.check == check]
    batch = text_batch([example.text for file in files for example in file.invalid])
    hits = Engine([file.rule for file in files], 1, Cache(None)).inspect(batch).hits
    assert len(hits) >= len(files) > 0
    assert Action.LINES not in {hit.action for hit in hits}


def tokens_of(texts):
    tokens, first = View(text_batch(texts), Scanner([], Cache(None))).tokens
    return [tokens[first[d] : first[d + 1]].tolist() for d in range(len(texts))]


@given(st.lists(st.tuples(LINES, RUNS), min_size=1, max_size=4))
def test_tokens_are_those_of_the_text_without_the_lines_of_hits(documents):
    hits, left = [], []
    for document, (lines, runs) in enumerate(documents):
        inside = [(first, last) for first, last in runs if last < len(lines)]
        starts = [len("\n".join([*lines[:line], ""]).encode()) for line in range(len(lines) + 1)]
        for first, last in inside:
            end = max(starts[first], starts[last + 1] - 1)
            hits.append(Hit(document, starts[first], end, 0, Action.LINES))
        gone = {line for first, last in inside for line in range(first, last + 1)}
        left.append("\n".join(line for i, line in enumerate(lines) if i not in gone))
    texts = ["\n".join(lines) + "\n" * bool(lines) for lines, _ in documents]
    view = View(text_batch(texts), Scanner([], Cache(None)))

    tokens, first = stripped(view, hits, RULES)

    found = [tokens[first[d] : first[d + 1]].tolist() for d in range(len(texts))]
    pairs = zip(tokens_of(left), tokens_of(texts), strict=True)
    assert found == [own or whole for own, whole in pairs]
