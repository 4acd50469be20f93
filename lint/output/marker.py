"""The lines of a finding as a terminal shows them, with the fault marked."""

from collections.abc import Iterator

from lint.finding import Finding
from lint.locate import CONTEXT_CHARS
from lint.output.visible import ELLIPSIS, cells, head, tail, visible
from lint.output.words import count, lines_touched

MAX_LINES = 4
_MARK = ">"


def marked_lines(finding: Finding, width: int) -> Iterator[tuple[str, str]]:
    """Yield the label (a line number, a mark or nothing) and the text of each line to show.

    A fault inside one line is underlined; one of several lines has a mark before each.
    """
    if lines_touched(finding) > 1:
        yield from _block(finding, width)
        return
    before, found, after = _window(*_parts(finding), width)
    yield str(finding.line), before + found + after
    yield "", underline(before, found)


def underline(before: str, found: str) -> str:
    """Return carets under `found`, counted in terminal cells; a lone mark is under its letter."""
    start, length = cells(before), cells(found)
    return " " * max(0, start - (length == 0)) + "^" * max(1, length)


def _block(finding: Finding, width: int) -> Iterator[tuple[str, str]]:
    before, _, after = _parts(finding)
    lines = finding.excerpt.found.removesuffix("\n").split("\n")
    lines = [visible(line.removesuffix("\r")) for line in lines]
    lines[0] = before + lines[0]
    if finding.end_column > 1:
        lines[-1] += after
    for number, line in enumerate(lines[:MAX_LINES], finding.line):
        yield f"{number}", f"{_MARK} {head(line, width - 2)}"
    if more := lines_touched(finding) - min(len(lines), MAX_LINES):
        yield "", f"{_MARK} {ELLIPSIS} {count(more, 'more line')}"


def _parts(finding: Finding) -> tuple[str, str, str]:
    """Return the three parts of the excerpt, fit to be shown, marked where they were cut."""
    excerpt = finding.excerpt
    cut_before = finding.column - 1 > len(excerpt.before)
    cut_found = finding.end_byte - finding.start_byte > len(excerpt.found.encode())
    cut_after = not cut_found and len(excerpt.after) >= CONTEXT_CHARS
    return (
        ELLIPSIS * cut_before + visible(excerpt.before),
        visible(excerpt.found) + ELLIPSIS * cut_found,
        "" if cut_found else visible(excerpt.after) + ELLIPSIS * cut_after,
    )


def _window(before: str, found: str, after: str, width: int) -> tuple[str, str, str]:
    """Return the parts cut to `width` cells together, so that the fault and both sides show."""
    found = head(found, width * 2 // 3) if before or after else head(found, width)
    room = width - cells(found)
    before = tail(before, max(room // 2, room - cells(after)))
    return before, found, head(after, room - cells(before))
