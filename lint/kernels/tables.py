"""What the kernels return, and the names of the numbers in it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from lint.batch import Offsets
from lint.light import dataclass

Hashes = NDArray[np.uint64]
Kinds = NDArray[np.int8]

# Flags of a line
BLANK: Final = 1  # only white space and ignorable characters
ENDS_SENTENCE: Final = 2  # . ! ? … 。 ！ ？ ؟ । before any closing quotes, brackets and space
STARTS_UPPER: Final = 4  # the first letter is upper or title case
HAS_MARKS: Final = 8  # a code point of U+0300 to U+036F
HAS_DIGIT: Final = 16
HAS_URL: Final = 32  # "://" or "www."
STARTS_PAREN: Final = 64  # "(", "[" or "（" before anything else that shows
HAS_NONASCII: Final = 128
HAS_SEAM: Final = (
    256  # a capital right after a letter that is none, one up to there not ASCII: "ởnTop"
)
HAS_JOINT: Final = (
    512  # . ! ? … right before a capital, this in “‘«(”’» or with another letter behind: "vực.Ngay"
)

# Kinds of a value of a record
MISSING: Final = 0
PLAIN: Final = 1  # a string without escapes
ESCAPED: Final = 2
NUMBER: Final = 3
NULL: Final = 4
OTHER: Final = 5  # true, false, an object or an array

ERRORS: Final[dict[int, str]] = {
    0: "",
    1: "the line is not a JSON object",
    2: "a field name in double quotes is expected",
    3: "':' is expected after the field name",
    4: "a value is expected",
    5: "',' or the closing bracket is expected",
    6: "the line ends inside a string",
    7: "a backslash starts no JSON escape",
    8: "a control character stands unescaped in a string",
    9: "a number is malformed",
    10: "objects and arrays are nested deeper than 512",
    11: "something follows the JSON object",
    12: "the line ends inside the JSON object",
}


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The L lines and T tokens of D documents; offsets are bytes of the whole text buffer."""

    start: Offsets  # [L]
    end: Offsets  # [L] before the terminator: "\\n" or "\\r\\n"
    next: Offsets  # [L] after it
    first_line: Offsets  # [D + 1]
    hash: Hashes  # [L] of the folded line, 0 when it has no token
    chars: NDArray[np.int32]  # [L] code points
    first_token: Offsets  # [L + 1]
    tokens: Hashes  # [T] hashes of the folded tokens, never 0
    flags: NDArray[np.uint16]  # [L]


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """The R records of a JSONL buffer and their K wanted fields; offsets are bytes of it."""

    line: Offsets  # [R] 1-based physical line
    line_start: Offsets  # [R] after a byte order mark
    line_end: Offsets  # [R] before the terminator: "\\n" or "\\r\\n"
    status: NDArray[np.int32]  # [R] 0, or a key of ERRORS
    error_at: Offsets  # [R] byte where the grammar broke, else -1
    value_start: Offsets  # [R, K] of the raw value, without quotes
    value_end: Offsets  # [R, K]
    kind: Kinds  # [R, K] MISSING ... OTHER; all MISSING in a bad record


def check_spans(size: int, starts: Offsets, ends: Offsets) -> None:
    """Raise ValueError unless 0 <= start <= end <= `size` holds for every span."""
    if starts.shape != ends.shape:
        raise ValueError(f"{starts.shape} starts do not pair with {ends.shape} ends")
    if starts.size and (starts.min() < 0 or ends.max() > size or bool((starts > ends).any())):
        raise ValueError(f"a span reaches outside the {size} bytes of the buffer")


def check_span_pairs(size: int, starts: Offsets, ends: Offsets) -> None:
    """Raise ValueError unless there are two spans in each row, and `check_spans` holds."""
    check_spans(size, starts, ends)
    if starts.ndim != 2 or starts.shape[1] != 2:
        raise ValueError(f"{starts.shape} starts are not those of pairs")


