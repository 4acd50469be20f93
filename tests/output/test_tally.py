"""Documents are counted once, in whatever order their findings come."""

from types import SimpleNamespace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lint.batch import Place
from lint.finding import Action, Hit
from lint.output.tally import Tally


def test_each_document_with_findings_counts_once(finding_in):
    tally = Tally()
    places = [Place("a.jsonl", record, "") for record in (1, 9, 1, 200, 9)]
    places += [Place("b.jsonl", 1, ""), Place("c.txt", None, ""), Place("c.txt", None, "")]
    for place in [*places, *places]:
        tally.add(finding_in("x", "x", place=place))
    assert (tally.flawed, tally.total) == (5, 16)


class _Files:
    def place(self, document):
        return Place(f"{document}.txt", None, "")


class _Records:
    def __init__(self, records):
        self._records = records

    def table(self):
        return "a.jsonl", np.array(self._records, np.int64)

    def place(self, document):
        return Place("a.jsonl", self._records[document], "")


RECORDS = st.lists(st.integers(1, 40), unique=True, min_size=6, max_size=6).map(_Records)
ORIGINS = st.just(_Files()) | RECORDS
HITS = st.lists(st.integers(0, 5), max_size=8).map(sorted)


@given(st.lists(st.tuples(ORIGINS, HITS), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # which keep nothing
def test_hits_are_counted_as_their_findings_are(finding_in, rules, batches):
    by_hits, by_findings = Tally(), Tally()
    for origin, documents in batches:
        hits = [Hit(document, 0, 1, 1, Action.LINES) for document in documents]
        by_hits.count(SimpleNamespace(origin=origin), hits, rules)
        for document in documents:
            by_findings.add(finding_in("x", "x", place=origin.place(document)))
    assert by_hits == by_findings
