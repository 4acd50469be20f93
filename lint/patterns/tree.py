"""A pattern taken apart: branches of pieces, and how often each piece stands."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from lint.light import dataclass
from lint.patterns.syntax import TOKEN

UNBOUNDED: Final = 1 << 30
_MOST_CHARACTERS = 300
_UNREAD = re.compile(r"(?<!\\)\((?:\?(?!(?:-?i)?:)|\*)|\\[QE]")
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}
_MEMBER = re.compile(
    r"\\x\{(?P<long>[0-9A-Fa-f]+)\}|\\x(?P<short>[0-9A-Fa-f]{2})"
    r"|\\(?P<control>[tnrfae])|(?P<open>\\[0-9A-Za-z](?:\{[^}]*\})?|\[:\^?\w+:\])"
    r"|\\(?P<escaped>.)|(?P<plain>.)",
    re.DOTALL,
)

Characters: TypeAlias = frozenset[str] | None
"""Which characters may stand there; None: any, or what is not told here."""


START: Final = "^"
END: Final = "$"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters, branches, START or END, that stand `least` to `most` times.

    Characters of a `caseless` piece stand for those, too, that differ from them in case alone.
    """

    what: "Characters | Branches | str"
    caseless: bool = False
    least: int = 1
    most: int = 1


Branches: TypeAlias = tuple[tuple[Piece, ...], ...]


def parse(pattern: str, *, caseless: bool = True) -> Branches | None:
    """Return the branches of `pattern`, or None for syntax that is not read here.

    >>> parse("^a|b?", caseless=False) == (
    ...     (Piece(START), Piece(frozenset("a"))),
    ...     (Piece(frozenset("b"), least=0),),
    ... )
    True
    """
    if _UNREAD.search(pattern):
        return None
    reader = _Reader([(m.lastgroup or "", m.group()) for m in TOKEN.finditer(pattern)], caseless)
    branches = reader.branches()
    return branches if reader.position == len(reader.tokens) else None


@dataclass(slots=True)
class _Reader:
    """The tokens of a pattern, read from left to right, with or without case."""

    tokens: Sequence[tuple[str, str]]
    caseless: bool
    position: int = 0

    def branches(self) -> Branches:
        """Return what is read up to a closing bracket or the end."""
        branches: list[list[Piece]] = [[]]
        while (kind := self._kind()) not in ("close", ""):
            if kind == "bar":
                branches.append([])
                self.position += 1
            else:
                branches[-1].append(self._piece())
        return tuple(map(tuple, branches))

    def _piece(self) -> Piece:
        kind, text = self._take()
        piece = self._group(text) if kind == "open" else self._atom(text)
        while self._kind() == "count":
            piece = _repeated(piece, self._take()[1])
        return piece

    def _group(self, bracket: str) -> Piece:
        outside = self.caseless
        if "i" in bracket:
            self.caseless = "-i" not in bracket
        inside = self.branches()
        self.position += 1  # the closing bracket
        self.caseless = outside
        return Piece(inside)

    def _atom(self, text: str) -> Piece:
        if text in (START, END):
            return Piece(text)
        if text == "." or text.startswith("[^"):
            return Piece(None)
        is_class = text[0] == "[" and len(text) > 1
        return Piece(_characters(text[1:-1] if is_class else text), self.caseless)

    def _kind(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else ""

    def _take(self) -> tuple[str, str]:
        self.position += 1
        return self.tokens[self.position - 1]


def _repeated(piece: Piece, count: str) -> Piece:
    """Return `piece` as often as `count` says, such as "*?" or "{2,3}"."""
    bounds = {"*": (0, UNBOUNDED), "+": (1, UNBOUNDED), "?": (0, 1)}.get(count[0])
    if not bounds:
        least, comma, most = count.rstrip("?+").strip("{}").partition(",")
        bounds = int(least), int(most or UNBOUNDED) if comma else int(least)
    return replace(piece, least=piece.least * bounds[0], most=piece.most * bounds[1])


def _characters(body: str) -> Characters:
    """Return the members of a class, None where it has others than characters and short ranges."""
    matches = list(_MEMBER.finditer(body))
    if any(match["open"] for match in matches):
        return None
    found: set[str] = set()
    members = list(map(_member, matches))
    at = 0
    while at < len(members):
        is_range = at + 2 < len(members) and matches[at + 1]["plain"] == "-"
        first, last = ord(members[at]), ord(members[at + 2 * is_range])
        if last - first > _MOST_CHARACTERS:
            return None
        found.update(map(chr, range(first, last + 1)))
        at += 3 if is_range else 1
    return None if "\n" in found else frozenset(found)  # what follows is not in the line


def _member(match: re.Match[str]) -> str:
    code = match["long"] or match["short"]
    if code:
        return chr(int(code, 16))
    return _CONTROLS[match["control"]] if match["control"] else match["escaped"] or match["plain"]
