"""The data of the document view: each text cut where a fault or an edit begins or ends."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from lint.finding import Finding
from lint.fix.edits import Edit
from lint.output.html.document import Document
from lint.output.html.facts import Facts
from lint.output.html.parts import place_name
from lint.output.html.words import language, percent
from lint.output.visible import visible, visible_text
from lint.output.words import fix_label

Part = list[Any]
"""[text, numbers of the faults it stands in, whether it goes, what comes in its place]."""


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
        "place": place_name(document.place),
        "site": visible(document.site),
        "lang": language(text),
        "goes": percent(document.removed / max(1, document.characters)),
        "cut": document.characters - len(text),
        "hidden": document.hidden,
        "faults": [
            [f.code, fix_label(f) or "to read", visible_text(f.detail), f.line]
            for f in document.findings
        ],
        "parts": list(parts(document.text, document.findings, document.edits)),
    }


def parts(text: bytes, findings: Sequence[Finding], edits: Sequence[Edit]) -> Iterator[Part]:
    """Yield `text` in parts: joined they are the text, and after the edits the cleaned one."""
    spans = [(f.start_byte, f.end_byte) for f in findings] + [(e.start, e.end) for e in edits]
    cuts = sorted({0, len(text), *(at for span in spans for at in span)})
    for start, end in pairwise([*cuts, len(text)]):
        for part in (start, start), (start, end):
            faults = [i for i, f in enumerate(findings) if _covers(f.start_byte, f.end_byte, part)]
            edit = next((e for e in edits if _covers(e.start, e.end, part)), None)
            if part[0] < part[1] or faults or edit:
                yield _part(text, part, faults, edit)


def _covers(start: int, end: int, part: tuple[int, int]) -> bool:
    """Say whether a part stands in a span; a place between characters only in one like it."""
    empty = part[0] == part[1]
    return (start, end) == part if empty else start <= part[0] and part[1] <= end


def _part(text: bytes, part: tuple[int, int], faults: list[int], edit: Edit | None) -> Part:
    shown = visible_text(text[part[0] : part[1]].decode("utf-8", "replace"))
    if edit is None:
        return [shown, faults] if faults else [shown]
    new = edit.text if part[0] == edit.start else b""
    return [shown, faults, 1, visible_text(new.decode("utf-8", "replace"))]
