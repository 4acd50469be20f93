"""Cut JSON Lines at line ends: a stream into its bytes, a file into stretches not yet read."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

import numpy as np

from lint import kernels
from lint.corpus.compression import DamagedError

_NEWLINE = 10
_COUNTED_BYTES = 1 << 18  # small enough for the processor's own cache


class Stretch(NamedTuple):
    """Consecutive bytes of a file, and how many line ends are in them."""

    offset: int
    size: int
    ends: int


def cut_at_lines(blocks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the bytes of `blocks` in pieces of about `size` that end at a line's end.

    They end in the blocks that reach multiples of `size`, so that pieces do not drift. A longer
    line makes its piece longer; empty input is one empty piece. Where `blocks` raise DamagedError,
    the whole lines before come first and the broken one is left out.
    """
    held: list[bytes] = []
    at, target, is_cut = 0, size, False
    damage: DamagedError | None = None
    try:
        for block in blocks:
            at += len(block)
            cut = block.rfind(b"\n") + 1 if at >= target else 0
            if not cut:
                held.append(block)
                continue
            is_cut = True
            yield b"".join([*held, block[:cut]])
            held, target = [block[cut:]], at - at % size + size
    except DamagedError as error:
        damage = error
    rest = b"".join(held)
    if damage is not None:
        rest = rest[: rest.rfind(b"\n") + 1]
    if rest or not is_cut:
        yield rest
    if damage is not None:
        raise damage


def stretches(file: BinaryIO, size: int, block: int = _COUNTED_BYTES) -> Iterator[Stretch]:
    """Yield the pieces in which `cut_at_lines` would give `file`, of which only a block is held."""
    data = bytearray(block)
    start, at, ends, target = 0, 0, 0, size
    while count := file.readinto(data):  # type: ignore[attr-defined]  # of files open in binary
        new = kernels.count_byte(np.frombuffer(data, np.uint8, count), _NEWLINE)
        at += count
        ends += new
        if new and at >= target:
            cut = at - count + data.rfind(b"\n", 0, count) + 1
            yield Stretch(start, cut - start, ends)
            start, ends, target = cut, 0, at - at % size + size
    if at > start or not at:
        yield Stretch(start, at - start, ends)


def even_size(total: int, most: int, jobs: int) -> int:
    """Return a size of about `most` or less in whose `stretches` `total` bytes are for `jobs`.

    Each of those can then have as many of about the same length.
    """
    if total <= most:
        return most
    pieces = jobs * -(-total // (jobs * most))
    return max(-(-total // pieces), most // 8)


def head_of(file: BinaryIO, lines: int, size: int) -> bytes:
    """Return the first lines of `file`: so many, or those that `size` bytes reach into."""
    head: list[bytes] = []
    while len(head) < lines and size > 0 and (line := file.readline()):
        head.append(line)
        size -= len(line)
    return b"".join(head)
