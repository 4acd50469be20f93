"""MinHash sketches and anchors, the plain twin of `_minhash.pxi` and `_matching.pxi`."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from lint.batch import Offsets
from lint.kernels.tables import (
    Hashes,
    check_bands,
    check_bounds,
    check_candidates,
    check_matching,
    check_permutations,
)

Sketches = NDArray[np.uint32]
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def sketch(hashes: Hashes, first: Offsets, a: Sketches, b: Sketches) -> Sketches:
    """Return the MinHash rows [D, P] of the low 32 bits of each document's shingle hashes.

    `first` is int64[D + 1]; permutation k maps h to a[k] * h + b[k] modulo 2**32 after the
    MurmurHash3 finaliser: the scheme "affine32" of datasketch, bit for bit, for its a and b. A
    document without hashes has the row of an empty set, all ones.
    """
    check_bounds(hashes.size, first)
    check_permutations(a.size, b.size)
    rows = np.full((first.size - 1, a.size), 0xFFFFFFFF, np.uint32)
    mixed = _fmix32(hashes.astype(np.uint32))
    for d, (start, end) in enumerate(zip(first[:-1].tolist(), first[1:].tolist(), strict=True)):
        if start < end:
            rows[d] = (mixed[start:end, None] * a + b).min(axis=0)
    return rows


def _fmix32(h: Sketches) -> Sketches:
    h = h ^ h >> np.uint32(16)
    h = h * np.uint32(0x85EBCA6B)
    h = h ^ h >> np.uint32(13)
    h = h * np.uint32(0xC2B2AE35)
    return h ^ h >> np.uint32(16)


def band_keys(sketches: Sketches, bands: int, rows: int) -> Hashes:
    """Return one 64-bit key a band, [D, B], for sketches [D, P]: equal bands have equal keys.

    The rows left over are not used. Different bands collide about once in 2**64 pairs.
    """
    check_bands(sketches.shape[1], bands, rows)
    own = sketches[:, : bands * rows].astype(np.uint64).reshape(len(sketches), bands, rows)
    keys = np.zeros(own.shape[:2], np.uint64)
    for row in range(rows):
        keys = (keys ^ own[:, :, row]) * _MULTIPLIER
        keys ^= keys >> np.uint64(29)
    return keys


def assign(
    order: Offsets,
    groups: tuple[Offsets, Offsets | NDArray[np.int32], int],
    sets: tuple[Hashes, Offsets],
    threshold: float,
    least_shared: Offsets | None = None,
    limits: tuple[int, int] = (64, 32),
) -> tuple[Offsets, Offsets]:
    """Return each document's anchor (-1: it is one, or alone) and the size of their overlap.

    Documents come in `order`, best first. `groups` is (first, group, count): document d stands in
    the groups `group[first[d]:first[d + 1]]` (equal band keys). `sets` is (hashes, first): its
    shingles, without repeats, are `hashes[first[d]:first[d + 1]]`.

    Its candidates are the anchors that share a group with it, most shared groups first, then by
    order; at most as many as the second limit are verified by exact Jaccard similarity. The best
    that reaches `threshold` is its anchor; a document that finds none becomes an anchor in its
    groups. A group keeps as many as the first limit, so that no page shared by a whole corpus makes
    the work quadratic.

    With `least_shared`, documents are looked for inside of others: what counts is the share of the
    document's own shingles, and a candidate of document d shares at least `least_shared[d]` groups
    with it, where a group that is full counts as shared. Full groups name no candidates unless they
    alone would do.
    """
    (group_first, group, group_count), (hashes, first) = groups, sets
    most_anchors, most_candidates = limits
    check_bounds(hashes.size, first)
    check_bounds(group.size, group_first)
    check_matching(order, group_first, group, group_count, first)
    least = np.zeros(order.size, np.int64) if least_shared is None else least_shared
    check_candidates(order.size, least, most_candidates)
    anchors = np.full(order.size, -1, np.int64)
    overlaps = np.zeros(order.size, np.int64)
    members: dict[int, list[int]] = {}
    rank = {doc: i for i, doc in enumerate(order.tolist())}
    shingles_of = [set(hashes[s:e].tolist()) for s, e in pairwise(first.tolist())]
    for doc in order.tolist():
        own = group[group_first[doc] : group_first[doc + 1]].tolist()
        if not shingles_of[doc] or not own:
            continue
        votes, needed = _votes(own, members, int(least[doc]), most_anchors)
        enough = [candidate for candidate, shared in votes.items() if shared >= needed]
        ranked = sorted(enough, key=lambda c: (-votes[c], rank[c]))[:most_candidates]
        sets_looked_at = [shingles_of[candidate] for candidate in ranked]
        inside = least_shared is not None
        best, overlaps[doc] = _best(shingles_of[doc], sets_looked_at, threshold, inside=inside)
        if best >= 0:
            anchors[doc] = ranked[best]
        else:
            for g in own:
                if len(members.setdefault(g, [])) < most_anchors:
                    members[g].append(doc)
    return anchors, overlaps


def _best(
    own: set[int], others: Sequence[set[int]], threshold: float, *, inside: bool
) -> tuple[int, int]:
    """Return the first of those of `others` that are most like `own`, and their overlap; -1: none.

    What is like is |A ∩ B| / |A ∪ B|, and |A ∩ B| / |A| for what is `inside` of others.
    """
    best, found, overlap = threshold, -1, 0
    for number, other in enumerate(others):
        same = len(own & other)
        ratio = same / len(own if inside else own | other)
        if ratio >= best and (found < 0 or ratio > best):
            best, found, overlap = ratio, number, same
    return found, overlap


def _votes(
    own: list[int], members: dict[int, list[int]], needed: int, most_anchors: int
) -> tuple[Counter[int], int]:
    """Return how many groups each anchor shares, and how many a candidate has to, of those."""
    unfilled = [group for group in own if len(members.get(group, ())) < most_anchors]
    left = needed - (len(own) - len(unfilled))
    looked = [] if len(own) < needed else unfilled if left >= 1 else own
    return Counter(anchor for group in looked for anchor in members.get(group, ())), left
