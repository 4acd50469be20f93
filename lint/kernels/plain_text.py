"""Lines and UTF-8 in Python: the reference for the kernels of text."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from lint.batch import Bytes, Offsets
from lint.kernels.folding import Trait
from lint.kernels.hashing import line_hash
from lint.kernels.plain_fold import CASES, GAPS, TRAITS, WORDS
from lint.kernels.tables import (
    BLANK,
    ENDS_SENTENCE,
    HAS_JOINT,
    HAS_SEAM,
    HAS_URL,
    STARTS_PAREN,
    STARTS_UPPER,
    Hashes,
    Lines,
    check_spans,
)

STRAY: Final = re.compile("[\udc80-\udcff]")  # how "surrogateescape" marks bytes that are not UTF-8
URL: Final = re.compile(r"://|[wW]{3}\.")
INK, ALPHA, UPPER, CLOSER = map(int, (Trait.INK, Trait.ALPHA, Trait.UPPER, Trait.CLOSER))
TERMINATOR, OPENER = int(Trait.TERMINATOR), int(Trait.OPENER)
# In what `CASES` makes of a line:
SEAM: Final = re.compile('(?:[sCm][^ .("]*[ls]|s|[ls](?=m))m*[UC]')
JOINT: Final = re.compile(r"""\.(?:(?:\("?|")[UC]|[UC]m*[ls])""")
SEEN: Final = int(Trait.DIGIT | Trait.MARK | Trait.NONASCII)
CHARACTER: Final = re.compile(rb".[\x80-\xbf]{0,3}", re.DOTALL)

Span = tuple[int, int, int]  # start, end, next


def repair_utf8(buffer: Bytes) -> int:
    """Put 0x1A for every byte of `buffer` that is not part of valid UTF-8; return how many."""
    if not buffer.flags.writeable:
        raise ValueError("the buffer is read-only")
    text = buffer.tobytes().decode("utf-8", "surrogateescape")
    mended, count = STRAY.subn("\x1a", text)
    if count:
        buffer[:] = np.frombuffer(mended.encode(), np.uint8)
    return count


def turn_utf8(text: Bytes) -> Bytes:
    """Return `text` written backward, each character's bytes in their order.

    Of text that is not UTF-8, any byte with up to three continuation bytes behind it counts as one.
    """
    return np.frombuffer(b"".join(CHARACTER.findall(text.tobytes())[::-1]), np.uint8)


def line_spans(data: bytes, offset: int) -> Iterator[Span]:
    """Yield start, end and next of the lines of one document, `offset` added."""
    at = 0
    while at < len(data):
        newline = data.find(b"\n", at)
        end = following = len(data)
        if newline >= 0:
            following = newline + 1
            end = newline - (data[at:newline][-1:] == b"\r")
        yield at + offset, end + offset, following + offset
        at = following


def first_trait(chars: Iterable[str], wanted: int, unwanted: int = 0) -> int:
    """Return the traits of the first of `chars` that has `wanted` and not `unwanted`, else 0."""
    for char in chars:
        traits = TRAITS[char]
        if traits & wanted and not traits & unwanted:
            return traits
    return 0


def flags_of(line: str) -> int:
    """Return the flags of one line."""
    seen = 0
    for char in set(line):
        seen |= TRAITS[char]
    flags = seen & SEEN
    if not seen & INK:
        return flags | BLANK
    if first_trait(reversed(line), INK, CLOSER) & TERMINATOR:
        flags |= ENDS_SENTENCE
    if first_trait(line, ALPHA) & UPPER:
        flags |= STARTS_UPPER
    if first_trait(line, INK) & OPENER:
        flags |= STARTS_PAREN
    if seen & UPPER and seen & Trait.NONASCII and SEAM.search(line.translate(CASES)):
        flags |= HAS_SEAM
    if seen & UPPER and JOINT.search(line.translate(CASES)):
        flags |= HAS_JOINT
    return flags | HAS_URL if URL.search(line) else flags


def tokens_of(line: str) -> list[int]:
    """Return the token hashes of one line."""
    return [token for word in line.translate(GAPS).split() for token in WORDS[word]]


def scan_lines(text: Bytes, starts: Offsets, ends: Offsets) -> Lines:
    """Return the lines of the documents `text[starts[d]:ends[d]]`, and their folded tokens."""
    check_spans(text.size, starts, ends)
    spans: list[Span] = []
    hashes, tokens, chars, flags = [], [], [], []
    first_line, first_token = [0], [0]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        for span in line_spans(text[start:end].tobytes(), start):
            line = text[span[0] : span[1]].tobytes().decode("utf-8", "surrogateescape")
            found = tokens_of(line)
            spans.append(span)
            tokens += found
            hashes.append(line_hash(found))
            first_token.append(len(tokens))
            chars.append(len(line))
            flags.append(flags_of(line))
        first_line.append(len(spans))
    start_at, end_at, next_at = np.array(spans, np.int64).reshape(-1, 3).T.copy()
    return Lines(
        start_at,
        end_at,
        next_at,
        first_line=np.array(first_line, np.int64),
        hash=np.array(hashes, np.uint64),
        chars=np.array(chars, np.int32),
        first_token=np.array(first_token, np.int64),
        tokens=np.array(tokens, np.uint64),
        flags=np.array(flags, np.uint16),
    )


def scan_tokens(text: Bytes, starts: Offsets, ends: Offsets) -> tuple[Hashes, Offsets]:
    """Return the tokens of `scan_lines` alone, and where those of each document begin, [D + 1]."""
    lines = scan_lines(text, starts, ends)
    return lines.tokens, lines.first_token[lines.first_line]
