"""The sources of a run: which they are, and how they are read."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli.options import Asked
from lint.cli.session import Session
from lint.config import ROOT, Settings
from lint.corpus.source import STDIN
from lint.errors import ConfigError, InputError
from lint.output.words import count

if TYPE_CHECKING:
    from lint.corpus import Chunk, Fields, Found, Source
    from lint.engine import Engine

FORKS_FROM = 16 << 20
"""So many bytes take longer to check than processes take to begin."""


def find(
    asked: Asked,
    session: Session,
    *,
    never: Path | None = None,
    written: Sequence[Path | None] = (),
) -> "Found":
    """Return the sources that are `asked` for; say what was passed over.

    The folder `never` is not entered, since output goes there. Files that are `written` are no
    sources; raises ConfigError for one that is named as a source, which would be lost.
    """
    from lint.corpus import Selection as Wanted
    from lint.corpus import find_sources

    settings, reading = session.settings, asked.reading
    wanted = Wanted(
        root=ROOT,
        include=settings.include,
        exclude=() if reading.no_exclude else (*settings.exclude, *settings.extend_exclude),
        respect_gitignore=settings.respect_gitignore,
        allow_empty=reading.allow_empty,
        max_file_size=settings.max_file_size,
        stdin_filename=reading.stdin_filename,
        never=() if never is None else (never,),
    )
    found = find_sources(_all_paths(asked), wanted)
    found.sources = _without_own(found.sources, settings, written)
    if found.excluded:
        session.console.note(f"{count(found.excluded, 'path')} skipped by exclude")
    for name in found.too_large:
        session.console.note(f"{name}: skipped, larger than max-file-size")
    for problem in found.problems:
        session.console.error(problem)
    return found


def chunks_of(session: Session, sources: "Sequence[Source]") -> "Iterator[Chunk]":
    """Yield the chunks of `sources`, to be read as the settings say."""
    from lint.corpus import Reading, read_chunks
    from lint.processes import usable_cpus

    jobs = session.settings.jobs or usable_cpus()
    return read_chunks(sources, Reading(_fields_of(session.settings), jobs=jobs))


def speak_of_a_corpus(sources: "Sequence[Source]", session: Session) -> bool:
    """Say whether `sources` are more than one text, and can be read again; tell if they cannot."""
    from lint.corpus import Kind

    if len(sources) < 2 and all(source.kind is Kind.TEXT for source in sources):
        return False
    can = all(source.path is not None for source in sources)
    if not can:
        session.console.detail("standard input is read once: rules of a whole corpus do not run")
    return can


def worth_forking(engine: "Engine", sources: "Sequence[Source]") -> bool:
    """Say whether `sources` are many bytes, and can be read by several processes on their own.

    Libraries for columns, and those that ask a server, have threads and connections of their own.
    """
    from lint.corpus.source import COLUMNAR
    from lint.processes import CAN_FORK

    can = CAN_FORK and not engine.known and all(source.path is not None for source in sources)
    size = sum(source.size for source in sources)
    return can and size >= FORKS_FROM and all(source.kind not in COLUMNAR for source in sources)


def _without_own(
    sources: "list[Source]", settings: Settings, written: Sequence[Path | None]
) -> "list[Source]":
    """Return `sources` without the baseline and the files that this run writes."""
    reports = [Path(spec.partition(":")[2]) for spec in settings.output if ":" in spec]
    output = {file.resolve() for file in (*written, *reports) if file}
    own = output | ({settings.baseline.resolve()} if settings.baseline else set())
    if not own:
        return sources
    real = {source.name: source.path.resolve() for source in sources if source.path}
    for source in sources:
        if source.explicit and real.get(source.name) in output:
            said = "is to be read, and would be written over; name another file to write"
            raise ConfigError(f"{source.name}: {said}")
    return [source for source in sources if real.get(source.name) not in own]


def _all_paths(asked: Asked) -> list[str]:
    """Return the paths that were given, and those of --files-from."""
    listing = asked.reading.files_from
    if listing is None:
        return asked.places or ["."]
    if listing == STDIN:
        listed = sys.stdin.buffer.read()
    else:
        try:
            listed = Path(listing).read_bytes()
        except OSError as error:
            raise InputError(f"{listing}: cannot be read: {error.strerror}") from error
    return [*asked.places, *filter(None, map(os.fsdecode, listed.splitlines()))]


def _fields_of(settings: Settings) -> "Fields":
    """Return the names of fields that `settings` give."""
    from lint.corpus import Fields

    return Fields(
        text=settings.text_field,
        id=settings.id_field,
        title=settings.title_field,
        url=settings.url_field,
        date=settings.date_field,
        site=settings.site_field,
    )
