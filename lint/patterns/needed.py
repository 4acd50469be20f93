"""Which bytes a pattern needs: a line without any of them need not be scanned for it."""

from lint.patterns.prefixes import alike
from lint.patterns.tree import Branches, Piece, parse

MOST = 8
"""Where there are more, to look for them would save little."""

_COMMON = frozenset(b"\t ,.0123456789\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xe1").union(
    range(65, 91), range(97, 123)
)
"""What most lines have: of characters of several bytes the first, here of Latin letters."""

_Bytes = frozenset[int]


def needed_by(expression: str) -> _Bytes:
    r"""Return bytes one of which every line has that `expression` matches in; none: not known.

    A character is told by its first byte.

    >>> bytes(sorted(needed_by(r"^ *(?:A[-–]|B\()")))
    b'(-\xe2'
    """
    branches = parse(expression)
    return min(_ways(branches) if branches else (), key=len, default=frozenset())


def _ways(branches: Branches) -> list[_Bytes]:
    """Return sets of bytes, of each of which `branches` need one."""
    if len(branches) == 1:
        return [way for piece in branches[0] if piece.least for way in _ways_of(piece)]
    each = [_ways((branch,)) for branch in branches]
    together = frozenset[int]().union(*(min(ways, key=len) for ways in each if ways))
    return [together] if all(each) and len(together) <= MOST else []


def _ways_of(piece: Piece) -> list[_Bytes]:
    if isinstance(piece.what, tuple):
        return _ways(piece.what)
    if not isinstance(piece.what, frozenset):
        return []
    first = frozenset(form.encode("utf-8", "surrogatepass")[0] for form in alike(piece))
    return [first] if 0 < len(first) <= MOST and not first & _COMMON else []
