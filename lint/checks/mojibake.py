"""Text that was decoded with the wrong encoding, found and repaired by ftfy.

Source: R. Speer, "ftfy: fixes text for you", https://ftfy.readthedocs.io. It is only asked about
lines in which one of the rule's patterns matched, since it is slow to import and to run; most of
these are not bad after all, which its test of badness says without the rest of it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from lint.finding import Action, Hit, Level
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH}

UNREPAIRED = "this cannot be repaired: part of the bytes is lost, or the encoding is not known"


@dataclass(frozen=True, slots=True)
class Params:
    """Patterns of the letter pairs that wrong decoding makes."""

    patterns: tuple[str, ...]


def find(view: View, rule: int, _params: Params) -> Iterator[Hit]:
    """Yield the wrong part of each line, with its repair, or for display where there is none."""
    for line in view.matched_lines(rule).tolist():
        text = view.line_text(line)
        if not _is_bad(text):
            continue
        document = int(view.document_of_line[line])
        base = int(view.lines.start[line] - view.batch.text.starts[document])
        fixed = _repaired(text)
        if fixed != text and not _is_bad(fixed):
            start, end, there = _changed(text, fixed)
            span = (base + _size(text[:start]), base + _size(text[:end]))
            yield Hit(document, *span, rule, Action.REPLACE, there.encode())
        else:
            bad = [match.span() for match in _badness().finditer(text)]
            span = (base + _size(text[: bad[0][0]]), base + _size(text[: bad[-1][1]]))
            yield Hit(document, *span, rule, level=Level.DISPLAY, detail=UNREPAIRED)


def _is_bad(text: str) -> bool:
    return _badness().search(text) is not None


@lru_cache(maxsize=1)
def _badness() -> re.Pattern[str]:
    """Return ftfy's expression for unlikely letter pairs; importing it alone is a fifth of ftfy."""
    from importlib.machinery import PathFinder
    from importlib.util import find_spec, module_from_spec

    package = find_spec("ftfy")
    where = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec("ftfy.badness", where)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("No module named 'ftfy.badness'", name="ftfy.badness")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    expression: re.Pattern[str] = module.BADNESS_RE
    return expression


def _repaired(text: str) -> str:
    """Return `text` as its bytes were meant; nothing but the encoding is touched."""
    from ftfy import TextFixerConfig, fix_encoding

    config = TextFixerConfig(unescape_html=False, replace_lossy_sequences=False, normalization=None)
    return str(fix_encoding(text, config))


def _changed(old: str, new: str) -> tuple[int, int, str]:
    """Return the bounds of the part of `old` that differs, and what stands there in `new`."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - start
    same = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return start, len(old) - same, new[start : len(new) - same]


def _size(text: str) -> int:
    return len(text.encode())
