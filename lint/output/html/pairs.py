"""The section of duplicates: clusters, and what differs between a member and its anchor."""

from lint.output.html.clusters import Cluster, Copy
from lint.output.html.compare import Row, Run, compared
from lint.output.html.facts import Facts
from lint.output.html.markup import Html, tag
from lint.output.html.parts import left_out, section
from lint.output.html.words import percent, quoted
from lint.output.words import count, document_label

_SAID = {
    "exact": "the same words",
    "near": "nearly the same",
    "contained": "stands inside a longer one",
    "same-head": "same title and lead, another text",
}
_BYTES = 600_000
"""So much of comparisons is written."""


def duplicates(facts: Facts) -> Html:
    """Return the largest clusters, each with the differences of its least similar members."""
    clusters = facts.gathered.clusters
    kept = clusters.largest()
    if not kept:
        return Html("")
    room = _BYTES
    items: list[Html] = []
    first = next((cluster for cluster in kept if cluster.pairs), kept[0])
    for cluster in kept:
        items.append(_cluster(cluster, opened=cluster is first, compare=room > 0))
        room -= len(items[-1].encode())
    counts = (f"{_SAID[r]}: {n:,}" for r, n in sorted(clusters.relations.items()) if r in _SAID)
    lead = f"{'; '.join(counts)}. The anchor stays; every member is verified against it."
    total = max(clusters.count, len(kept))
    note = left_out(len(kept), total, "clusters", "delint dedup writes them all.")
    return section("duplicates", "Duplicates", *items, note, lead=lead[:1].upper() + lead[1:])


def _cluster(cluster: Cluster, *, opened: bool, compare: bool) -> Html:
    first = cluster.pairs[0] if cluster.pairs else cluster.members[0]
    said = f"{count(cluster.size, 'document')} · {_alike(first)}"
    summary = tag(
        "summary",
        quoted("bdi", cluster.anchor.title or document_label(cluster.anchor.place)),
        " ",
        tag("span", said, class_="note"),
    )
    compared_ = [_pair(cluster.anchor, pair) for pair in cluster.pairs if compare]
    return tag(
        "details",
        summary,
        *compared_,
        _members(cluster),
        data_row=True,
        class_="item",
        open=opened,
    )


def _alike(copy: Copy) -> str:
    evidence = copy.evidence
    if evidence.relation == "near" and evidence.jaccard is not None:
        return f"{percent(evidence.jaccard)} alike"
    if evidence.relation == "contained" and evidence.containment is not None:
        return f"{percent(evidence.containment)} stands in the longer one"
    return _SAID.get(evidence.relation, evidence.relation)


def _members(cluster: Cluster) -> Html:
    rows = [tag("li", tag("b", "stays"), " ", _named(cluster.anchor))]
    rows += [tag("li", _alike(copy), " ", _named(copy)) for copy in cluster.members]
    more = cluster.size - 1 - len(cluster.members)
    if more > 0:
        rows.append(tag("li", f"and {more:,} more"))
    return tag("ul", *rows, class_="members")


def _named(copy: Copy) -> Html:
    return tag("span", quoted("bdi", copy.title), " ", tag("small", document_label(copy.place)))


def _pair(anchor: Copy, copy: Copy) -> Html:
    """Return two texts side by side; words that only one of them has are marked."""
    head = tag(
        "tr",
        tag("th", tag("b", _alike(copy)), " ", _named(copy), scope="col"),
        tag("th", tag("b", "stays"), " ", _named(anchor), scope="col"),
    )
    rows = [part for row in compared(copy.text, anchor.text) for part in _rows(row)]
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="pair")


def _rows(row: Row) -> list[Html]:
    rows = []
    if row.skipped:
        said = f"{count(row.skipped, 'word')} the same"
        rows.append(tag("tr", tag("td", said, colspan=2), class_="same"))
    if row.left or row.right:
        sides = (_side(row.left, "del"), _side(row.right, "ins"))
        rows.append(tag("tr", *sides))
    return rows


def _side(runs: list[Run], kind: str) -> Html:
    parts: list[Html] = []
    for run in runs:
        words = run.text.rstrip()
        shown = quoted(kind, words) if run.only else quoted("span", words)
        parts += (shown, Html("\n" if "\n" in run.text[len(words) :] else " "))
    return tag("td", tag("div", *parts, dir="auto"))
