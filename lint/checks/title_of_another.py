"""Lines that are the title of another document: links to it, left without their markup."""

from collections import Counter
from collections.abc import Iterator

from lint.checks._layout import Layout
from lint.checks._titles import Known, Linked, Links, Titles, survey
from lint.finding import Action, Hit, Level
from lint.identity import name_of
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

__all__ = ["GATHERING", "PATTERNS", "Params", "find", "survey"]

PATTERNS: dict[str, Mode] = {}
GATHERING = Titles


@dataclass(frozen=True, slots=True)
class Params:
    """Titles of fewer words may be labels, longer lines are prose.

    `list_titles` titles right under each other are a list; one is deleted only where an article
    stands before. So many titles with paragraphs of their own make a digest, which has headings.
    """

    min_tokens: int = 6
    max_tokens: int = 26
    digest_titles: int = 2
    list_titles: int = 2
    min_article_lines: int = 3
    min_article_tokens: int = 60


def find(view: View, rule: int, params: Params, facts: Known) -> Iterator[Hit]:
    """Yield each title of another document, with its lead where that follows, or list of them."""
    links = Links(view, facts, params.min_tokens, params.max_tokens).lines
    runs = list(_runs(view, links))
    headings = Counter(view.document_of_line[run[0]] for run in runs if _is_heading(view, run))
    for run in runs:
        layout = Layout(view, int(view.document_of_line[run[0]]))
        first = layout.index(run[0])
        if headings[layout.document] >= params.digest_titles and _is_heading(view, run):
            continue
        start, end = layout.span(first, first + len(run))
        is_list = len(run) >= params.list_titles and all(line in links for line in run)
        hit = Hit(layout.document, start, end, rule, Action.LINES, detail=_said(run, links))
        if not is_list or not layout.has_article(
            first, params.min_article_lines, params.min_article_tokens
        ):
            hit = hit._replace(action=Action.NONE, level=Level.DISPLAY)
        yield hit


def _runs(view: View, links: dict[int, Linked]) -> Iterator[list[int]]:
    """Yield runs of lines with nothing but blanks between: titles, and leads behind their own."""
    run: list[int] = []
    for line in _with_leads(view, links):
        if run and not _follows(view, run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_heading(view: View, run: list[int]) -> bool:
    """Say whether `run` is one line, and a paragraph follows."""
    layout = Layout(view, int(view.document_of_line[run[0]]))
    after = layout.index(run[0]) + 1
    return len(run) == 1 and after < len(layout) and bool(layout.is_paragraph[after])


def _with_leads(view: View, links: dict[int, Linked]) -> list[int]:
    """Return the lines of `links`, and those right behind that are the lead of that document."""
    content = view.content_lines
    leads = {
        int(content[view.rank[line] + 1])
        for line, other in links.items()
        if view.rank[line] + 1 < len(content)
        and view.lines.hash[content[view.rank[line] + 1]] == other.lead
        and _follows(view, line, int(content[view.rank[line] + 1]))
    }
    return sorted(leads | links.keys())


def _follows(view: View, before: int, line: int) -> bool:
    """Say whether `line` is the next with content in the same document."""
    same = view.document_of_line[before] == view.document_of_line[line]
    return bool(same and view.rank[line] - view.rank[before] == 1)


def _said(run: list[int], links: dict[int, Linked]) -> str:
    """Return the evidence: whose titles the lines are."""
    titles = [line for line in run if line in links]
    name = name_of(links[titles[0]].place)
    if len(run) == 1:
        return f"The line is the title of {name}."
    if len(titles) == 1:
        return f"The lines are the title and the lead of {name}."
    leads = "" if len(titles) == len(run) else ", some with their leads"
    return f"{len(titles)} titles of other documents{leads}; the first is that of {name}."
