"""The hot loops: lines and folded hashes, UTF-8 repair, JSONL records, shingles.

The compiled kernels serve where they were built, else their plain twin, which returns the same
arrays; with `DELINT_PLAIN=1` in the environment the twin serves always.
"""

import os
from types import ModuleType
from typing import TYPE_CHECKING

from lint.kernels.tables import ERRORS, Lines, Records

if TYPE_CHECKING:
    from lint.kernels import _fast as kernel
else:

    def _choose() -> ModuleType:
        if os.environ.get("DELINT_PLAIN", "") in ("", "0"):
            try:
                from lint.kernels import _fast
            except ImportError:
                pass
            else:
                return _fast
        from lint.kernels import plain

        return plain

    kernel = _choose()

COMPILED: bool = kernel.__name__.endswith("_fast")

assign = kernel.assign
band_keys = kernel.band_keys
changed_words = kernel.changed_words
characters_before = kernel.characters_before
common_ends = kernel.common_ends
compose = kernel.compose
count_byte = kernel.count_byte
fingerprints = kernel.fingerprints
gather = kernel.gather
has_byte = kernel.has_byte
last_words = kernel.last_words
may_be_similar = kernel.may_be_similar
may_begin = kernel.may_begin
pair_bounds = kernel.pair_bounds
prefixes = kernel.prefixes
scan_lines = kernel.scan_lines
repair_utf8 = kernel.repair_utf8
scan_records = kernel.scan_records
scan_tokens = kernel.scan_tokens
unescape = kernel.unescape
words_around = kernel.words_around
words_left = kernel.words_left
raw_positions = kernel.raw_positions
seen_before = kernel.seen_before
shingle_sets = kernel.shingle_sets
shingles = kernel.shingles
sketch = kernel.sketch
sketch_tokens = kernel.sketch_tokens
turn_utf8 = kernel.turn_utf8

__all__ = [
    "COMPILED",
    "ERRORS",
    "Lines",
    "Records",
    "assign",
    "band_keys",
    "changed_words",
    "characters_before",
    "common_ends",
    "compose",
    "count_byte",
    "fingerprints",
    "gather",
    "has_byte",
    "last_words",
    "may_be_similar",
    "may_begin",
    "pair_bounds",
    "prefixes",
    "raw_positions",
    "repair_utf8",
    "scan_lines",
    "scan_records",
    "scan_tokens",
    "seen_before",
    "shingle_sets",
    "shingles",
    "sketch",
    "sketch_tokens",
    "turn_utf8",
    "unescape",
    "words_around",
    "words_left",
]
