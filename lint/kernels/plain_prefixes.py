"""The plain twins of the kernels that tell lines by how they begin."""

import numpy as np
from numpy.typing import NDArray

from lint.batch import Bytes, Offsets
from lint.kernels.prefixing import PREFIX_BYTES, Table, check_table, folded, passed_over, slots_of
from lint.kernels.tables import Hashes, check_spans


def prefixes(text: Bytes, starts: Offsets, ends: Offsets) -> Hashes:
    """Return the prefix of each span of `text`: its bytes, the first lowest, then zeros."""
    check_spans(text.size, starts, ends)
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    found = (int.from_bytes(_prefix(text[a:b].tobytes()), "little") for a, b in spans)
    return np.fromiter(found, np.uint64, starts.size)


def may_begin(prefixes: Hashes, table: Table) -> NDArray[np.bool_]:
    """Say of each of `prefixes` whether one of `table` begins it; true also of those of nothing."""
    check_table(table)
    found = (_may_begin(value.to_bytes(8, "little"), table) for value in prefixes.tolist())
    return np.fromiter(found, np.bool_, prefixes.size)


def _prefix(line: bytes) -> bytes:
    prefix, at = b"", 0
    while at < len(line) and len(prefix) < PREFIX_BYTES:
        left_out = passed_over(line[at : at + 2])
        prefix += b"" if left_out else folded(line[at : at + 1])
        at += left_out or 1
    return prefix


def _may_begin(padded: bytes, table: Table) -> bool:
    prefix = padded.rstrip(b"\0")
    slots = enumerate(slots_of(prefix))
    return not prefix or any(table[one] & table[other] & 1 << size for size, (one, other) in slots)
