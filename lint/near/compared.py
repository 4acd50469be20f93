"""What is compared of all documents, in temporary files: sets of shingles, or words until then."""

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from lint.near.columns import BLOCK, Column
from lint.near.prints import Hashes, Prints, Words

Flags = NDArray[np.bool_]


class Compared(Protocol):
    """What is kept of documents until all were seen."""

    @property
    def worded(self) -> Flags:
        """Say of each document whether it has words."""
        ...

    def add(self, taken: Any) -> None:  # noqa: ANN401 - of the kind that it keeps
        """Add what was taken of the next batch."""
        ...

    def prints(self, candidates: Flags) -> Prints:
        """Return the prints of all documents; those of others than `candidates` may be empty."""
        ...

    def close(self) -> None:
        """Give the disk space back."""
        ...


class AllPrints:
    """The prints of all documents, where every set of shingles is needed."""

    _FIELDS: ClassVar = ("content", "title", "lead", "tokens")

    def __init__(self) -> None:
        self._shingles = Column(np.dtype(np.uint64))
        self._numbers: dict[str, list[NDArray[Any]]] = {
            name: [] for name in (*self._FIELDS, "size")
        }

    def add(self, prints: Prints) -> None:
        """Add the prints of a batch."""
        self._shingles.append(prints.shingles)
        self._numbers["size"].append(np.diff(prints.first))
        for name in self._FIELDS:
            self._numbers[name].append(getattr(prints, name))

    @property
    def worded(self) -> Flags:
        """Say of each document whether it has words."""
        return self._joined("size", np.int64) > 0

    def prints(self, candidates: Flags) -> Prints:  # noqa: ARG002 - others are compared, too
        """Return the prints of all documents; the shingles are mapped."""
        return Prints(
            shingles=self._shingles.array(),
            first=_bounds(self._joined("size", np.int64)),
            content=self._joined("content", np.uint64),
            title=self._joined("title", np.uint64),
            lead=self._joined("lead", np.uint64),
            tokens=self._joined("tokens", np.int64),
        )

    def close(self) -> None:
        """Give the disk space back."""
        self._shingles.close()

    def _joined(self, name: str, dtype: type) -> NDArray[Any]:
        return np.concatenate([np.zeros(0, dtype), *self._numbers[name]])


class SomePrints:
    """The words of all documents, of which prints are made for those that share a band: few."""

    def __init__(self) -> None:
        self._tokens, self._shingles = (Column(np.dtype(np.uint64)) for _ in range(2))
        self._sizes: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]

    def add(self, words: Words) -> None:
        """Add the words of a batch."""
        self._tokens.append(words.tokens)
        self._sizes.append(np.diff(words.first))

    @property
    def worded(self) -> Flags:
        """Say of each document whether it has words."""
        return np.concatenate(self._sizes) > 0

    def prints(self, candidates: Flags) -> Prints:
        """Return the prints of the `candidates`, which are empty for other documents; call once."""
        tokens = np.concatenate(self._sizes)
        sizes, content = np.zeros(len(tokens), np.int64), np.zeros(len(tokens), np.uint64)
        none = np.zeros_like(content)
        for documents, words in self._blocks(candidates, tokens):
            made = words.prints(none[documents], none[documents])
            self._shingles.append(made.shingles)
            sizes[documents], content[documents] = np.diff(made.first), made.content
        return Prints(self._shingles.array(), _bounds(sizes), content, none, none, tokens)

    def _blocks(
        self, candidates: Flags, sizes: NDArray[np.int64]
    ) -> Iterator[tuple[NDArray[np.int64], Words]]:
        """Yield documents with their words, a few at a time: all would fill the memory."""
        stored, first, chosen = self._tokens.array(), _bounds(sizes), np.flatnonzero(candidates)
        blocks = np.cumsum(sizes[chosen]) // BLOCK
        for documents in np.split(chosen, np.flatnonzero(np.diff(blocks)) + 1):
            parts = [stored[first[d] : first[d + 1]] for d in documents.tolist()]
            tokens: Hashes = np.concatenate([np.zeros(0, np.uint64), *parts])
            yield documents, Words(tokens, _bounds(sizes[documents]))

    def close(self) -> None:
        """Give the disk space back."""
        self._tokens.close()
        self._shingles.close()


def _bounds(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
