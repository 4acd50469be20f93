"""Documents are counted once, in whatever order their findings come."""

from lint.batch import Place
from lint.output.tally import Tally


def test_each_document_with_findings_counts_once(finding_in):
    tally = Tally()
    places = [Place("a.jsonl", record, "") for record in (1, 9, 1, 200, 9)]
    places += [Place("b.jsonl", 1, ""), Place("c.txt", None, ""), Place("c.txt", None, "")]
    for place in [*places, *places]:
        tally.add(finding_in("x", "x", place=place))
    assert (tally.flawed, tally.total) == (5, 16)
