"""The top of the page: what was found, how bad it is, and what to do first."""

from collections.abc import Iterator

from lint.finding import Level, Severity
from lint.output.html.charts import strip
from lint.output.html.facts import Facts, per_document
from lint.output.html.markup import Child, Html, tag
from lint.output.html.parts import rule_link, section, site_link
from lint.output.html.words import percent
from lint.output.visible import visible
from lint.output.words import count

_STEPS = 5
_MOST_PROBLEMS = 20


def verdict(facts: Facts) -> Html:
    """Return what was found in one sentence, and the figures that matter."""
    tally = facts.tally
    documents = count(tally.documents, "document")
    said = f"{count(tally.total, 'fault')} in {tally.flawed:,} of {documents}"
    heading = tag("h1", said if tally.total else f"No faults in {documents}")
    return tag(
        "section",
        heading,
        tag("div", *_figures(facts), class_="figures"),
        tag("p", _meaning(facts), class_="meaning") if tally.total else "",
        tag("div", *_worst(facts), class_="worst"),
        _problems(facts),
        id="summary",
    )


def steps(facts: Facts) -> Html:
    """Return what to do first, with the commands."""
    items = [
        tag("li", tag("h3", title), tag("p", said), tag("pre", tag("code", command), tabindex=0))
        for title, said, command in _steps(facts)
    ][:_STEPS]
    if not items:
        return Html("")
    lead = "In this order. Write your own paths for PATHS; nothing is changed in place."
    return section("first", "What to do first", tag("ol", *items, class_="steps"), lead=lead)


def _figures(facts: Facts) -> Iterator[Html]:
    tally, gathered = facts.tally, facts.gathered
    flawed = tally.flawed / max(1, tally.documents)
    gone, safe = facts.share(gathered.removed), facts.share(gathered.safe_removed)
    yield _figure("Documents with faults", percent(flawed), strip([(flawed, "part1")]))
    parts = strip([(safe, "part0"), (max(0.0, gone - safe), "part1")])
    yield _figure("Text that fixes take out", percent(gone), parts)
    fixable = tally.fixable(Level.SAFE), tally.fixable(Level.UNSAFE)
    shares = [(number / max(1, tally.total), f"part{i}") for i, number in enumerate(fixable)]
    yield _figure("Faults with a fix", percent(sum(share for share, _ in shares)), strip(shares))
    twins = gathered.clusters.documents / max(1, tally.documents)
    yield _figure("Duplicate documents", percent(twins), strip([(twins, "part1")]))


def _figure(name: str, number: str, bar: Html) -> Html:
    return tag("div", tag("p", name), tag("strong", number), bar)


def _meaning(facts: Facts) -> str:
    gone, safe = facts.share(facts.gathered.removed), facts.share(facts.gathered.safe_removed)
    tally, clusters = facts.tally, facts.gathered.clusters
    said = (
        f"Safe fixes answer {count(tally.fixable(Level.SAFE), 'fault')} ({percent(safe)} of the "
        f"text), unsafe ones {tally.fixable(Level.UNSAFE):,} more ({percent(gone - safe)}); "
        f"{tally.fixable(Level.DISPLAY):,} are to be read."
    )
    if clusters.documents:
        held = percent(facts.share(clusters.goes))
        said += f" Duplicates that repeat another document hold {held} of the text."
    return said


def _worst(facts: Facts) -> Iterator[Html]:
    if facts.rules:
        top = facts.rules[0]
        said = f"{count(top.tally.total, 'fault')} in {count(top.documents, 'document')}"
        yield _card("Most frequent fault", rule_link(top.rule), said)
        largest = max(facts.rules, key=lambda found: found.removed)
        if largest.removed:
            said = f"{percent(facts.share(largest.removed))} of all text, {largest.documents:,} of "
            said += count(facts.tally.documents, "document")
            yield _card("Most text to take out", rule_link(largest.rule), said)
    if facts.worst_sites:
        name, site = facts.worst_sites[0]
        said = f"{per_document(site):.1f} faults a document, in {count(site.documents, 'document')}"
        yield _card("Worst site", site_link(name), said)


def _card(title: str, name: Html, said: str) -> Html:
    return tag("div", tag("h3", title), tag("p", name, class_="what"), tag("p", said))


def _problems(facts: Facts) -> Html:
    problems = facts.tally.problems
    if not problems:
        return Html("")
    shown = [tag("li", visible(problem)) for problem in problems[:_MOST_PROBLEMS]]
    more = len(problems) - len(shown)
    last = [tag("li", f"{more:,} more")] if more else []
    title = f"{count(len(problems), 'part')} of the input could not be read or checked"
    return tag("div", tag("h3", title), tag("ul", *shown, *last), class_="alert", role="note")


def _steps(facts: Facts) -> Iterator[tuple[Child, Child, str]]:
    """Yield a title, a reason and a command for each step, the most useful first."""
    tally = facts.tally
    if safe := tally.fixable(Level.SAFE):
        said = "Provably not content: exact repeats, player clocks, invisible characters."
        title = f"Take out what is safe: {count(safe, 'fault')}"
        yield title, said, "delint fix PATHS --output-dir cleaned/"
    if number := facts.gathered.clusters.documents:
        sizes = count(facts.gathered.clusters.count, "cluster")
        said = tag("span", f"They stand in {sizes}: ", tag("a", "compare", href="#duplicates"), ".")
        title = f"Keep one of each: {count(number, 'duplicate')}"
        yield title, said, "delint dedup PATHS --output clusters.jsonl --kept unique.jsonl"
    unsafe = [f for f in facts.rules if f.tally.levels[Level.UNSAFE] and f.rule.family != "DUP"]
    for found in sorted(unsafe, key=lambda item: (-item.removed, item.rule.code))[:3]:
        if found.removed:
            share = percent(facts.share(found.removed))
            said = f"{found.rule.summary} {share} of the text. Read the change before you make it:"
            command = f"delint fix PATHS --select {found.rule.code} --unsafe-fixes --diff"
            yield tag("span", "Look at ", rule_link(found.rule)), said, command
    for found in facts.rules:
        if found.rule.severity is Severity.ERROR and found.tally.levels[Level.DISPLAY]:
            said = f"{found.rule.summary} No fix can mend it: {count(found.documents, 'document')}."
            command = f"delint check PATHS --select {found.rule.code} --output full"
            yield tag("span", "Read ", rule_link(found.rule)), said, command
