"""Corpus text on a terminal: harmless, and as wide as it looks.

Control and format characters are shown as escapes: text from the web may hold sequences that
move the cursor or reorder what is read (CVE-2021-42574). Widths follow East Asian Width
(Unicode Standard Annex 11); marks take no cell.
"""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NO_WIDTH = {"Mn", "Me", "Cf"}
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
ELLIPSIS = "…"


class _Escapes(dict[int, str]):
    """A translation table that learns each character the first time it is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        shown = self.escape(char) if unicodedata.category(char) in _HIDDEN else char
        self[code] = shown
        return shown

    def escape(self, char: str) -> str:
        """Return the escape that Python would write."""
        if char in _SHORT:
            return _SHORT[char]
        code = ord(char)
        if code < 0x100:
            return f"\\x{code:02x}"
        return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _JsonEscapes(_Escapes):
    def escape(self, char: str) -> str:
        """Return the escape that JSON knows: UTF-16 units."""
        units = char.encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


class _TextEscapes(_Escapes):
    def escape(self, char: str) -> str:
        """Return the escape, or the character where it makes lines and joins letters."""
        return char if char in "\n\t\u200c\u200d\u200e\u200f" else super().escape(char)


class _Cells(dict[str, int]):
    """The cells of a character, learned the first time it is met."""

    def __missing__(self, char: str) -> int:
        if unicodedata.category(char) in _NO_WIDTH or "\u1160" <= char <= "\u11ff":
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = width
        return width


_PLAIN = _Escapes()
_JSON = _JsonEscapes()
_TEXT = _TextEscapes()
_CELLS = _Cells()


def visible(text: str) -> str:
    """Return `text` on one line, with what cannot be seen or must not be sent as escapes."""
    return text.translate(_PLAIN)


def visible_json(text: str) -> str:
    """Return `text`, which json.dumps made, with the hidden characters that it leaves escaped."""
    return text if text.isascii() and "\x7f" not in text else text.translate(_JSON)


def visible_text(text: str) -> str:
    """Return `text` with its lines, and with what reorders or hides others as escapes."""
    return text.replace("\r\n", "\n").translate(_TEXT)


def cells(text: str) -> int:
    """Return how many terminal cells `text` takes."""
    return len(text) if text.isascii() else sum(map(_CELLS.__getitem__, text))


def head(text: str, width: int) -> str:
    """Return the longest start of `text` that fits in `width` cells, marked where it was cut."""
    if cells(text) <= width:
        return text
    end, room = 0, width - 1
    while (room := room - _CELLS[text[end]]) >= 0:
        end += 1
    return text[:end] + ELLIPSIS


def tail(text: str, width: int) -> str:
    """Return the longest end of `text` that fits in `width` cells, marked where it was cut."""
    if cells(text) <= width:
        return text
    start, room = len(text), width - 1
    while (room := room - _CELLS[text[start - 1]]) >= 0:
        start -= 1
    while start < len(text) and not _CELLS[text[start]]:
        start += 1  # a mark would sit on the ellipsis
    return ELLIPSIS + text[start:]
