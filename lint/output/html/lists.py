"""The sections of texts: boilerplate by site, duplicates, examples, and documents to read."""

from collections.abc import Iterator
from itertools import islice

from lint.finding import Finding
from lint.output.html.document import Document
from lint.output.html.facts import Facts, Found
from lint.output.html.markup import Html, tag
from lint.output.html.parts import (
    Cell,
    Row,
    fix_said,
    left_out,
    rule_name,
    section,
    severity,
    site_link,
    site_name,
    table,
)
from lint.output.html.words import percent, quoted
from lint.output.visible import visible_text
from lint.output.words import count, document_label

_SITES, _LINES = 40, 12
_EXAMPLE_BYTES, _BYTES_EACH = 800_000, 700
_CONTEXT, _FOUND = 70, 260


def boilerplate(facts: Facts) -> Html:
    """Return the lines that each site repeats."""
    sites = list(facts.gathered.lines.by_site())
    if not sites:
        return Html("")
    items = [
        _site(facts, site, lines, opened=number == 0)
        for number, (site, lines) in enumerate(sites[:_SITES])
    ]
    lead = "Found from the text alone: lines that stand in many documents of one site."
    note = left_out(len(items), len(sites), "sites")
    return section("boilerplate", "What each site repeats", *items, note, lead=lead)


def _site(facts: Facts, site: str, lines: list[tuple[str, int]], *, opened: bool) -> Html:
    documents = facts.gathered.sites[site].documents
    rows: list[Row] = []
    for line, number in lines[:_LINES]:
        cells = (
            Cell(quoted("span", line)),
            Cell(number, number),
            Cell(percent(number / max(1, documents)), number / max(1, documents)),
        )
        rows.append((cells, {}))
    said = f"{count(len(lines), 'line')}, {count(documents, 'document')}"
    summary = tag("summary", site_name(site), " ", tag("span", said, class_="note"))
    filled = table("lines", ("Line", "Documents", "Of the site"), rows)
    note = left_out(len(rows), len(lines), "lines")
    return tag("details", summary, filled, note, data_row=True, class_="item", open=opened)


def examples(facts: Facts) -> Html:
    """Return examples of every rule, each with its place and what stands around it."""
    chosen = _chosen(facts)
    viewed = {document.key for document in facts.viewed}
    groups = [
        tag(
            "details",
            tag("summary", rule_name(found.rule), " ", _shown(found, len(rows))),
            tag(
                "ol",
                *(_example(d, f, linked=d.key in viewed) for d, f in rows),
                id=f"examples&rule={found.rule.code}",
            ),
            class_="group",
            open=found is chosen[0][0],
        )
        for found, rows in chosen
    ]
    lead = "Drawn evenly from the whole corpus. “Read” opens the document with all its faults."
    return section("examples", "Examples", tag("div", id="filters"), *groups, lead=lead)


def _shown(found: Found, shown: int) -> Html:
    total = found.tally.total
    said = count(total, "fault") if shown >= total else f"{shown:,} of {count(total, 'fault')}"
    return tag("span", f"{said}. {found.rule.summary}", class_="note")


def _chosen(facts: Facts) -> list[tuple[Found, list[tuple[Document, Finding]]]]:
    """Return for each rule the first of its findings in each document, as many as fit."""
    kept: list[tuple[Found, list[tuple[Document, Finding]]]] = []
    sources = [(found, _findings(facts, found)) for found in facts.rules]
    each = max(3, _EXAMPLE_BYTES // (_BYTES_EACH * max(1, len(sources))))
    for found, source in sources:
        if rows := list(islice(source, each)):
            kept.append((found, rows))
    return kept


def _findings(facts: Facts, found: Found) -> Iterator[tuple[Document, Finding]]:
    viewed = {document.key for document in facts.viewed}
    documents = facts.gathered.sample.of(found.index)
    for document in sorted(documents, key=lambda d: d.key not in viewed):
        for finding in document.findings:
            if finding.code == found.rule.code:
                yield document, finding
                break


def _example(document: Document, finding: Finding, *, linked: bool) -> Html:
    excerpt = finding.excerpt
    text = tag(
        "blockquote",
        "…" if len(excerpt.before) > _CONTEXT else "",
        visible_text(excerpt.before[-_CONTEXT:]),
        quoted("mark", _cut(excerpt.found) or "⌶", class_=finding.severity.value),
        visible_text(excerpt.after[:_CONTEXT]),
        "…" if len(excerpt.after) > _CONTEXT else "",
        dir="auto",
    )
    at = document.findings.index(finding)
    href = f"#documents&doc={document.key}&fault={at}"
    read = tag("a", "Read", href=href, class_="read needs-js") if linked else ""
    where = tag("span", document_label(document.place), f":{finding.line}", class_="place")
    fix = tag("span", fix_said(finding))
    said = tag("p", where, site_name(document.site), fix, read)
    detail = quoted("p", finding.detail, class_="detail") if finding.detail else ""
    return tag(
        "li",
        text,
        detail,
        said,
        data_row=True,
        data_rule=finding.code,
        data_site=document.site or "-",
        data_severity=finding.severity.value,
        data_level=finding.level.name.lower(),
        tabindex=-1,
    )


def _cut(found: str) -> str:
    return found if len(found) <= _FOUND else found[:_FOUND] + "…"


def documents(facts: Facts) -> Html:
    """Return the list of documents that can be read with their faults marked."""
    head = ("Document", "Site", "Faults", "Characters", "Text that goes", "Worst")
    rows: list[Row] = []
    for document in facts.viewed:
        found = len(document.findings) + document.hidden
        share = document.removed / max(1, document.characters)
        worst = max((f.severity for f in document.findings), key=lambda s: s.rank, default=None)
        codes = sorted({finding.code for finding in document.findings})
        title = quoted("a", document.title or "(no text)", href=f"#documents&doc={document.key}")
        cells = (
            Cell(tag("span", title, " ", tag("small", document_label(document.place)))),
            Cell(site_link(document.site)),
            Cell(found, found),
            Cell(document.characters, document.characters),
            Cell(percent(share), share),
            Cell(severity(worst) if worst else "", worst.rank if worst else -1),
        )
        rows.append((cells, {"data_rules": " ".join(codes), "data_site": document.site or "-"}))
    total = facts.tally.flawed
    note = left_out(len(rows), total, "documents with faults", "Each rule has some of them.")
    lead = tag(
        "span",
        "Open one to see its faults in place, and the text before and after.",
        tag("noscript", " This needs JavaScript; the tables do not."),
    )
    return section(
        "documents", "Documents to read", table("documents", head, rows), note, lead=lead
    )
