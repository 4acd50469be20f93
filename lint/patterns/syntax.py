r"""Rewrite rule patterns so that they stay in a line.

Rule authors write for one line. Hyperscan runs over the whole batch, where `\s` and negated classes
would cross lines, and where `$` knows one kind of line end only.
"""

import re

VERSION = 2
"""Raised when patterns are rewritten otherwise, so that no cache keeps what was made of them."""

_ITEM = re.compile(
    r"\\[pPxX]\{[^}]*\}"  # property or code point
    r"|\\p[A-Z]|\\x[0-9A-Fa-f]{2}"
    r"|\\."  # any other escape
    r"|\[(?:\\[pP]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])(?:\\[pPx]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])*\]"
    r"|.",
    re.DOTALL,
)
_IN_LINE = {
    r"\s": r"[\p{Zs}\t]",
    r"\h": r"[\p{Zs}\t]",
    r"\S": r"[^\p{Zs}\t\r\n]",
    r"\W": r"[^\w\n]",
    r"\d": "[0-9]",  # the digits of all scripts take long to compile
    r"\D": r"[^0-9\n]",
    "$": r"\r?$",
}


def in_line(pattern: str) -> str:
    r"""Return `pattern` such that no part of it matches a line end.

    >>> print(in_line(r"a\s+[^b]"))
    a[\p{Zs}\t]+[^b\n]
    """
    return "".join(_item_in_line(item) for item in _ITEM.findall(pattern))


def _item_in_line(item: str) -> str:
    if item in _IN_LINE:
        return _IN_LINE[item]
    if item.startswith(r"\P{"):
        return rf"[^\p{item[2:]}\n]"
    if item[0] != "[" or len(item) == 1:
        return item
    body = re.sub(r"\\[sh]", lambda _: r"\p{Zs}\t", item[1:-1]).replace(r"\d", "0-9")
    return f"[{body}\\n]" if body.startswith("^") else f"[{body}]"