def check_pairs(count: int, one: Offsets, other: Offsets) -> None:
    """Raise ValueError unless `one` and `other` are as many numbers from 0 to `count` - 1."""
    if one.shape != other.shape:
        raise ValueError(f"{one.shape} lines do not pair with {other.shape} others")
    if one.size and not 0 <= min(one.min(), other.min()) <= max(one.max(), other.max()) < count:
        raise ValueError(f"a line is not one of the {count}")


def check_values(size: int, starts: Offsets, ends: Offsets, kinds: Kinds) -> None:
    """Raise ValueError unless there is one kind a span, and `check_spans` holds."""
    check_spans(size, starts, ends)
    if kinds.shape != starts.shape:
        raise ValueError(f"{starts.shape} spans do not pair with {kinds.shape} kinds")


def check_ranges(ranges: NDArray[np.uint8]) -> None:
    """Raise ValueError unless `ranges` are pairs, of which the first is not above the second."""
    if ranges.ndim != 2 or ranges.shape[1] != 2 or bool((ranges[:, 0] > ranges[:, 1]).any()):
        raise ValueError("ranges of bytes are pairs, each from its lowest to its highest")


def check_positions(positions: Offsets) -> None:
    """Raise ValueError unless `positions` rise from 0 or more."""
    if positions.size and (positions[0] < 0 or bool((np.diff(positions) < 0).any())):
        raise ValueError("positions must be sorted and not negative")


def check_bounds(size: int, bounds: Offsets) -> None:
    """Raise ValueError unless `bounds` (one entry or more) rise from 0 to at most `size`."""
    if not bounds.size:
        raise ValueError("bounds need at least one entry")
    check_spans(size, bounds[:-1], bounds[1:])


def check_longest(longest: int) -> None:
    """Raise ValueError unless the longest phrase that is asked for has a token or more."""
    if longest < 1:
        raise ValueError("a phrase has at least one token")


def shingle_counts(size: int, bounds: Offsets, width: int) -> Offsets:
    """Return how many shingles of `width` tokens each document has.

    Raises ValueError unless `width` is 1 or more and `bounds` rise from 0 to at most `size`.
    """
    if width < 1:
        raise ValueError("a shingle has at least one token")
    check_bounds(size, bounds)
    counts = np.diff(bounds)
    made: Offsets = np.maximum(counts - width + 1, np.minimum(counts, 1))
    return made


def check_matching(
    order: Offsets,
    group_first: Offsets,
    group: Offsets | NDArray[np.int32],
    group_count: int,
    first: Offsets,
) -> None:
    """Raise ValueError unless `order` permutes the documents that the other arrays describe."""
    if not order.size + 1 == group_first.size == first.size:
        raise ValueError("order, groups and hashes are not of the same documents")
    if not np.array_equal(np.sort(order), np.arange(order.size)):
        raise ValueError("order must hold each document once")
    if group.size and not 0 <= int(group.min()) <= int(group.max()) < group_count:
        raise ValueError(f"a group is not one of the {group_count}")


def check_keys(count: int, keys: Hashes) -> None:
    """Raise ValueError unless there are two words of key for each of `count` strings."""
    if keys.shape != (count, 2):
        raise ValueError(f"{count} strings do not pair with keys of the shape {keys.shape}")


def check_permutations(a: int, b: int) -> None:
    """Raise ValueError unless there are as many multipliers as summands, and one or more."""
    if a != b or not a:
        raise ValueError("every permutation needs one a and one b")


def check_bands(permutations: int, bands: int, rows: int) -> None:
    """Raise ValueError unless sketches of so many permutations have these bands."""
    if not (bands >= 1 and rows >= 1 and bands * rows <= permutations):
        raise ValueError(f"{permutations} permutations do not make {bands} bands of {rows}")


def check_candidates(documents: int, least_shared: Offsets, most: int) -> None:
    """Raise ValueError unless there is a least number a document, and `most` is 1 or more."""
    if least_shared.size != documents:
        raise ValueError("every document needs its least number of shared groups")
    if most < 1:
        raise ValueError("at least one candidate is to be verified")
