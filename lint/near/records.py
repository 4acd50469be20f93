"""Clusters as records for other programs, and copies of a corpus with or without duplicates."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.batch import Batch, Place
from lint.corpus.origin import RecordOrigin
from lint.near.relate import Matched
from lint.near.store import Store


def cluster_records(store: Store, matched: Matched) -> Iterator[dict[str, Any]]:
    """Yield one record a cluster: `anchor`, `size` and `members`, the anchor first with jaccard 1.

    A member has `id`, `path`, `record` (the line of a table, null for a file), `relation`
    (exact, near, contained; null for the anchor), `jaccard` and `containment`. An anchor that
    stands in an index has the index as its `path`.
    """
    anchors, met = matched.anchors, matched.met
    for anchor, members in matched.clusters():
        rows = [_member(store.place(anchor), None, 1.0, 1.0)]
        for member in members:
            pair = float(anchors.jaccard[member]), float(anchors.containment[member])
            rows.append(_member(store.place(member), matched.relation(member), *pair))
        yield _cluster(rows)
    for group in met.clusters(matched.rank):
        index, own = met.other(group[0])
        rows = [_member(Place(index, None, own), None, 1.0, 1.0)]
        for row in group:
            document, _, _, _, *pair = met.rows[row].item()
            rows.append(_member(store.place(document), met.relation(row), *pair))
        yield _cluster(rows)


def _cluster(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"anchor": rows[0]["id"], "size": len(rows), "members": rows}


def _member(
    place: Place, relation: str | None, jaccard: float, containment: float
) -> dict[str, Any]:
    return {
        "id": place.id,
        "path": place.path,
        "record": place.record,
        "relation": relation,
        "jaccard": round(jaccard, 4),
        "containment": round(containment, 4),
    }


def kept_lines(batch: Batch, number: int, leaves: NDArray[np.bool_]) -> Iterator[bytes]:
    """Yield the records of `batch`, whose first document is `number`, that do not leave."""
    for document in np.flatnonzero(~leaves[number : number + len(batch)]).tolist():
        yield raw_record(batch, document)


def marked_lines(batch: Batch, number: int, store: Store, matched: Matched) -> Iterator[bytes]:
    """Yield every record of `batch` with three fields more: cluster, anchor and similarity.

    `cluster` is the anchor's id (null outside of clusters), `anchor` whether the record is it,
    `similarity` its Jaccard similarity to the anchor.
    """
    for document in range(len(batch)):
        cluster, similarity = _mark(number + document, store, matched)
        leading = bool(matched.leads[number + document])
        added = {"cluster": cluster, "anchor": leading, "similarity": round(similarity, 4)}
        yield _extended(raw_record(batch, document), added)


def _mark(document: int, store: Store, matched: Matched) -> tuple[str | None, float]:
    """Return the id of a document's anchor, None outside of clusters, and how like it is."""
    if matched.leads[document]:
        return store.place(document).id, 1.0
    anchor = int(matched.anchors.anchor[document])
    if anchor >= 0:
        return store.place(anchor).id, float(matched.anchors.jaccard[document])
    row = matched.met.row_of(document)
    if row >= 0:
        return matched.met.other(row)[1], float(matched.met.rows["jaccard"][row])
    return None, 0.0


def raw_record(batch: Batch, document: int) -> bytes:
    """Return the document's line as it stands in its table; a text file becomes a record."""
    origin = batch.origin
    if not isinstance(origin, RecordOrigin):
        place = origin.place(document)
        row = {"id": place.id, "text": batch.text[document]}
        return json.dumps(row, ensure_ascii=False).encode() + b"\n"
    raw = origin.parts[0].raw
    start = raw.rfind(b"\n", 0, int(origin.starts[document])) + 1
    end = raw.find(b"\n", int(origin.ends[document]))
    return raw[start : end if end >= 0 else len(raw)].removesuffix(b"\r") + b"\n"


def _extended(line: bytes, added: Mapping[str, Any]) -> bytes:
    """Return the JSON object `line` with the fields `added` at its end, the rest untouched."""
    body = line.rstrip()[:-1].rstrip()
    comma = b"" if body.endswith(b"{") else b", "
    return body + comma + json.dumps(added, ensure_ascii=False).encode()[1:] + b"\n"
