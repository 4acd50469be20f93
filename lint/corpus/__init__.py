"""Where documents come from: files found, read in chunks, each chunk one batch.

`find_sources` walks, `read_chunks` cuts, `chunk.load()` reads; a batch's origin is `Rewritable`,
so that edits find their way back into the bytes.
"""

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
