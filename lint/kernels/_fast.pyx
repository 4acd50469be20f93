# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
# cython: initializedcheck=False, embedsignature=False
"""The kernels compiled: one idea a file, everything hot without the GIL on raw pointers.

`plain.py` is the twin that says what each function must return; `_fast.pyi` has the signatures.
Text may be malformed UTF-8 and spans come from outside: spans are checked before the GIL is
released, and each file says why its reads and writes stay inside their buffers.
"""

from libc.stddef cimport ptrdiff_t
from libc.stdint cimport int8_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memchr, memcmp, memcpy, memset

import numpy as np

from lint.batch import Strings
from lint.kernels import folding, hashing
from lint.kernels.prefixing import check_table
from lint.kernels.tables import Lines, Records
from lint.kernels.tables import check_bands, check_bounds, check_candidates, check_keys, check_longest, check_matching, check_pairs, check_permutations, check_positions, check_ranges, check_span_pairs, check_spans, check_values, shingle_counts


cdef void* address(array) except NULL:
    """Return where the data of a C-contiguous NumPy array is; the caller keeps the array."""
    cdef const uint8_t[::1] view = array.reshape(-1).view(np.uint8)
    return <void*>&view[0]


include "_bytes.pxi"
include "_count_byte.pxi"
include "_utf8.pxi"
include "_fold.pxi"
include "_blocks.pxi"
include "_words.pxi"
include "_lines.pxi"
include "_tokens.pxi"
include "_json.pxi"
include "_unescape.pxi"
include "_records.pxi"
include "_shingles.pxi"
include "_counting.pxi"
include "_bounds.pxi"
include "_compose.pxi"
include "_gather.pxi"
include "_has_byte.pxi"
include "_turn.pxi"
include "_around.pxi"
include "_changes.pxi"
include "_fingerprints.pxi"
include "_prefixes.pxi"
include "_minhash.pxi"
include "_matching.pxi"
include "_alike.pxi"
include "_ends.pxi"
