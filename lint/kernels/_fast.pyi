import numpy as np
from numpy.typing import NDArray

from lint.batch import Bytes, Offsets, Strings
from lint.kernels.tables import Hashes, Kinds, Lines, Records

def scan_lines(text: Bytes, starts: Offsets, ends: Offsets) -> Lines: ...
def repair_utf8(buffer: Bytes) -> int: ...
def scan_records(raw: Bytes, keys: list[bytes]) -> Records: ...
def unescape(raw: Bytes, value_start: Offsets, value_end: Offsets, kind: Kinds) -> Strings: ...
def raw_positions(raw_value: Bytes, positions: Offsets) -> Offsets: ...
def shingles(
    tokens: Hashes, first_token_of_doc: Offsets, size: int = 5
) -> tuple[Hashes, Offsets]: ...
def seen_before(hashes: Hashes, first: Offsets) -> tuple[NDArray[np.bool_], NDArray[np.int32]]: ...
def sketch(
    hashes: Hashes, first: Offsets, a: NDArray[np.uint32], b: NDArray[np.uint32]
) -> NDArray[np.uint32]: ...
def assign(
    order: Offsets,
    group_first: Offsets,
    group: Offsets,
    group_count: int,
    hashes: Hashes,
    first: Offsets,
    threshold: float,
    contained: bool,
    most_anchors: int = 64,
    most_candidates: int = 32,
) -> tuple[Offsets, Offsets]: ...
