"""Charts as inline SVG that take their colours from the page, so that they print and turn dark."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lint.output.html.histogram import Histogram
from lint.output.html.markup import Html, tag
from lint.output.html.words import percent, short

_WIDTH, _HEIGHT, _TOP, _BOTTOM = 480, 190, 22, 26
_STEPS = 8
"""So many shades a heat table has, beside none."""


class Bar(NamedTuple):
    """One bar: what it stands for, where that leads, its length, and the number beside it."""

    label: Html
    value: float
    shown: str


def bars(rows: Sequence[Bar]) -> Html:
    """Return horizontal bars; labels are text, so that they wrap and can be searched."""
    most = max((row.value for row in rows), default=0) or 1
    return tag(
        "ol",
        *(
            tag(
                "li",
                tag("span", row.label, class_="label"),
                strip([(row.value / most, "part1")]),
                tag("span", row.shown, class_="value"),
            )
            for row in rows
        ),
        class_="bars",
    )


def strip(shares: Iterable[tuple[float, str]], *, label: str | None = None) -> Html:
    """Return one bar as wide as its place, with a part of each share (0 to 1) in its class."""
    rects, at = [], 0.0
    for share, kind in shares:
        width = min(share * 100, 100 - at)
        rects.append(tag("rect", x=f"{at:.2f}", width=f"{width:.2f}", height=10, class_=kind))
        at += width
    return tag(
        "svg",
        *rects,
        class_="strip",
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        role="img" if label else None,
        aria_label=label,
        aria_hidden=None if label else "true",
    )


def columns(series: Sequence[tuple[str, Histogram]], noun: str) -> Html:
    """Return vertical bars for one or two histograms of one scale; `noun` is what they count."""
    first, last = _used([histogram.bins for _, histogram in series])
    labels = series[0][1].scale.labels[first : last + 1]
    most = max(max(histogram.bins) for _, histogram in series) or 1
    slot, base = _WIDTH / len(labels), _HEIGHT - _BOTTOM
    width = min(44.0, slot * 0.78) / len(series)
    parts = [tag("line", x1=0, x2=_WIDTH, y1=base, y2=base, class_="base")]
    for i, label in enumerate(labels):
        middle = slot * (i + 0.5)
        counts = [histogram.bins[first + i] for _, histogram in series]
        parts.append(_text(label, middle, _HEIGHT - 8, "axis"))
        if any(counts):
            parts.append(_text(short(max(counts)), middle, base - _scaled(max(counts), most) - 6))
        for j, ((name, _), count) in enumerate(zip(series, counts, strict=True)):
            left = middle + (j - len(series) / 2) * width
            title = f"{label}: {count:,} {noun} {name}".strip()
            column = _column(left, width - 1, _scaled(count, most), title)
            parts.append(tag("g", column, class_=f"series{j}"))
    box, said = f"0 0 {_WIDTH} {_HEIGHT}", _said(series, noun)
    return tag("svg", *parts, class_="columns", viewBox=box, role="img", aria_label=said)


def heat(
    columns_: Sequence[Html], rows: Sequence[tuple[Html, Sequence[float]]], caption: str
) -> Html:
    """Return a table whose cells are shares (0 to 1), the darker the greater."""
    head = tag("tr", tag("td"), *(tag("th", name, scope="col") for name in columns_))
    body = (
        tag("tr", tag("th", name, scope="row"), *map(_cell, shares), data_row=True)
        for name, shares in rows
    )
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", *body),
        class_="heat",
    )


def legend(names: Iterable[str]) -> Html:
    """Return what the series of a chart stand for."""
    items = (tag("span", name, class_=f"key series{i}") for i, name in enumerate(names))
    return tag("p", *items, class_="legend")


def _cell(share: float) -> Html:
    step = round((min(share, 1.0) ** 0.6) * _STEPS)
    if not share:
        return tag("td", "·", class_="h0")
    return tag("td", percent(share), class_=f"h{max(1, step)}")


def _column(left: float, width: float, height: float, title: str) -> Html:
    place = {"x": left, "y": _HEIGHT - _BOTTOM - height, "width": width, "height": height}
    rect = tag("rect", **{name: f"{value:.1f}" for name, value in place.items()})
    return tag("g", tag("title", title), rect)


def _text(text: str, x: float, y: float, kind: str | None = None) -> Html:
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", class_=kind)


def _scaled(count: int, most: int) -> float:
    room = _HEIGHT - _BOTTOM - _TOP
    return max(1.5, room * count / most) if count else 0.0


def _used(counts: Sequence[Sequence[int]]) -> tuple[int, int]:
    """Return the first and the last bin that holds anything."""
    used = [i for i, both in enumerate(zip(*counts, strict=True)) if any(both)] or [0]
    return used[0], used[-1]


def _said(series: Sequence[tuple[str, Histogram]], noun: str) -> str:
    parts = []
    for name, histogram in series:
        pairs = zip(histogram.scale.labels, histogram.bins, strict=True)
        counts = ", ".join(f"{label}: {count:,}" for label, count in pairs if count)
        parts.append(f"{noun} {name}: {counts}".strip())
    return "; ".join(parts)
