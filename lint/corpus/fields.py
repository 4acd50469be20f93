"""Which fields of a record hold the text and what belongs to it: given, or known by usual names."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from lint.errors import InputError
from lint.light import dataclass

SAMPLE_LINES = 100
"""So many lines tell the fields of a source."""

_SHOWN_NAMES = 20
_SHOWN_CHARS = 40

# In order of trust; compared without case. The first one that the records have is taken.
USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "content", "body", "article", "maintext", "main_text", "raw_content"),
        *("article_text", "article_body", "articlebody", "full_text", "fulltext", "plain_text"),
        *("clean_text", "cleaned_text", "text_content", "content_text", "document", "passage"),
    ),
    "id": (
        *("id", "_id", "uid", "uuid", "guid", "docid", "doc_id", "document_id", "article_id"),
        *("record_id", "url"),
    ),
    "title": ("title", "headline", "heading", "header", "article_title", "subject"),
    "url": (
        *("url", "link", "source_url", "article_url", "page_url", "canonical_url", "web_url"),
        *("permalink", "href", "uri"),
    ),
    "date": (
        *("date", "published", "published_at", "publish_date", "date_publish", "pub_date"),
        *("pubdate", "publication_date", "date_published", "published_date", "datetime"),
        *("created_at", "timestamp"),
    ),
    "site": ("site", "domain", "source_domain", "host", "hostname", "publisher", "source"),
}


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of top-level fields by what they hold; None: to be found, or not there."""

    text: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    date: str | None = None
    site: str | None = None


def resolve(given: Fields, raw: bytes) -> Fields:
    """Return the fields of a JSONL source that opens with the lines `raw`; raises as `choose`."""
    return choose(given, _sample(raw))


def choose(given: Fields, records: Sequence[Mapping[str, object]]) -> Fields:
    """Return the fields of a source that opens with `records`.

    A given name stands; the others are found by their names and values. Raises InputError where
    no text field is found, or not the given one.
    """
    if not records:
        return replace(given, text=given.text or USUAL["text"][0])
    missing = [f.name for f in fields(given) if getattr(given, f.name) is None]
    found = replace(given, **{role: _usual(role, records) for role in missing})
    if found.text is None or not any(isinstance(r.get(found.text), str) for r in records):
        raise InputError(_not_found(given.text, records))
    return found


def _sample(raw: bytes) -> list[dict[str, object]]:
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n", SAMPLE_LINES)[:SAMPLE_LINES]
    records = [record for line in lines if isinstance(record := _parsed(line), dict)]
    if not records and len(lines) == SAMPLE_LINES and any(map(bytes.strip, lines)):
        raise InputError(f"not JSON Lines: none of the first {SAMPLE_LINES} lines is a JSON object")
    return records


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _usual(role: str, records: Iterable[Mapping[str, object]]) -> str | None:
    """Return the field that holds `role` by its name, with a value that fits in some record."""
    fitting = str if role == "text" else (str, int, float)
    names = {
        name.lower(): name
        for record in records
        for name, value in record.items()
        if isinstance(value, fitting)
    }
    return next((names[usual] for usual in USUAL[role] if usual in names), None)


def _not_found(given: str | None, records: Iterable[Mapping[str, object]]) -> str:
    seen = list(dict.fromkeys(name for record in records for name in record))
    names = ", ".join(ascii(name[:_SHOWN_CHARS]) for name in seen[:_SHOWN_NAMES]) or "none"
    names += f" and {len(seen) - _SHOWN_NAMES} more" if len(seen) > _SHOWN_NAMES else ""
    what = "no text field found" if given is None else f"no text in a field {given!r}"
    return f"{what}; name it with --text-field (fields seen: {names})"
