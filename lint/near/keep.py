"""Which document of a cluster stays: the order in which documents may become anchors."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lint.light import dataclass
from lint.near.prints import Prints
from lint.near.store import Store
from lint.near.terms import Keep


@dataclass(frozen=True, slots=True)
class Policy:
    """How to choose. `prefer` lists sites, best first; ties go to the longest text.

    What is still equal is decided by content, never by the order of files, unless `keep` is first;
    texts that are equal to the word go by id.
    """

    keep: Keep = Keep.LONGEST
    prefer: tuple[str, ...] = ()


def order(prints: Prints, store: Store, policy: Policy) -> NDArray[np.int64]:
    """Return the documents, those that are to stay first."""
    if policy.keep is Keep.FIRST:
        return np.arange(len(prints))
    keys: list[NDArray[np.int64] | NDArray[np.uint64]] = [
        _ranks_of_ids(prints, store),
        prints.content,
        -prints.tokens,
    ]
    if policy.keep is Keep.NEWEST:
        keys.append(_newest_first(store.dates or []))
    elif policy.keep is Keep.PREFER:
        place = {site: i for i, site in enumerate(policy.prefer)}
        keys.append(np.array([place.get(s, len(place)) for s in store.sites or []], np.int64))
    return np.lexsort(keys).astype(np.int64)


def _ranks_of_ids(prints: Prints, store: Store) -> NDArray[np.int64]:
    """Return each id's rank among those of documents whose text stands more than once, else 0.

    Equal ids go by file and line.
    """
    _, text, count = np.unique(prints.content, return_inverse=True, return_counts=True)
    tied = np.flatnonzero((count[text] > 1) & (prints.content != 0))
    places = [store.place(document) for document in tied.tolist()]
    names = [(place.id, place.path, place.record or 0) for place in places]
    ranks = {name: rank for rank, name in enumerate(sorted(names))}
    found = np.zeros(len(prints), np.int64)
    found[tied] = [ranks[name] for name in names]
    return found


def _newest_first(dates: Sequence[str]) -> NDArray[np.int64]:
    """Return each date's rank, the greatest first; ISO dates sort as text, no date comes last."""
    ranks = {date: i for i, date in enumerate(sorted(set(dates), reverse=True))}
    return np.array([ranks[date] for date in dates], np.int64)
