"""The sections of counts: charts, rules, sites, and the two against each other."""

from collections.abc import Iterator

from lint.finding import Level
from lint.output.html.charts import Bar, bars, columns, heat, legend
from lint.output.html.facts import Facts, per_document
from lint.output.html.markup import Html, tag
from lint.output.html.parts import (
    Cell,
    Row,
    code,
    fixes,
    left_out,
    rule_link,
    section,
    severity,
    site_link,
    table,
)
from lint.output.html.words import percent

_BARS, _SITES = 10, 200
_HEAT_RULES, _HEAT_SITES = 12, 14


def charts(facts: Facts) -> Html:
    """Return the charts that have something to show."""
    figures = [tag("figure", tag("h3", name), *content) for name, *content in _charts(facts)]
    return section("charts", "At a glance", tag("div", *figures, class_="grid"))


def _charts(facts: Facts) -> Iterator[tuple[str | Html, ...]]:
    gathered = facts.gathered
    by_count = [
        Bar(rule_link(f.rule), f.tally.total, f"{f.tally.total:,}") for f in facts.rules[:_BARS]
    ]
    yield "Faults by rule", bars(by_count)
    by_text = sorted(facts.rules, key=lambda f: (-f.removed, f.rule.code))[:_BARS]
    removed = [
        Bar(rule_link(f.rule), f.removed, percent(facts.share(f.removed)))
        for f in by_text
        if f.removed > 0
    ]
    if removed:
        yield "Share of all text that a rule's fixes take out", bars(removed)
    by_site = [
        Bar(site_link(name), per_document(site), f"{per_document(site):.1f}")
        for name, site in facts.worst_sites[:_BARS]
    ]
    if by_site:
        yield "Faults a document, by site", bars(by_site)
    title = "Documents by the share of their text that goes"
    yield title, columns([("", gathered.shares)], "documents")
    series = [("before", gathered.before), ("after", gathered.after)]
    names = ["before", "after all fixes"]
    yield "Characters a document", columns(series, "documents"), legend(names)
    if gathered.clusters.count:
        chart = columns([("", gathered.clusters.sizes)], "clusters")
        yield "Duplicate clusters by number of documents", chart


def rules(facts: Facts) -> Html:
    """Return the table of all rules that found something."""
    head = ("Rule", "What is wrong", "Severity", "Faults", "Documents", "Fixes", "Text")
    rows: list[Row] = []
    for found in facts.rules:
        total, share = found.tally.total, facts.share(found.removed)
        levels = [(level, found.tally.levels[level]) for level in (Level.SAFE, Level.UNSAFE)]
        why = tag("details", tag("summary", found.rule.summary), tag("p", found.rule.why.strip()))
        cells = (
            Cell(rule_link(found.rule)),
            Cell(why),
            Cell(severity(found.rule.severity), found.rule.severity.rank),
            Cell(total, total),
            Cell(found.documents, found.documents),
            Cell(fixes(levels), sum(number for _, number in levels)),
            Cell(percent(share), share),
        )
        rows.append((cells, {"data_rule": found.rule.code}))
    lead = "A rule leads to its examples. Text is the share of the corpus that its fixes take out."
    return section("rules", "Rules", table("rules", head, rows), lead=lead)


def sites(facts: Facts) -> Html:
    """Return the table of sites, and what each suffers from."""
    head = ("Site", "Documents", "With faults", "Faults", "A document", "Text", "Worst rule")
    rows: list[Row] = []
    for name, site in facts.sites[:_SITES]:
        rule, documents = max(site.rules.items(), key=lambda r: (r[1], -r[0]), default=(None, 0))
        share = site.removed / max(1, site.characters)
        flawed = site.flawed / max(1, site.documents)
        worst = tag("span", "" if rule is None else rule_link(facts.gathered.rules[rule]))
        cells = (
            Cell(site_link(name)),
            Cell(site.documents, site.documents),
            Cell(percent(flawed), flawed),
            Cell(site.findings, site.findings),
            Cell(f"{per_document(site):.1f}", per_document(site)),
            Cell(percent(share), share),
            Cell(worst, documents),
        )
        rows.append((cells, {}))
    note = left_out(len(rows), len(facts.sites), "sites", "The others have fewer faults.")
    filled = table("sites", head, rows)
    return section("sites", "Sites", filled, note, _heat(facts), lead=_SITES_LEAD)


_SITES_LEAD = (
    "A site is the host of a document's URL, else its site field, else its folder. Text is the "
    "share of the site's text that fixes take out."
)


def _heat(facts: Facts) -> Html:
    """Return which rules strike which sites: a table of shares of documents."""
    rules_ = facts.rules[:_HEAT_RULES]
    rows = [
        (site_link(name), [site.rules[found.index] / site.documents for found in rules_])
        for name, site in facts.worst_sites[:_HEAT_SITES]
    ]
    if len(rows) < 2:
        return Html("")
    heads = [
        tag("a", code(f.rule), href=f"#examples&rule={f.rule.code}", title=f.rule.name)
        for f in rules_
    ]
    filled = heat(heads, rows, "Share of a site's documents in which a rule finds something")
    title = tag("h3", "Which rule strikes which site")
    return tag("div", title, tag("div", filled, class_="scroll", tabindex=0), id="heat")
