"""Corpus text and numbers as the page shows them."""

import re

from lint.output.html.markup import Html, Value, tag
from lint.output.visible import visible_text

_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "vi": re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}
_LOOKED_AT = 400
_LEAST = 0.04
"""So much of a text is written in the letters of its language: Vietnamese has the fewest."""


def quoted(name: str, text: str, **attributes: Value) -> Html:
    """Return an element with corpus text in it: its own direction, its language, no markup."""
    return tag(name, visible_text(text), dir="auto", lang=language(text), **attributes)


def language(text: str) -> str | None:
    """Return the language that the letters of `text` tell, to choose the font by; None if none."""
    start = text[:_LOOKED_AT]
    for name, letters in _SCRIPTS.items():
        if len(letters.findall(start)) > _LEAST * len(start):
            return name
    return None


def percent(share: float) -> str:
    """Return a share in percent; what is not nothing is not shown as nothing, nor as all.

    >>> [percent(share) for share in (0, 0.0001, 0.0623, 0.4, 0.9999, 1)]
    ['0%', '<0.1%', '6.2%', '40%', '99%', '100%']
    """
    if share <= 0:
        return "0%"
    if share < 0.001:
        return "<0.1%"
    return f"{share:.1%}" if share < 0.0995 else f"{min(share, 0.99 if share < 1 else 1):.0%}"


def short(number: int) -> str:
    """Return a number in four characters or so.

    >>> [short(number) for number in (7, 999, 1000, 14233, 2500000)]
    ['7', '999', '1k', '14k', '2.5M']
    """
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            scaled = number / size
            digits = f"{scaled:.1f}" if scaled < 10 else f"{scaled:.0f}"
            return digits.removesuffix(".0") + unit
    return str(number)
