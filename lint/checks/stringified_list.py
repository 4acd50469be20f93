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
    r"""[ ]*(?:'([^'\\]*(?:\\.[^'\\]*)*)'|"([^"\\]*(?:\\.[^"\\]*)*)")[ ]*(,|\][ \t\r]*$)"""
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT = {"n": "\n", "r": "\n", "t": " ", "a": "", "b": "", "f": "\n", "v": "\n"}


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns of where such a line begins; `words`: so many stand in its longest string."""

    patterns: tuple[str, ...]
    words: int = 6


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield each such line, to be replaced by its strings, one a line."""
    for line in view.matched_lines(rule).tolist():
        items = _items(view.line_text(line))
        if max((len(item.split()) for item in items), default=0) < params.words:
            continue
        document = int(view.document_of_line[line])
        base = view.batch.text.starts[document]
        span = (int(view.lines.start[line] - base), int(view.lines.end[line] - base))
        parts = (part.strip() for item in items for part in item.split("\n"))
        text = "\n".join(part for part in parts if part)
        yield Hit(document, *span, rule, Action.REPLACE, text.encode())


def _items(text: str) -> list[str]:
    """Return the strings of the list that `text` prints; nothing when it is not one as a whole."""
    at = len(text) - len(text.lstrip()) + 1
    items = []
    while match := _ITEM.match(text, at):
        items.append(_ESCAPE.sub(_character, match[1] if match[1] is not None else match[2]))
        if match[3] != ",":
            return items
        at = match.end()
    return []


def _character(escape: re.Match[str]) -> str:
    """Return what a backslash escape stands for; invisible characters go."""
    code = escape[1] or escape[2] or escape[3]
    if not code:
        return _SHORT.get(escape[4], escape[4])
    value = int(code, 16)
    if value > 0x10FFFF or 0xD800 <= value < 0xE000:
        return "\ufffd"
    return chr(value).translate(PLAIN)
