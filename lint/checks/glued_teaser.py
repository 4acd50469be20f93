"""Another story's headline and teaser, glued together as the document's last lines.

A list of links under an article holds a headline and a teaser in one block; where the extractor
drops the tag between them, "…in three yearsThe total product…" is left.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lint.checks._layout import Layout, lines_of
from lint.finding import Action, Hit
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"joints": Mode.LATER}
_CLOSERS = "?!%…”’\"'"
_PAIRS = (("(", ")"), ("“", "”"), ("‘", "’"), ("[", "]"))
_ENDS = (".", "…", "?", "!", "”", '"', "'")
_MAY_END = np.array([b >= 0x80 or chr(b).isspace() or chr(b) in _ENDS for b in range(256)])
"""Whether a line that ends in one of `_ENDS` and blanks may have this last byte."""
_SENTENCE_ENDS = (". ", "! ", "? ", "… ", "; ", ": “", ': "')


@dataclass(frozen=True, slots=True)
class Params:
    """`joints` find lines with glued words; lengths in words, parted by spaces."""

    joints: tuple[str, ...]
    min_title: int = 5
    max_title: int = 26
    min_teaser: int = 10
    min_lines: int = 4
    max_glued_share: float = 0.3


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield the run of glued teasers that ends a document, after a blank line."""
    documents = _documents(view, rule, params)
    glued = set(view.matching(rule, "joints", lines_of(view, documents)).tolist())
    for document in documents.tolist():
        layout = Layout(view, document)
        start = _start(layout, glued, params)
        if start < len(layout) and layout.blank_before[start] and start >= params.min_lines - 1:
            first, end = layout.span(start, len(layout))
            detail = _detail(layout, start, params)
            yield Hit(document, first, end, rule, Action.LINES, detail=detail)


def joint(text: str, params: Params) -> int:
    """Return where in `text` a headline ends and its teaser begins, 0 where neither is likely."""
    if not text.rstrip().endswith(_ENDS):
        return 0
    head = re.match(rf"\s*(?:\S+\s+){{0,{params.max_title}}}\S*", text)
    until = min(head.end() if head else 0, len(text) - 1)
    for at in [at for at, letter in enumerate(text[:until]) if letter.isupper() and at]:
        if _is_joint(text, at) and _is_title(text[:at], params) and not _is_name(text, at):
            return at if len(text[at:].split()) >= params.min_teaser else 0
    return 0


def _documents(view: View, rule: int, params: Params) -> NDArray[np.int64]:
    """Return the documents whose last line may be a glued teaser."""
    counts = np.diff(view.rank[view.lines.first_line])
    last = view.last_content[counts >= max(1, params.min_lines)]
    last = last[_MAY_END[view.buffer[view.lines.end[last] - 1]]]
    glued = view.matching(rule, "joints", last)
    teasers = [line for line in glued.tolist() if joint(view.line_text(line), params)]
    return view.document_of_line[np.array(teasers, np.int64)]


def _start(layout: Layout, glued: set[int], params: Params) -> int:
    """Return the first line of the run of glued teasers at the end of the document."""
    start = end = len(layout)
    while start and int(layout.lines[start - 1]) in glued and joint(layout.text(start - 1), params):
        start -= 1
    everywhere = layout.marks(glued)[:start].mean() > params.max_glued_share if start else True
    return end if everywhere else start  # glued words everywhere: another fault


def _is_joint(text: str, at: int) -> bool:
    before, here = text[at - 1], text[at]
    return here.isupper() and (before.islower() or before.isdigit() or before in _CLOSERS)


def _is_name(text: str, at: int) -> bool:
    """Say whether the word around `at` may be a name with capitals inside, as companies have.

    Those are plain ASCII and begin with a capital, or have more than one capital inside.
    """
    begin = text.rfind(" ", 0, at) + 1
    word = text[begin:].split(maxsplit=1)[0]
    joints = sum(_is_joint(word, i) for i in range(1, len(word)))
    return joints > 1 or (word.isascii() and word[0].isupper())


def _is_title(text: str, params: Params) -> bool:
    """Say whether `text` is a headline: its length, no end of a sentence, all brackets closed."""
    words = text.split()
    if not params.min_title <= len(words) <= params.max_title:
        return False
    if not (words[0][0].isupper() or words[0][0].isdigit() or words[0][0] in "“‘'\""):
        return False
    if any(mark in text for mark in _SENTENCE_ENDS):
        return False
    even = text.count('"') % 2 == 0 and text.count("'") % 2 == 0
    return even and all(text.count(left) == text.count(right) for left, right in _PAIRS)


def _detail(layout: Layout, start: int, params: Params) -> str:
    text = layout.text(start)
    title = text[: joint(text, params)].strip()
    return f"The last lines are other stories: the headline “{title}” is glued to its teaser."
