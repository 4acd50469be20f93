"""Lines that are the printed form of a Python list of strings: a list was saved as a text."""

import re
from collections.abc import Iterator

from lint.checks.escape_sequence import PLAIN
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH}

_ITEM = re.compile(
    rb"""[ ]*(?:'([^'\\]*(?:\\.[^'\\]*)*)'|"([^"\\]*(?:\\.[^"\\]*)*)")[ ]*(,|\][ \t\r]*$)"""
)
_PLAIN_ITEM = re.compile(rb"""[ ]*(?:'([^']*)'(?<!\\')|"([^"]*)"(?<!\\"))[ ]*(,|\][ \t\r]*$)""")
"""The same of an item without its quote inside, several times as fast."""
_ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT = {b"n": b"\n", b"r": b"\n", b"t": b" ", b"a": b"", b"b": b"", b"f": b"\n", b"v": b"\n"}


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns of where such a line begins; `words`: so many stand in its longest string."""

    patterns: tuple[str, ...]
    words: int = 6


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each such line, to be replaced by its strings, one a line."""
    for line in view.matched_lines(rule).tolist():
        items = _items(view.line_bytes(line))
        if not any(_has_words(item, params.words) for item in items):
            continue
        document = int(view.document_of_line[line])
        base = view.batch.text.starts[document]
        span = (int(view.lines.start[line] - base), int(view.lines.end[line] - base))
        parts = map(_stripped, b"\n".join(items).split(b"\n"))
        yield Hit(document, *span, rule, Action.REPLACE, b"\n".join(filter(None, parts)))


def _has_words(item: bytes, count: int) -> bool:
    return len(item.decode().split(maxsplit=count)) >= count


def _stripped(part: bytes) -> bytes:
    """Return `part` without white space around it; it is decoded where that is not plain to see."""
    part = part.strip()
    plain = part and 0x20 < part[0] < 0x80 and 0x20 < part[-1] < 0x80
    return part if plain else part.decode().strip().encode()


def _items(text: bytes) -> list[bytes]:
    """Return the strings of the list that `text` prints; nothing when it is not one as a whole."""
    at = text.find(b"[") + 1
    if text[: at - 1].decode().strip():
        return []
    items = []
    while match := _PLAIN_ITEM.match(text, at) or _ITEM.match(text, at):
        one, other, after = match.groups()
        item = other if one is None else one
        items.append(_ESCAPE.sub(_character, item) if b"\\" in item else item)
        if after != b",":
            return items
        at = match.end()
    return []


def _character(escape: re.Match[bytes]) -> bytes:
    """Return what a backslash escape stands for; invisible characters go."""
    code = escape[1] or escape[2] or escape[3]
    if not code:
        return _SHORT.get(escape[4], escape[4])
    value = int(code, 16)
    if value > 0x10FFFF or 0xD800 <= value < 0xE000:
        return "\ufffd".encode()
    return chr(value).translate(PLAIN).encode()
