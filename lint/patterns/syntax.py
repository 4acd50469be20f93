r"""Rewrite rule patterns so that they stay in a line, and so that they match decomposed text.

Rule authors write for one line and in NFC. Hyperscan runs over the whole batch, where `\s` and
negated classes would cross lines, and it compares code points, so "à" written composed does not
match "à" written as a letter and a mark (Unicode Standard Annex 15).
"""

import re
import unicodedata

_ITEM = re.compile(
    r"\\[pPxX]\{[^}]*\}"  # property or code point
    r"|\\p[A-Z]|\\x[0-9A-Fa-f]{2}"
    r"|\\."  # any other escape
    r"|\(\?[imsx-]*[:)]"  # group openers, so that their letters are not text
    r"|\[(?:\\[pP]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])(?:\\[pPx]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\]\\])*\]"
    r"|.",
    re.DOTALL,
)
_MEMBER = re.compile(
    r"(?:\\[pPx]\{[^}]*\}|\\.|\[:\^?\w+:\]|[^\\])"
    r"(?:-(?:\\x\{[^}]*\}|\\.|[^\\\]]))?",
    re.DOTALL,
)
_LETTERS = frozenset({r"\p{L}", r"\p{Latin}", r"\pL", r"\w", "[:alpha:]"})
_CASED = frozenset({r"\p{Lu}", r"\p{Ll}"})
_IN_LINE = {
    r"\s": r"[\p{Zs}\t]",
    r"\h": r"[\p{Zs}\t]",
    r"\S": r"[^\p{Zs}\t\r\n]",
    r"\W": r"[^\w\n]",
    r"\D": r"[^\d\n]",
}


def in_line(pattern: str) -> str:
    """Return `pattern` such that no part of it matches a line end."""
    return "".join(_item_in_line(item) for item in _ITEM.findall(pattern))


def _item_in_line(item: str) -> str:
    if item in _IN_LINE:
        return _IN_LINE[item]
    if item.startswith(r"\P{"):
        return rf"[^\p{item[2:]}\n]"
    if item[0] != "[" or len(item) == 1:
        return item
    body = re.sub(r"\\[sh]", lambda _: r"\p{Zs}\t", item[1:-1])
    return f"[{body}\\n]" if body.startswith("^") else f"[{body}]"


def decomposed(pattern: str) -> str:
    r"""Return `pattern` for text in NFD: letters with marks become sequences.

    A letter becomes a group, so that a quantifier after it still holds for the whole letter; a
    class of letters with marks becomes an alternation; `\p{L}` takes the marks too.

    >>> decomposed("à?") == "(?:a\u0300)?"
    True
    """
    return "".join(_item_decomposed(item) for item in _ITEM.findall(pattern))


def _item_decomposed(item: str) -> str:
    if item in _LETTERS:
        return rf"[{item}\p{{M}}]"
    if item in _CASED:
        return rf"(?:{item}\p{{M}}{{0,2}})"
    if item[0] == "[" and len(item) > 1:
        return _class_decomposed(item[1:-1])
    split = _nfd(item)
    return item if split == item else f"(?:{split})"


def _class_decomposed(body: str) -> str:
    """Return a class whose letters may have marks; marks count as characters of their own."""
    members = _MEMBER.findall(body.removeprefix("^"))
    marks = r"\p{M}" if any(m in _LETTERS | _CASED or _ends_decompose(m) for m in members) else ""
    if body.startswith("^") or marks:
        negated, rest = ("^", body[1:]) if body.startswith("^") else ("", body)
        return f"[{negated}{marks}{rest}]"  # in front: a "-" at the end stands for itself
    plain = [m for m in members if _nfd(m) == m]
    sequences = [_nfd(m) for m in members if _nfd(m) != m]
    if not sequences:
        return f"[{body}]"
    single = ["[" + "".join(plain) + "]"] if plain else []
    return "(?:" + "|".join(dict.fromkeys(single + sequences)) + ")"


def _ends_decompose(member: str) -> bool:
    """Say whether `member` is a range whose ends are letters with marks, as in [À-ỹ]."""
    return len(member) == 3 and member[1] == "-" and _nfd(member) != member


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)
