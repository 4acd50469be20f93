"""JSONL records in Python: the reference for `_records.pxi`."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from lint.batch import Bytes
from lint.kernels.plain_json import NO_COMMA, NOT_OBJECT, TRAILING, GrammarError, Scanner, Value
from lint.kernels.plain_strings import unescaped
from lint.kernels.tables import ESCAPED, MISSING, Records

BOM: Final = b"\xef\xbb\xbf"
ABSENT: Final = Value(0, 0, MISSING)


def fields(scanner: Scanner) -> Iterator[tuple[bytes, Value]]:
    """Yield names, unescaped, and values of the object that is the whole line."""
    if scanner.next_byte() != b"{":
        raise scanner.fail(NOT_OBJECT)
    scanner.at += 1
    stop = scanner.next_byte()
    scanner.at += stop == b"}"
    while stop != b"}":
        name = scanner.key()
        text = scanner.line[name.start : name.end]
        yield unescaped(text) if name.kind == ESCAPED else text, scanner.value()
        stop = scanner.next_byte()
        if stop not in (b",", b"}"):
            raise scanner.fail(NO_COMMA)
        scanner.at += 1
    if scanner.next_byte():
        raise scanner.fail(TRAILING)


def scan_record(line: bytes, keys: list[bytes]) -> tuple[int, int, list[Value]]:
    """Return the error code, the byte where the grammar breaks (-1), and a value for each key."""
    try:
        found = dict(fields(Scanner(line)))
    except GrammarError as error:
        return error.code, error.at, [ABSENT] * len(keys)
    return 0, -1, [found.get(key, ABSENT) for key in keys]


def record_lines(raw: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, offset and content of the lines that are not blank."""
    at = len(BOM) if raw.startswith(BOM) else 0
    lines = raw[at:].split(b"\n")
    for number, line in enumerate(lines, 1):
        content = line.removesuffix(b"\r") if number < len(lines) else line
        if content.strip(b" \t\r"):
            yield number, at, content
        at += len(line) + 1


def scan_records(raw: Bytes, keys: list[bytes]) -> Records:
    """Return the records of a JSONL buffer and where the values of `keys` stand."""
    heads: list[tuple[int, int, int, int, int]] = []
    values: list[tuple[int, int, int]] = []
    for number, start, line in record_lines(raw.tobytes()):
        status, at, row = scan_record(line, keys)
        heads.append((number, start, start + len(line), status, at if at < 0 else start + at))
        values += [v if v is ABSENT else (v.start + start, v.end + start, v.kind) for v in row]
    line_no, starts, ends, statuses, errors = np.array(heads, np.int64).reshape(-1, 5).T.copy()
    first, last, kinds = (
        np.array(values, np.int64).reshape(len(heads), len(keys), 3).transpose(2, 0, 1)
    )
    return Records(
        line_no,
        starts,
        ends,
        statuses.astype(np.int32),
        errors,
        first.copy(),
        last.copy(),
        kinds.astype(np.int8, order="C"),
    )
