r"""Rewrite rule patterns so that they stay in a line.

Rule authors write for one line. Hyperscan runs over the whole batch, where `\s` and negated classes
would cross lines, and where `$` knows one kind of line end only.
"""

import re

VERSION = 5
"""Raised when patterns are rewritten otherwise, so that no cache keeps what was made of them."""

TOKEN = re.compile(
    r"(?P<open>\((?:\?[a-z-]*:)?)"
    r"|(?P<close>\))"
    r"|(?P<bar>\|)"
    r"|(?P<count>(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?)"
    r"|(?P<atom>\\[pPx]\{[^}]*\}|\\x[0-9A-Fa-f]{2}|\\."
    r"|\[\^?\]?(?:\\[pPx]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])*\]|.)",
    re.DOTALL,
)
"""A bracket, a bar, how often something stands, or one character or class."""

_ITEM = re.compile(
    r"\\[pPxX]\{[^}]*\}"  # property or code point
    r"|\\p[A-Z]|\\x[0-9A-Fa-f]{2}"
    r"|\\."  # any other escape
    r"|\(\?[a-z-]+[:)]"  # options
    r"|\[\^?\]?(?:\\[pPx]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])*\]"
    r"|.",
    re.DOTALL,
)
_MEMBER = re.compile(r"\\[pPx]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\\]", re.DOTALL)
BLANK = r"\x20\t\x{A0}\x{2000}-\x{200A}\x{202F}\x{3000}"
"""The tab and \\p{Zs}, written out: compiled and scanned faster than the property.

Two blanks are left out, the Ogham one (U+1680) and that of formulas (U+205F): they make compiling
a tenth longer, and no text of a corpus was seen to have them.
"""

_IN_CLASS = {
    r"\s": BLANK,
    r"\h": BLANK,
    r"\v": r"\x0B\x0C\x{85}\x{2028}\x{2029}",
    r"\d": "0-9",  # the digits of all scripts take long to compile
}
_NEGATED = {
    r"\S": rf"[^\r\n{BLANK}]",
    r"\W": r"[^\w\n]",
    r"\D": r"[^0-9\n]",
}


def in_line(pattern: str) -> str:
    r"""Return `pattern` such that no part of it matches a line end.

    >>> print(in_line(r"a\d+[^b]"))
    a[0-9]+[^\nb]
    """
    return "".join(_item_in_line(item) for item in _ITEM.findall(pattern))


def _item_in_line(item: str) -> str:
    if item == "$":
        return r"\r?$"
    if item.startswith("(?"):
        return item.replace("s", "").replace("(?)", "")  # a dot stays in the line
    if item[0] == "[" and len(item) > 1:
        return _class_in_line(item[1:-1])
    return f"[{_IN_CLASS[item]}]" if item in _IN_CLASS else _negated_in_line(item) or item


def _class_in_line(body: str) -> str:
    r"""Return a class of characters; one like [\W,] becomes (?:[^\w\n]|[,])."""
    members = [_IN_CLASS.get(member, member) for member in _MEMBER.findall(body)]
    if members[:1] == ["^"] and members[1:]:
        first = rf"\{members[1]}" if members[1] in "-]" else members[1]  # what it is at the start
        return rf"[^\n{first}{''.join(members[2:])}]"
    others = list(filter(None, map(_negated_in_line, members)))
    own = "".join(member for member in members if not _negated_in_line(member))
    if not others:
        return f"[{own}]"
    return f"(?:{'|'.join([*others, *([f'[{own}]'] if own else [])])})"


def _negated_in_line(item: str) -> str:
    r"""Return what a negation such as \W means in a line, "" for anything else."""
    if item.startswith(r"\P{"):
        return rf"[^\p{item[2:]}\n]"
    return _NEGATED.get(item, "")
