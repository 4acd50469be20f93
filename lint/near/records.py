"""Clusters as records for other programs, and copies of a corpus with or without duplicates."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from lint.batch import Batch, Place
from lint.corpus.origin import RecordOrigin
from lint.near.clusters import Anchors
from lint.near.relate import Matched
from lint.near.store import Store


def cluster_records(store: Store, matched: Matched) -> Iterator[dict[str, Any]]:
    """Yield one record a cluster: `anchor`, `size` and `members`, the anchor first with jaccard 1.

    A member has `id`, `path`, `record` (the line of a table, null for a file), `relation`
    (exact, near, contained; null for the anchor), `jaccard` and `containment`.
    """
    anchors = matched.anchors
    for anchor, members in anchors.clusters():
        rows = [_member(store.place(anchor), None, 1.0, 1.0)]
        for member in members:
            pair = float(anchors.jaccard[member]), float(anchors.containment[member])
            rows.append(_member(store.place(member), matched.relation(member), *pair))
        yield {"anchor": rows[0]["id"], "size": len(rows), "members": rows}


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


def kept_lines(batch: Batch, number: int, anchors: Anchors) -> Iterator[bytes]:
    """Yield the records of `batch`, whose first document is `number`, that are no duplicates."""
    for document in np.flatnonzero(anchors.anchor[number : number + len(batch)] < 0).tolist():
        yield raw_record(batch, document)


def marked_lines(batch: Batch, number: int, store: Store, anchors: Anchors) -> Iterator[bytes]:
    """Yield every record of `batch` with three fields more: cluster, anchor and similarity.

    `cluster` is the anchor's id (null outside of clusters), `anchor` whether the record is it,
    `similarity` its Jaccard similarity to the anchor.
    """
    leads = set(anchors.anchor[anchors.anchor >= 0].tolist())
    for document in range(len(batch)):
        own = number + document
        anchor = int(anchors.anchor[own])
        leading = anchor < 0 and own in leads
        cluster = own if leading else anchor
        added = {
            "cluster": store.place(cluster).id if cluster >= 0 else None,
            "anchor": leading,
            "similarity": 1.0 if leading else round(float(anchors.jaccard[own]), 4),
        }
        yield _extended(raw_record(batch, document), added)


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
