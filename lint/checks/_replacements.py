"""Hits that put another text in the place of a span: thousands at once."""

import numpy as np

from lint import kernels
from lint.batch import Bytes, Offsets
from lint.finding import Action
from lint.hits import Hits, Texts
from lint.view import View


def replacements(
    view: View, rule: int, spans: Offsets, texts: Texts, action: Action = Action.REPLACE
) -> Hits:
    """Return a hit for each of `spans`, rows (start, end) of the buffer; `texts` take their places.

    Hits have no other level, detail or evidence than their rule. Another `action` needs no texts.
    """
    documents = np.searchsorted(view.batch.text.starts, spans[:, 0], side="right") - 1
    starts, ends = spans.T - view.batch.text.starts[documents]
    return Hits.alike(rule, action, (documents, starts, ends), texts)


def copied(buffer: Bytes, spans: Offsets, behind: bytes = b"") -> Texts:
    """Return what stands in each of `spans`, rows (start, end) of `buffer`, and `behind` after it.

    With something to put behind them they must be without a line end.
    """
    starts, ends = np.ascontiguousarray(spans.T)
    data, firsts = kernels.gather(buffer, starts, ends)
    sizes = ends - starts
    if not behind:
        return Texts(data.tobytes(), firsts[:-1], sizes)
    sizes += len(behind)
    strings = data.tobytes().replace(b"\n", behind)
    return Texts(strings, np.cumsum(sizes) - sizes, sizes)


def texts_of(view: View, spans: Offsets) -> list[bytes]:
    """Return what stands in each of `spans`, rows (start, end) without a line end in them."""
    return copied(view.buffer, spans).strings.split(b"\n")[:-1]
