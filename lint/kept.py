"""Hits of single documents as bytes, to be kept for the next run."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from lint import kernels
from lint.hits import AT, COLUMNS, DOCUMENT, OWN, SIZES, Hits

_STORED = np.dtype("<u4")
_NUMBERS = (OWN.stop - OWN.start) + (SIZES.stop - SIZES.start)
_ROW_BYTES = _STORED.itemsize * _NUMBERS


def kept(hits: Hits, number: int) -> Iterator[bytes]:
    """Yield for each of `number` documents its `hits`, to be `told`; b"" for none.

    They must come in order of documents, of less than 4 GiB each; evidence is left out. The bytes
    are how many there are, numbers of each, and what each says with a newline behind.
    """
    numbers = np.concatenate([hits.columns[OWN], hits.columns[SIZES]])
    rows = np.ascontiguousarray(numbers.T.astype(_STORED)).tobytes()
    starts = hits.columns[AT]
    ends = starts + hits.columns[SIZES].sum(axis=0)
    said, firsts = kernels.gather(np.frombuffer(hits.strings, np.uint8), starts, ends)
    strings = said.tobytes()
    bounds = np.searchsorted(hits.documents, np.arange(1, number + 1))
    first = start = 0
    for last, end in zip(bounds.tolist(), firsts[bounds].tolist(), strict=True):
        if first == last:
            yield b""
            continue
        count = (last - first).to_bytes(_STORED.itemsize, "little")
        yield b"".join((count, rows[_ROW_BYTES * first : _ROW_BYTES * last], strings[start:end]))
        first, start = last, end


def told(documents: Sequence[int], parts: Iterable[bytes]) -> Hits:
    """Return the hits that each of `parts`, made by `kept`, holds of one of `documents`."""
    counts, numbers, strings = [], [], []
    for part in parts:
        counts.append(int.from_bytes(part[: _STORED.itemsize], "little"))
        split = _STORED.itemsize + counts[-1] * _ROW_BYTES
        numbers.append(part[_STORED.itemsize : split])
        strings.append(part[split:])
    rows = np.frombuffer(b"".join(numbers), _STORED).reshape(-1, _NUMBERS)
    columns = np.zeros((COLUMNS, len(rows)), np.int64)
    columns[DOCUMENT] = np.repeat(np.array(documents, np.int64), counts)
    columns[OWN], columns[SIZES] = np.split(rows.T, [OWN.stop - OWN.start])
    sizes = columns[SIZES].sum(axis=0) + 1  # with the newline
    columns[AT] = np.cumsum(sizes) - sizes
    return Hits(columns, b"".join(strings))
