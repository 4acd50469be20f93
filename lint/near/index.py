"""An index of documents that stays: one file, in segments, mapped and never loaded whole."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lint.near.bands import band_keys
from lint.near.indexfile import IndexFile, damaged
from lint.near.matching import Ints, Matches, joined
from lint.near.prints import Hashes
from lint.near.profile import Profile
from lint.near.segment import COLUMNS, Segment


class StoredIndex:
    """The index in a file, as it was when it was opened; its documents count from 0."""

    def __init__(self, path: Path) -> None:
        """Map `path`; raises InputError or UnusableIndexError."""
        self.file, self.name = IndexFile.open(path), str(path)
        self.profile = Profile.of(self.file.header, self.name)
        self.segments: list[Segment] = []
        self.documents = 0
        for said in _said(self.file):
            segment = Segment.of(self.file, said, self.documents, self.profile.bands)
            self.segments.append(segment)
            self.documents += segment.count
        self._bases = np.array([segment.base for segment in self.segments], np.uint64)

    def same_content(self, content: Hashes) -> Matches:
        """Return the documents of the same words, by the hash of their content."""
        return joined(segment.found("content", content) for segment in self.segments)

    def same_bands(self, sketches: NDArray[np.uint32]) -> Matches:
        """Return the documents that share a band with a sketch, once for each band shared."""
        keys = band_keys(sketches, self.profile.lsh)
        return joined(
            segment.found("band", keys[:, band], segment.band(band))
            for segment in self.segments
            for band in range(self.profile.bands)
        )

    def same_samples(self, shingles: Hashes) -> Matches:
        """Return the documents that each of `shingles` stands for in the sample."""
        return joined(segment.found("sample", shingles) for segment in self.segments)

    def sampled(self, documents: Hashes) -> Ints:
        """Return how many shingles stand for each of `documents` in the sample."""
        counts = np.zeros(len(documents), np.int64)
        numbers = self._segments_of(documents)
        for number, segment in enumerate(self.segments):
            inside = numbers == number
            counts[inside] = segment.columns["sampled"][documents[inside] - np.uint64(segment.base)]
        return counts

    def shingles(self, documents: Hashes) -> Iterator[Hashes]:
        """Yield the set of shingles of each of `documents`, mapped."""
        return (segment.shingles(document) for segment, document in self._places(documents))

    def ids(self, documents: Hashes) -> list[str]:
        """Return the id under which each of `documents` was added."""
        found = (segment.id(document) for segment, document in self._places(documents))
        return [own.decode("utf-8", "surrogateescape") for own in found]

    def facts(self) -> dict[str, int]:
        """Return how much is in the index."""
        size, segments = len(self.file.raw), len(self.segments)
        return {"documents": self.documents, "segments": segments, "bytes": size}

    def verify(self) -> None:
        """Read every byte; raise UnusableIndexError where one is not as it was written."""
        for said in _said(self.file):
            for name, dtype in COLUMNS.items():
                self.file.verify(said["columns"][name], dtype)

    def _places(self, documents: Hashes) -> Iterator[tuple[Segment, int]]:
        numbers = self._segments_of(documents).tolist()
        for number, document in zip(numbers, documents.tolist(), strict=True):
            yield self.segments[number], document

    def _segments_of(self, documents: Hashes) -> Ints:
        return np.searchsorted(self._bases, documents, "right") - 1


def _said(file: IndexFile) -> Sequence[Mapping[str, Any]]:
    """Return what the header says of each segment."""
    segments = file.header.get("segments")
    if not isinstance(segments, list) or not all(isinstance(said, dict) for said in segments):
        raise damaged(file.path)
    return segments
