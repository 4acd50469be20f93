"""The hash of folded text: one definition, shared by the fold table and the plain twin.

A token is read left to right, all arithmetic modulo 2**64:

* it starts at `SEED`; a base scalar `c` makes `h = (h + c) * PRIME`, a polynomial in PRIME;
* a combining mark adds `mix64(mark)`. Addition commutes, so canonically equivalent orders of
  marks, and composed and decomposed spellings, hash alike without a sorting pass (so do two
  orders of marks that Unicode tells apart: of all letters, only ṻ and ǖ become equal by it);
* a tone mark after a Latin vowel waits, and is added where the vowel run ends;
* `mix64` (the finaliser of SplitMix64: Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom
  Number Generators", variant 13 of Stafford) closes the token.

A line is the polynomial of its token hashes, closed the same way. 0 is kept for "no token".
"""

from collections.abc import Sequence
from typing import Final

FOLD_VERSION: Final = 1  # raise it when a change makes any stored hash differ

MASK: Final = (1 << 64) - 1
PRIME: Final = 0x9E6C63D0676A9A99  # odd and of no structure: the polynomial's base
SEED: Final = 0x2545F4914F6CDD1D
STEP: Final = 0x9E3779B97F4A7C15  # between the words of a fingerprint: SplitMix64's own increment


def mix64(value: int) -> int:
    """Return `value` (64 bits) scrambled one to one, so that every bit depends on every bit."""
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & MASK
    return value ^ value >> 31


def close(value: int) -> int:
    """Return the finished hash of a token or line: `mix64`, with 1 for 0."""
    return mix64(value) or 1


def line_hash(tokens: Sequence[int]) -> int:
    """Return the hash of a line from its token hashes in order; 0 when there are none."""
    value = SEED
    for token in tokens:
        value = (value + token) * PRIME & MASK
    return close(value) if tokens else 0
