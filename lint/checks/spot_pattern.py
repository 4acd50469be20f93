"""Characters that are wrong where they stand: between the neighbours that the patterns name.

A pattern covers the neighbours and the fault. Only its end is asked of Hyperscan, which is far
cheaper than its start, so the fault is told by counting back: `after` characters stand right of
it, and it is `width` code points long.
"""

from collections.abc import Sequence

import numpy as np

from lint.arrays import distinct
from lint.batch import Offsets
from lint.checks._replacements import copied, replacements, texts_of
from lint.checks._spots import before_return, excused, steps_back
from lint.errors import RuleError
from lint.finding import Hit
from lint.hits import Texts
from lint.kernels.tables import HAS_SEAM
from lint.light import dataclass
from lint.patterns.database import Mode
from lint.view import View

PATTERNS = {"patterns": Mode.SEARCH, "unless": Mode.LATER}


@dataclass(frozen=True, slots=True)
class Params:
    """Where the fault stands in a match, and what becomes of it.

    `replacement` takes its place, or `insert` is put after it; `swap` holds pairs, each a
    character and the one that takes its place. A fault in a word (what stands between blanks) in
    which an `unless` pattern matches, with the blanks around it, is none. Patterns for `seams` need
    a capital right after another letter that is none, in a word with a letter beyond ASCII up to
    there, and are run over lines that have one.
    """

    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()
    after: int = 0
    width: int = 1
    replacement: str = ""
    insert: str = ""
    swap: tuple[str, ...] = ()
    seams: bool = False

    @property
    def line_flags(self) -> int:
        """Return the flags that a line with a fault has."""
        return HAS_SEAM if self.seams else 0

    def __post_init__(self) -> None:
        if self.after < 0 or self.width < 1:
            raise RuleError("'after' must be 0 or more and 'width' 1 or more")
        if any(len(pair) != 2 for pair in self.swap):
            raise RuleError("each pair of 'swap' must be two characters")


def find(view: View, rule: int, params: Params) -> Sequence[Hit]:
    """Return each fault found, with what takes its place."""
    ends = view.ends(rule)
    if not len(ends):
        return ()
    ends = before_return(view.buffer, ends)
    ends = distinct(steps_back(view.buffer, ends, params.after, with_marks=True))
    spans = np.stack([steps_back(view.buffer, ends, params.width), ends], axis=1)
    lines = view.lines_at(spans[:, 0])
    if params.unless:
        spans = spans[~excused(view, rule, lines, spans)]
    return replacements(view, rule, spans, _texts(view, spans, params))


def _texts(view: View, spans: Offsets, params: Params) -> Texts:
    """Return what takes the place of each of `spans`."""
    replacement, insert = params.replacement.encode(), params.insert.encode()
    if insert:
        return copied(view.buffer, spans, insert)
    if not params.swap:
        return Texts.same(replacement)
    pairs = {pair[0].encode(): pair[1].encode() for pair in params.swap}
    return Texts.of([pairs.get(there, replacement) for there in texts_of(view, spans)])
