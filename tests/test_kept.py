"""Hits that were kept by document are told again."""

from hypothesis import given
from hypothesis import strategies as st

from lint.finding import Action, Hit, Level
from lint.hits import Hits
from lint.kept import kept, told

NUMBER = st.integers(0, 1 << 31)
HIT = st.builds(
    Hit,
    document=st.integers(0, 5),
    start=NUMBER,
    end=NUMBER,
    rule=st.integers(0, 200),
    action=st.sampled_from(Action),
    text=st.binary(max_size=5),
    level=st.sampled_from([None, *Level]),
    detail=st.text(st.characters(exclude_categories=()), max_size=5),  # halves of pairs, too
    evidence=st.none(),
)
IN_ORDER = st.lists(HIT, max_size=8).map(lambda hits: sorted(hits, key=lambda hit: hit.document))


@given(IN_ORDER)
def test_hits_kept_by_document_are_told_again(hits):
    parts = list(kept(Hits.of(hits), 6))
    assert len(parts) == 6
    assert [not part for part in parts] == [n not in {h.document for h in hits} for n in range(6)]
    assert list(told(range(6), parts)) == hits
    some = [4, 1]
    again = told(some, [parts[document] for document in some])
    assert list(again) == [hit for document in some for hit in hits if hit.document == document]
