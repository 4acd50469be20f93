"""Where documents come from: files found, read in chunks, each chunk one batch.

`find_sources` walks, `read_chunks` cuts, `chunk.load()` reads; a batch's origin is `Rewritable`,
so that edits find their way back into the bytes. Each name is imported when it is first used, so
that files are found without NumPy.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lint.corpus.fields import Fields
    from lint.corpus.origin import Part, Rewritable
    from lint.corpus.reader import Chunk, Reading, read_chunks
    from lint.corpus.source import Kind, Source
    from lint.corpus.walk import Found, Selection, find_sources

__all__ = [
    "Chunk",
    "Fields",
    "Found",
    "Kind",
    "Part",
    "Reading",
    "Rewritable",
    "Selection",
    "Source",
    "find_sources",
    "read_chunks",
]

_MODULES = {
    **dict.fromkeys(["Fields"], "fields"),
    **dict.fromkeys(["Part", "Rewritable"], "origin"),
    **dict.fromkeys(["Chunk", "Reading", "read_chunks"], "reader"),
    **dict.fromkeys(["Kind", "Source"], "source"),
    **dict.fromkeys(["Found", "Selection", "find_sources"], "walk"),
}


def __getattr__(name: str) -> object:
    """Return a name of this package; raises AttributeError for one that it does not have."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
