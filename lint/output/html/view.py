"""The data of the document view: each text cut where a fault or an edit begins or ends."""

import json
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from lint.finding import Finding
from lint.fix.edits import Edit
from lint.output.html.document import Document
from lint.output.html.facts import Facts
from lint.output.html.parts import fix_said
from lint.output.html.words import language, percent
from lint.output.visible import visible, visible_text
from lint.output.words import document_label

Part = list[Any]
"""[text, numbers of the faults it stands in, whether it goes, what comes in its place]."""

_Span = tuple[int, int]


def data(facts: Facts) -> str:
    """Return the documents as JSON that is safe inside of a page: no "<" is left in it."""
    rules = {f.rule.code: [f.rule.name, f.rule.severity.value, f.rule.summary] for f in facts.rules}
    documents = [_document(document) for document in facts.viewed]
    whole = json.dumps(
        {"rules": rules, "documents": documents}, ensure_ascii=False, separators=(",", ":")
    )
    for char in "<>&\u2028\u2029":
        whole = whole.replace(char, f"\\u{ord(char):04x}")
    return whole


def _document(document: Document) -> dict[str, Any]:
    text = document.text.decode("utf-8", "replace")
    return {
        "key": document.key,
        "title": visible(document.title),
        "place": document_label(document.place),
        "site": visible(document.site),
        "lang": language(text),
        "goes": percent(document.removed / max(1, document.characters)),
        "cut": document.characters - len(text),
        "hidden": document.hidden,
        "faults": [
            [f.code, fix_said(f), visible_text(f.detail), f.line] for f in document.findings
        ],
        "parts": list(parts(document.text, document.findings, document.edits)),
    }


def parts(text: bytes, findings: Sequence[Finding], edits: Sequence[Edit]) -> Iterator[Part]:
    """Yield `text` in parts: joined they are the text, and after the edits the cleaned one."""
    faults = [(finding.start_byte, finding.end_byte) for finding in findings]
    changes = [(edit.start, edit.end) for edit in edits]
    cuts = sorted({0, len(text), *chain.from_iterable(faults + changes)})
    spans = [
        span for cut, after in pairwise([*cuts, len(text)]) for span in ((cut, cut), (cut, after))
    ]
    marked, changed = _inside(spans, faults), _inside(spans, changes)
    for (start, end), numbers, by in zip(spans, marked, changed, strict=True):
        if start < end or numbers or by:
            shown = visible_text(text[start:end].decode("utf-8", "replace"))
            edit = edits[by[0]] if by else None
            yield _part(shown, numbers, edit, first=edit is not None and edit.start == start)


def _inside(spans: Sequence[_Span], wholes: Sequence[_Span]) -> list[list[int]]:
    """Return for each of `spans`, which are rising, the numbers of the `wholes` it stands in.

    An empty one stands between characters: only an empty whole holds it.
    """
    at = {span: i for i, span in enumerate(spans)}
    starts = {span[0]: i for i, span in enumerate(spans) if span[0] < span[1]}
    found: list[list[int]] = [[] for _ in spans]
    for number, (start, end) in enumerate(wholes):
        if start == end:
            found[at[start, end]].append(number)
            continue
        for i in range(starts[start], starts.get(end, len(spans))):
            if spans[i][0] < spans[i][1]:
                found[i].append(number)
    return found


def _part(shown: str, faults: list[int], edit: Edit | None, *, first: bool) -> Part:
    if edit is None:
        return [shown, faults] if faults else [shown]
    new = edit.text.decode("utf-8", "replace") if first else ""
    return [shown, faults, 1, visible_text(new)]
