"""`markdown`: a table of rules and the findings that matter most, for a job summary or an issue.

Text of the corpus stands in code spans, where nothing is markup, link or mention.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from lint.finding import Finding, Level
from lint.output.best import Best, BestWriter
from lint.output.tally import Tally
from lint.output.visible import head, visible
from lint.output.words import closing, count, fix_label, left_out, place_label

LIMIT = 500
"""So many findings are listed."""

BYTES = 1_000_000
"""GitHub takes no job summary of more than 1 MiB."""

_TEXT_CELLS = 160


class Writer(BestWriter):
    """Keeps the best findings and writes one page at the end."""

    most = LIMIT

    def finish(self, tally: Tally, hidden: Mapping[str, int]) -> None:
        """Write the page."""
        self._sink.write(page(self._best, tally, hidden, unsafe=self._look.unsafe))


def page(
    best: Best, tally: Tally, hidden: Mapping[str, int], *, unsafe: bool, room: int = BYTES
) -> str:
    """Return the page of a run in at most `room` bytes of UTF-8, cut between findings."""
    opening = "\n".join(_head(tally, hidden, unsafe=unsafe))
    room -= _size(opening) + _size(_rest(tally.total))
    items: list[str] = []
    for item in map(_item, best):
        room -= _size(item)
        if room < 0:
            break
        items.append(item)
    rest = tally.total - len(items)
    return "".join([opening, *items, _rest(rest) if rest else ""])


def code(text: str) -> str:
    """Return `text` as a code span on one line; what is not visible stands as escapes."""
    shown = head(visible(text), _TEXT_CELLS)
    ticks = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    return f"{ticks} {shown} {ticks}" if shown.strip() else ""


def escaped(text: str) -> str:
    """Return `text` on one line with the signs of markup escaped."""
    return re.sub(r"([\\`*_\[\]<>&~|#@])", r"\\\1", visible(text))


def _head(tally: Tally, hidden: Mapping[str, int], *, unsafe: bool) -> Iterator[str]:
    yield f"## delint\n\n{closing(tally, unsafe=unsafe)}\n"
    if tally.rules:
        yield from _table(tally)
    yield from _listed("Could not be read", map(code, tally.problems[:LIMIT]))
    yield from _listed("Not shown", left_out(hidden, tally))
    if tally.total:
        yield "### Findings\n\n"


def _table(tally: Tally) -> Iterator[str]:
    yield "| rule | severity | found | safe fixes | unsafe fixes |"
    yield "|---|---|--:|--:|--:|"
    for key, rule in sorted(tally.rules.items(), key=lambda item: (-item[1].total, item[0])):
        fixes = f"{rule.levels[Level.SAFE]:,} | {rule.levels[Level.UNSAFE]:,}"
        yield f"| {key} {rule.name} | {rule.severity} | {rule.total:,} | {fixes} |"
    yield ""


def _rest(number: int) -> str:
    return f"\n{count(number, 'more problem')} not listed.\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    if lines := [f"- {item}" for item in items]:
        yield "\n".join([f"### {title}\n", *lines, ""])


def _item(finding: Finding) -> str:
    where = code(place_label(finding.place, finding.line, finding.column))
    said = f"- {where} **{finding.code}** {finding.name}: {escaped(finding.message)}"
    notes = filter(None, map(code, (finding.excerpt.found, finding.detail, fix_label(finding))))
    return "\n".join([said, *(f"  - {note}" for note in notes)]) + "\n"
