"""Texts that are given as strings: documents that were never in a file."""

from collections.abc import Sequence

from lint.batch import Batch, Place, Strings
from lint.corpus.content import repaired
from lint.light import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """The origin of texts that come from no file."""

    def place(self, document: int) -> Place:
        """Return a place that says only which text it is, from 1."""
        return Place("<text>", None, str(document + 1))


def text_batch(texts: Sequence[str], titles: Sequence[str] | None = None) -> Batch:
    """Return `texts` as a batch; what is no UTF-8 (lone surrogates) is masked for scanning."""
    column = None if titles is None else repaired(Strings.of(titles))
    return Batch(repaired(Strings.of(texts)), column, None, Given())
