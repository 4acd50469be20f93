"""Hits put into columns of numbers, and made of them again."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lint.finding import Action, Evidence, Hit, Level

Numbers = NDArray[np.int64]

COLUMNS = 10
DOCUMENT, START, END, RULE, ACTION, LEVEL, AT, TEXT, DETAIL, EVIDENCE = range(COLUMNS)
"""What the columns are.

LEVEL is 0 for the rule's own, else one more than it is. AT is where the text begins in a string
that all hits share, with the detail behind it; TEXT and DETAIL are the bytes of both. EVIDENCE
counts from 1, and is 0 for none.
"""

OWN = slice(START, AT)
SIZES = slice(TEXT, EVIDENCE)

_ACTIONS = tuple(Action)
_LEVELS = (None, *Level)

_made: "partial[Hit]" = partial(tuple.__new__, Hit)  # the tuple's own is several times as fast


def columns_of(hits: Sequence[Hit]) -> tuple[Numbers, bytes, Sequence[Evidence]]:
    """Return `hits` as int64[COLUMNS, N], the string that they share, and their evidence."""
    rows, at = [], 0
    strings: list[bytes] = []
    known: list[Evidence] = []
    for *numbers, text, level, detail, evidence in hits:
        said = detail.encode("utf-8", "surrogatepass")
        known += [] if evidence is None else [evidence]
        which = 0 if evidence is None else len(known)
        own = 0 if level is None else level + 1
        rows.append((*numbers, own, at, len(text), len(said), which))
        strings += text, said
        at += len(text) + len(said)
    columns = np.array(rows, np.int64).reshape(-1, COLUMNS).T
    return np.ascontiguousarray(columns), b"".join(strings), known


def hits_of(columns: Numbers, strings: bytes, evidence: Sequence[Evidence]) -> list[Hit]:
    """Return the hits of which `columns_of` would give this."""
    *places, actions, levels, at, texts, details, which = columns.tolist()
    middles = list(map(int.__add__, at, texts))
    ends = map(int.__add__, middles, details)
    known = None, *evidence
    parts = (
        map(_ACTIONS.__getitem__, actions),
        map(strings.__getitem__, map(slice, at, middles)),
        map(_LEVELS.__getitem__, levels),
        (_detail(strings[start:end]) for start, end in zip(middles, ends, strict=True)),
        map(known.__getitem__, which),
    )
    return list(map(_made, zip(*places, *parts, strict=True)))


def _detail(said: bytes) -> str:
    return said.decode("utf-8", "surrogatepass") if said else ""
