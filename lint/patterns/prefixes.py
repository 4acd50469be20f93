"""How the lines begin in which a pattern can match: others need not be scanned for it.

A pattern that is tied to the start of a line is a word of some dozens, with what follows it; taken
together, hundreds of them keep Hyperscan busy on every line, though few lines begin like one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from lint.kernels.prefixing import PREFIX_BYTES, folded, passed_over
from lint.patterns.tree import END, START, Branches, Piece, parse

MOST = 2000
"""Where lines begin in more ways, shorter prefixes are told."""

_CASED = range(0x41, 0x1E944)
"""Where Unicode has letters with case."""

_Prefixes = frozenset[bytes]


def prefixes_of(expression: str) -> frozenset[bytes] | None:
    r"""Return prefixes one of which every line has that `expression` matches in.

    They are as `prefixing` says, of 1 to PREFIX_BYTES bytes; an empty one stands for a line that
    has nothing to read. None: the pattern may match in any line.

    >>> sorted(prefixes_of("^Tin (?:mới|.*)"))
    [b'tin', b'tinm\\xe1\\xbb\\x9a', b'tinm\\xe1\\xbb\\x9b']
    """
    branches = parse(expression)
    if branches is None or not all(branch[:1] == (Piece(START),) for branch in branches):
        return None
    walk = _Walk()
    walk.closed |= walk.branches(branches, frozenset([b""]))
    return None if b"" in walk.closed else frozenset(walk.closed | walk.whole)


class _Walk:
    """A way through a pattern with all prefixes at once.

    What a step gets and returns are the prefixes that what follows is added to. Those are `closed`
    after which anything may stand, and `whole` where the line ends.
    """

    def __init__(self) -> None:
        self.closed: set[bytes] = set()
        self.whole: set[bytes] = set()

    def branches(self, branches: Branches, before: _Prefixes) -> _Prefixes:
        """Return `before` with each of `branches`."""
        return frozenset().union(*(self._branch(branch, before) for branch in branches))

    def _branch(self, branch: Sequence[Piece], before: _Prefixes) -> _Prefixes:
        for piece in branch:
            before = self._repeated(piece, before)
        return before

    def _repeated(self, piece: Piece, before: _Prefixes) -> _Prefixes:
        for _ in range(min(piece.least, PREFIX_BYTES)):
            before = self._once(piece, before)
        newest = found = before
        for _ in range(min(piece.most - piece.least, PREFIX_BYTES)):
            newest = self._once(piece, newest) - found
            found |= newest
        return found

    def _once(self, piece: Piece, before: _Prefixes) -> _Prefixes:
        if piece.what == START:
            return before
        if piece.what == END:
            self.whole |= before
            return frozenset()
        if isinstance(piece.what, tuple):
            return self.branches(piece.what, before)
        following = _forms(piece)
        if following is None or len(before) * len(following) + len(self.closed) > MOST:
            self.closed |= before
            return frozenset()
        found = {prefix + form for prefix in before for form in following}
        full = {prefix for prefix in found if len(prefix) >= PREFIX_BYTES}
        self.closed |= {prefix[:PREFIX_BYTES] for prefix in full}
        return frozenset(found - full)


def _forms(piece: Piece) -> _Prefixes | None:
    """Return what each of the characters of `piece` adds to a prefix, None where any may stand."""
    if not isinstance(piece.what, frozenset):
        return None
    forms = (character.encode("utf-8", "surrogatepass") for character in alike(piece))
    return frozenset(b"" if passed_over(form) else folded(form) for form in forms)


def alike(piece: Piece) -> frozenset[str]:
    """Return the characters of `piece`, which has some, and what is the same to it without case."""
    assert isinstance(piece.what, frozenset)
    cased = _cased() if piece.caseless else {}
    return frozenset[str]().union(*(cased.get(c, {c}) for c in piece.what))


@cache
def _cased() -> Mapping[str, set[str]]:
    """Return which characters are the same without case; a few too many are no mistake."""
    alike: dict[str, set[str]] = defaultdict(set)
    for character in map(chr, _CASED):
        forms = {character.lower(), character.upper(), character.title(), character.casefold()}
        if forms != {character}:
            together = {form for form in (character, *forms) if len(form) == 1}
            together = together.union(*(alike[form] for form in together))
            for form in together:
                alike[form] = together
    return alike
