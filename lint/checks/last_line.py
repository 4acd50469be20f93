"""Documents whose last line says that the text was cut off."""

from collections.abc import Iterator

import numpy as np

from lint.arrays import among, without
from lint.checks.repeated_line import span_of
from lint.finding import Hit
from lint.kernels.tables import ENDS_SENTENCE
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.LATER, "unless": Mode.LATER}
_SENTENCE_ENDS = ".!?…:"
_CLOSERS = "\"”’')] "
_TAIL_BYTES = 500  # enough to tell where the last sentence ends
_WORD_BYTES = 60


@dataclass(frozen=True, slots=True)
class Params:
    """A cut mark is a pattern; without one, `open_tokens` words after the last sentence count."""

    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    open_tokens: int = 0


def find(view: View, rule: int, params: Params) -> Iterator[Hit]:
    """Yield the last line with content where it is cut: by its mark, or open and long."""
    last = last_content(view)
    last = last[last >= 0]
    cut = among(last, view.matching(rule, "patterns", last))
    if params.open_tokens:
        tokens = view.lines.first_token[last + 1] - view.lines.first_token[last]
        may_be = ((view.lines.flags[last] & ENDS_SENTENCE) == 0) & (tokens >= params.open_tokens)
        for i in np.flatnonzero(may_be).tolist():
            line = int(last[i])
            if _goes_on(_tail(view, line, _WORD_BYTES)):
                cut[i] |= _words_left(_tail(view, line, _TAIL_BYTES)) >= params.open_tokens
    found = without(last[cut], view.matching(rule, "unless", last[cut]))
    for line in found.tolist():
        start, end = span_of(view, line)
        yield Hit(int(view.document_of_line[line]), start, end, rule)


def _tail(view: View, line: int, size: int) -> str:
    """Return the end of `line`, about `size` bytes."""
    end = int(view.lines.end[line])
    start = max(int(view.lines.start[line]), end - size)
    return view.buffer[start:end].tobytes().decode("utf-8", "ignore")


def _goes_on(text: str) -> bool:
    """Say whether the last word of `text` is no name: a byline, a source or a place ends in one."""
    last = text.split()[-1:]
    return bool(last) and (last[0][0].islower() or last[0][-1] in ",;–-")


def _words_left(text: str) -> int:
    """Return how many words stand behind the last full stop of `text`."""
    end = max(text.rfind(mark) for mark in _SENTENCE_ENDS)
    return len(text[end + 1 :].lstrip(_CLOSERS).split())


def last_content(view: View) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return each document's last line with content, -1 where there is none."""
    until = view.rank[view.lines.first_line[1:]]
    inside = until > view.rank[view.lines.first_line[:-1]]
    last = np.full(len(view.batch), -1, np.int64)
    last[inside] = view.content_lines[until[inside] - 1]
    return last
