"""The fixed point: inspect and edit again until nothing is left to fix."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from lint.batch import Batch, Origin, Place, Strings
from lint.finding import Hit
from lint.fix.edits import Edit, Policy, applied, plan
from lint.fix.pieces import Pieces
from lint.light import dataclass

MAX_PASSES = 10

Inspect = Callable[[Batch], Sequence[Hit]]
"""Returns the hits of a batch, sorted by document."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document that fixing changed: its text now, and the edits of its original text."""

    document: int
    text: bytes
    edits: list[Edit]


@dataclass(frozen=True, slots=True)
class Selected:
    """The origin of some documents of another batch."""

    origin: Origin
    documents: Sequence[int]

    def place(self, document: int) -> Place:
        """Return where the document stands."""
        return self.origin.place(self.documents[document])


def fix_documents(
    batch: Batch, inspect: Inspect, policy: Policy
) -> tuple[list[Cleaned], list[int]]:
    """Return the documents that fixing changes, in order, and those that never come to rest.

    Changed documents are inspected again, at most MAX_PASSES times; what would still change then
    is left as it was.
    """
    texts: dict[int, bytes] = {}
    pieces: dict[int, Pieces] = {}
    present, documents = batch, list(range(len(batch)))
    for _ in range(MAX_PASSES):
        edits = _planned(present, inspect(present), policy)
        for index, found in edits.items():
            text, document = present.text.bytes_at(index), documents[index]
            pieces.setdefault(document, Pieces.whole(len(text))).apply(found)
            texts[document] = applied(text, found)
        documents = [documents[index] for index in edits]
        if not documents:
            break
        present = selected(batch, documents, [texts[d] for d in documents])
    else:
        documents = [documents[i] for i in _planned(present, inspect(present), policy)]
    settled = sorted(texts.keys() - set(documents))
    return [Cleaned(d, texts[d], pieces[d].edits()) for d in settled], documents


def cleaned_texts(batch: Batch, inspect: Inspect, policy: Policy) -> list[bytes]:
    """Return every document's text after fixing, changed or not."""
    texts = [batch.text.bytes_at(document) for document in range(len(batch))]
    for cleaned in fix_documents(batch, inspect, policy)[0]:
        texts[cleaned.document] = cleaned.text
    return texts


def _planned(batch: Batch, hits: Sequence[Hit], policy: Policy) -> dict[int, list[Edit]]:
    planned: dict[int, list[Edit]] = {}
    wanted = (hit for hit in hits if policy.applies(hit))
    for document, group in groupby(wanted, attrgetter("document")):
        if edits := plan(batch.text.bytes_at(document), group, policy):
            planned[document] = edits
    return planned


def selected(batch: Batch, documents: Sequence[int], texts: Iterable[bytes]) -> Batch:
    """Return `documents` of `batch` as a batch of their own, with `texts` for what they say."""

    def column(strings: Strings | None) -> Strings | None:
        return None if strings is None else Strings.of(map(strings.bytes_at, documents))

    return Batch(
        Strings.of(texts),
        column(batch.titles),
        column(batch.urls),
        Selected(batch.origin, documents),
        sites=column(batch.sites),
        dates=column(batch.dates),
    )
