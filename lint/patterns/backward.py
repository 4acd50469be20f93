"""Turn a pattern round, so that scanning a line backward tells where matches start.

Hyperscan can tell starts itself (HS_FLAG_SOM_LEFTMOST), but the engines behind that flag write
outside their memory for about one pattern in twenty (Vectorscan 5.4.11 and 5.4.12, for example
"(?:abc)+" over some hundred bytes), so that the flag is never used here.
"""

import re

from lint.errors import RuleError
from lint.light import dataclass
from lint.patterns.syntax import TOKEN

_TURNED = {"^": "$", "$": "^", r"\A": r"\z", r"\z": r"\A"}


def backward(pattern: str) -> str:
    """Return the pattern that matches the same texts written backward.

    >>> backward("a(?:bc|[de]f+)$")
    '^(?:cb|f+[de])a'

    Raises RuleError where brackets do not match, and for options in the middle such as "(?i)".
    """
    if re.search(r"(?<!\\)\(\?(?![a-z-]*:)", pattern):
        raise RuleError(f"{pattern!r}: only groups such as (?:...) and (?-i:...) can be used here")
    tokens = [(match.lastgroup or "", match.group()) for match in TOKEN.finditer(pattern)]
    reader = _Reader(tokens)
    turned = reader.alternatives()
    if reader.position < len(tokens):
        raise RuleError(f"{pattern!r}: a bracket is closed that was not opened")
    return turned


def unanchored(pattern: str) -> str:
    """Return `pattern` without its ^, for texts that begin where a match of it does.

    >>> unanchored("(?:^|[^a])b")
    '(?:(?:)|[^a])b'
    """
    tokens = (match.group() for match in TOKEN.finditer(pattern))
    return "".join("(?:)" if token in ("^", r"\A") else token for token in tokens)


@dataclass(slots=True)
class _Reader:
    """The tokens of a pattern, read from left to right."""

    tokens: list[tuple[str, str]]
    position: int = 0

    def alternatives(self) -> str:
        """Return what is read, turned round, up to a closing bracket or the end."""
        parts: list[str] = []
        branches: list[str] = []
        while (kind := self._kind()) not in ("close", ""):
            if kind == "bar":
                branches.append("".join(reversed(parts)))
                parts = []
                self.position += 1
            else:
                parts.append(self._piece())
        return "|".join([*branches, "".join(reversed(parts))])

    def _piece(self) -> str:
        """Return the next atom or group with how often it stands."""
        kind, text = self._take()
        if kind == "open":
            inside = self.alternatives()
            if self._kind() != "close":
                raise RuleError(f"{text!r} opens a bracket that is not closed")
            self.position += 1
            text = f"{text}{inside})"
        counts = ""
        while self._kind() == "count":
            counts += self._take()[1]
        return _TURNED.get(text, text) + counts

    def _kind(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else ""

    def _take(self) -> tuple[str, str]:
        self.position += 1
        return self.tokens[self.position - 1]
