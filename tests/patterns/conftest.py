import numpy as np
import pytest

from lint.cache import Cache
from lint.corpus.given import text_batch
from lint.patterns import Mode, Pattern, Scanner
from lint.view import View


@pytest.fixture
def lines_of():
    """(pattern, text, mode) -> the lines of one text, 0-based, in which the pattern matches."""

    def find(source, text, mode=Mode.SEARCH, max_chars=0):
        pattern = Pattern(source, mode, "x.toml: patterns[0]", (0, "patterns"), max_chars)
        view = View(text_batch([text]), Scanner([pattern], Cache(None)))
        if mode is Mode.LATER:
            return view.matching(0, "patterns", np.arange(len(view.lines.start))).tolist()
        return view.matched_lines(0).tolist()

    return find
