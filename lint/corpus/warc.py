"""WARC records: where each one stands in the bytes, and what its header says (ISO 28500)."""

import re
from typing import NamedTuple

MAX_RECORD_BYTES = 256 << 20
"""A record that says it is longer is taken as damaged."""

_MAX_HEADER_BYTES = 1 << 20
_END = b"\r\n\r\n"
_HEADER = re.compile(rb"(?:\r\n)*+WARC/1\.[01]\r\n(?:[^\r\n]++\r\n)*+\r\n")


class Record(NamedTuple):
    """The bytes `start` to `end` with what ends a record; `block` to `block_end` its content.

    `wrong` says why it cannot be used; then it reaches up to the next record.
    """

    start: int
    block: int
    block_end: int
    end: int
    wrong: str = ""


def record_at(raw: bytes, at: int, *, final: bool) -> Record | None:
    """Return the record at byte `at`; None where it is not there in full, and more may follow."""
    header = _HEADER.match(raw, at)
    if header is None:
        is_open = raw.find(_END, at) < 0 and len(raw) - at < _MAX_HEADER_BYTES
        return None if is_open and not final else _damaged(raw, at, "no WARC header", final=final)
    length = field_span(raw, at, header.end(), b"Content-Length")
    digits = raw[slice(*length)] if length else b""
    if not digits.isdigit() or len(digits) > 12 or int(digits) > MAX_RECORD_BYTES:
        return _damaged(raw, at, "no length that can be right", final=final)
    end = header.end() + int(digits)
    trailer = raw[end : end + len(_END)]
    if end + len(_END) > len(raw) and not final:
        return None
    if end > len(raw) or trailer != _END[: len(trailer)] or (len(trailer) < 4 and not final):
        return _damaged(raw, at, "its length is not that of its content", final=final)
    return Record(at, header.end(), end, end + len(trailer))


def _damaged(raw: bytes, at: int, why: str, *, final: bool) -> Record | None:
    following = raw.find(b"\nWARC/1.", at + 1) + 1
    if not following and not final:
        return None
    end = following or len(raw)
    return Record(at, end, end, end, f"damaged WARC record: {why}")


def field_span(raw: bytes, start: int, end: int, name: bytes) -> tuple[int, int] | None:
    """Return where the value of a header's field stands; case does not count in names."""
    found = re.compile(rb"(?i)\r\n%b:[ \t]*([^\r\n]*)" % re.escape(name)).search(raw, start, end)
    return found.span(1) if found else None
