"""Clean texts that are in memory: of one string, or of a column of many."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from lint.batch import Batch
from lint.cache import Cache, default_folder
from lint.corpus.given import text_batch
from lint.engine import Engine
from lint.errors import InputError
from lint.finding import Hit, Level
from lint.fix.edits import Policy, applied
from lint.fix.settle import fix_documents
from lint.packs import load_rules
from lint.selection import Choice, choose


class Cleaned(NamedTuple):
    """Texts after fixing, and the codes of what was found in each before, one a finding."""

    texts: list[str]
    codes: list[list[str]]


def cleaned(engine: Engine, batch: Batch, originals: Sequence[str], *, unsafe: bool) -> Cleaned:
    """Return `originals`, of which `batch` was made, after the fixes of the rules of `engine`.

    `unsafe` makes the fixes that may take content, too. A text whose fixes undo each other comes
    back as it was.
    """
    first: list[Hit] = []

    def inspect(part: Batch) -> Sequence[Hit]:
        hits = engine.inspect(part).hits
        if part is batch:
            first.extend(hits)
        return hits

    policy = Policy(engine.rules, Level.UNSAFE if unsafe else Level.SAFE)
    texts = list(originals)
    for fixed in fix_documents(batch, inspect, policy)[0]:
        original = originals[fixed.document].encode("utf-8", "surrogatepass")
        texts[fixed.document] = applied(original, fixed.edits).decode("utf-8", "surrogatepass")
    codes: list[list[str]] = [[] for _ in texts]
    for hit in first:
        codes[hit.document].append(engine.rules[hit.rule].code)
    return Cleaned(texts, codes)


def chosen_engine(
    select: Sequence[str],
    ignore: Sequence[str],
    packs: Sequence[str | Path],
    *,
    preview: bool = False,
) -> Engine:
    """Return the rules that are asked for, compiled; kept, since that takes longer than a text.

    Raises LintError for an unknown rule or a wrong pack.
    """
    return _engine(tuple(select), tuple(ignore), tuple(map(str, packs)), preview=preview)


@lru_cache(maxsize=8)
def _engine(
    select: tuple[str, ...], ignore: tuple[str, ...], packs: tuple[str, ...], *, preview: bool
) -> Engine:
    cache = Cache(default_folder())
    rules = load_rules([Path(pack) for pack in packs], cache)
    choice = Choice("select and ignore", select=select, ignore=ignore)
    return Engine(choose(rules, [choice], preview=preview).rules, 1, cache)


def cleaned_columns(
    engine: Engine,
    columns: Mapping[str, Sequence[Any]],
    fields: tuple[str, str | None, str | None],
    *,
    unsafe: bool,
) -> dict[str, list[str | None]]:
    """Return what `lint.clean_batch` says; `fields` name the text, the title, and what is found.

    Raises InputError for a column that is not there or holds something else than text.
    """
    text_field, title_field, found_field = fields
    given = _column(columns, text_field)
    held = [number for number, text in enumerate(given) if text is not None]
    texts = [given[number] or "" for number in held]
    titles = None
    if title_field is not None:
        column = _column(columns, title_field)
        titles = [column[number] or "" for number in held]
    done = cleaned(engine, text_batch(texts, titles), texts, unsafe=unsafe)
    result = {text_field: _spread(done.texts, held, given)}
    if found_field is not None:
        result[found_field] = _spread(map(" ".join, done.codes), held, [""] * len(given))
    return result


def _column(columns: Mapping[str, Sequence[Any]], name: str) -> list[str | None]:
    if name not in columns:
        raise InputError(f"no column {name!r}; there are: {', '.join(map(repr, columns))}")
    values = list(columns[name])
    for value in values:
        if not isinstance(value, str | None):
            raise InputError(f"the column {name!r} holds {type(value).__name__}, not text")
    return values


def _spread(
    values: Iterable[str], places: Iterable[int], column: Sequence[str | None]
) -> list[str | None]:
    """Return `column` with `values` at `places`."""
    result = list(column)
    for place, value in zip(places, values, strict=True):
        result[place] = value
    return result
