"""Markup that cannot be broken by text: every string is escaped unless it is `Html` already."""

import html
from collections.abc import Iterable

Child = str | int
Value = str | int | float | bool | None


class Html(str):
    """A string that is markup."""

    __slots__ = ()


def tag(name: str, *children: Child, **attributes: Value) -> Html:
    """Return an element; `class_` and `data_rule` stand for `class` and `data-rule`.

    An attribute that is None or False is left out, one that is True has no value.
    """
    shown = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{shown}>{joined(children)}</{name}>")


def joined(children: Iterable[Child]) -> Html:
    """Return `children` one after the other, escaped."""
    return Html("".join(map(_escaped, children)))


def _escaped(child: Child) -> str:
    if isinstance(child, Html):
        return child
    return html.escape(child, quote=False) if isinstance(child, str) else f"{child:,}"


def _attribute(key: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'
