"""Small pieces that several sections are made of."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from lint.finding import Finding, Level, Severity
from lint.light import dataclass
from lint.output.html.markup import Child, Html, Value, joined, tag
from lint.output.html.words import quoted
from lint.output.visible import visible
from lint.output.words import fix_label
from lint.rule import Rule


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; `number` is what its column is sorted by."""

    content: Child
    number: float | None = None

    def html(self) -> Html:
        """Return the element."""
        value = None if self.number is None else f"{self.number:g}"
        return tag("td", self.content, class_=self.kind, data_v=value)

    @property
    def kind(self) -> str | None:
        """Return the class of figures, which stand at the right."""
        figure = self.number is not None and not isinstance(self.content, Html)
        return "number" if figure else None


Row = tuple[Sequence[Cell], dict[str, Value]]
"""A row's cells and its attributes."""


def table(name: str, head: Sequence[str], rows: Iterable[Row]) -> Html:
    """Return a table that scripts sort and filter."""
    rows = list(rows)
    kinds = [cell.kind for cell in rows[0][0]] if rows else [None] * len(head)
    heads = (tag("th", t, scope="col", class_=kind) for t, kind in zip(head, kinds, strict=True))
    body = (
        tag("tr", *(cell.html() for cell in cells), **{"data_row": True, **attributes})
        for cells, attributes in rows
    )
    filled = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *body), data_table=name)
    return tag("div", filled, class_="scroll", tabindex=0, role="region", aria_label=name)


def section(name: str, title: str, *content: Child, lead: Child = "") -> Html:
    """Return a section with a heading that can be linked to."""
    heading = tag("h2", title)
    return tag("section", heading, tag("p", lead, class_="lead") if lead else "", *content, id=name)


def code(rule: Rule) -> Html:
    """Return a rule's code, in the colour of its severity."""
    return tag("code", rule.code, class_=f"code {rule.severity.value}")


def rule_link(rule: Rule) -> Html:
    """Return a rule's code and name, which lead to its examples."""
    return tag("a", rule_name(rule), href=f"#examples&rule={rule.code}")


def rule_name(rule: Rule) -> Html:
    """Return a rule's code and name."""
    return joined([code(rule), " ", tag("span", rule.name, class_="name")])


def site_link(site: str) -> Html:
    """Return a site's name, which leads to its documents."""
    return tag("a", site_name(site), href=f"#documents&site={quote(site or '-', safe='')}")


def site_name(site: str) -> Html:
    """Return a site's name, which is text of the corpus."""
    return quoted("bdi", visible(site)) if site else tag("em", "without a site")


def severity(level: Severity) -> Html:
    """Return a severity as a mark."""
    return tag("span", level.value, class_=f"badge {level.value}")


def fixes(levels: Iterable[tuple[Level, int]]) -> Html:
    """Return how many findings can be fixed at which level."""
    said = [
        tag("span", f"{count:,} {level.name.lower()}", class_=f"badge {level.name.lower()}")
        for level, count in levels
        if count and level is not Level.DISPLAY
    ]
    return joined(said) if said else tag("span", "to read", class_="badge display")


def fix_said(finding: Finding) -> str:
    """Return what fixing would do to a finding, and how far that may be trusted."""
    return fix_label(finding).replace(" (--unsafe-fixes)", "") or "to read"


def left_out(shown: int, total: int, noun: str, more: str = "") -> Html:
    """Return a line that says how many of `total` are not shown; nothing when all are."""
    if shown >= total:
        return Html("")
    said = f"{shown:,} of {total:,} {noun} are shown here. {more}".strip()
    return tag("p", said, class_="left-out")
