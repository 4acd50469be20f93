"""Documents that were inspected before are spared, where rules look at one at a time."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lint.cache import DOCUMENTS, Cache, DamagedEntryError
from lint.cli.console import Console
from lint.cli.session import Session, cache_of
from lint.cli.sources import chunks_of
from lint.stamps import are_bundled, rules_stamp, tool_stamp

if TYPE_CHECKING:
    from lint.corpus import Source
    from lint.engine import Engine
    from lint.inspected import Inspected


def remembered(
    session: Session, engine: "Engine", sources: Sequence["Source"]
) -> Iterator["Inspected"]:
    """Yield what `engine` finds in each batch of `sources`; documents that are known are spared.

    They stand in the cache by the source, or by the common folder of several. A single text is not
    worth it: it is inspected sooner than looked up, and where nothing changed its report is kept.
    """
    from lint.corpus import Kind

    cache, chunks = results_cache(session), chunks_of(session, sources)
    paths = [str(source.path.absolute()) for source in sources if source.path is not None]
    is_text = len(sources) == 1 and sources[0].kind is Kind.TEXT
    if cache.folder is None or engine.known or not paths or is_text:
        yield from engine.run(chunks)
        return
    from lint.memory import Memory

    about = tool_stamp(), rules_stamp(session.rules), engine.corpus_rules, os.path.commonpath(paths)
    key = Cache.key(DOCUMENTS, *about)
    memory = Memory(engine, sound(cache, key, Console(session.console.quiet)) or b"")
    yield from memory.run(chunks)
    stored = memory.stored()
    if stored is None:
        cache.touch(key)
    else:
        cache.put(key, stored)


def results_cache(session: Session) -> Cache:
    """Return where results are kept: nowhere for rules whose checks are not bundled."""
    known = are_bundled(rule.check for rule in session.rules)
    return cache_of(session.settings) if known else Cache(None)


def sound(cache: Cache, key: str, console: Console) -> bytes | None:
    """Return an entry of `cache`; say on `console` when it is damaged, and return None."""
    try:
        return cache.sound(key)
    except DamagedEntryError as error:
        console.warn(f"{error}: this entry of the cache is damaged; the texts are read anew")
        return None
