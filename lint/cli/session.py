"""The set-up that check and fix share: settings, rules, sources, engine."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli.console import Console, emit
from lint.cli.options import Asked, Configuring, Telling, keys_set
from lint.config import ROOT, Settings, Wanted, load_settings
from lint.config.template import shown
from lint.errors import InputError, RuleError
from lint.output.visible import visible
from lint.output.words import count
from lint.packs import load_rules
from lint.rule import Rule
from lint.selection import Selection, adjusted, choose, unknown, unnamed

if TYPE_CHECKING:
    from lint.cache import Cache
    from lint.corpus import Chunk, Fields, Found, Source
    from lint.engine import Engine
    from lint.suppress import Suppressions

STDIN = "-"
FORKS_FROM = 16 << 20
"""So many bytes take longer to check than processes take to begin."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a run works with; `known` are all rules, those that run among them."""

    settings: Settings
    known: Sequence[Rule]
    selection: Selection
    console: Console

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules that run."""
        return self.selection.rules

    def suppressions(self) -> "Suppressions":
        """Return what is accepted of the findings of this run."""
        from lint.suppress import Suppressions

        settings = self.settings
        return Suppressions(self.rules, settings.per_file_ignores, settings.allow, date.today())

    def tell_after(self, accepted: "Suppressions", skipped: int) -> None:
        """Say at the end of a run what was of no use, and how many files were binary."""
        for entry in accepted.expired:
            self.console.warn(f"{entry.where} had effect until {entry.until}")
        for entry in accepted.unused:
            self.console.detail(f"{entry.where} met no finding")
        if skipped:
            self.console.note(f"{count(skipped, 'binary file')} skipped")


def read_settings(paths: Sequence[str], configuring: Configuring, *groups: object) -> Settings:
    """Return the settings for a run on `paths` with the options in `groups`."""
    wanted = Wanted(configuring.config or (), configuring.isolated, keys_set(*groups))
    return load_settings([_common_folder(paths), Path()], wanted)


def session_of(asked: Asked, console: Console, *groups: object) -> Session:
    """Return the session of a run as it is `asked`, with the options in `groups`."""
    about = (asked.selecting, asked.reading, asked.running, *groups)
    return open_session(read_settings(asked.places, asked.configuring, *about), console)


def open_session(settings: Settings, console: Console) -> Session:
    """Return the rules that `settings` select; say what looks wrong in them."""
    loaded = load_rules(settings.packs, cache_of(settings))
    rules = adjusted(loaded, settings.severity, settings.rules)
    selection = choose(
        rules,
        settings.choices,
        preview=settings.preview,
        min_severity=settings.min_severity,
    )
    for warning in (*selection.warnings, *_odd(settings, rules)):
        console.warn(warning)
    if missing := next(unnamed(settings.rules, rules), None):
        raise RuleError(f"[rules]: {missing}")
    if not selection.rules:
        console.warn("no rule is selected")
    return Session(settings, rules, selection, console)


def open_engine(session: Session) -> "Engine":
    """Return the engine of the rules that run; a parameter is checked where it was set."""
    from lint.checks import bind
    from lint.engine import Engine

    settings = session.settings
    for rule in session.rules:
        if settings.rules.keys() & {rule.code, rule.name}:
            bind(replace(rule, path=f"[rules.{rule.code}]"))
    return Engine(
        session.rules, settings.jobs, cache_of(settings), corpus_rules=settings.corpus_rules
    )


def chunks_of(session: Session, sources: "Sequence[Source]") -> "Iterator[Chunk]":
    """Yield the chunks of `sources`, to be read as the settings say."""
    from lint.corpus import Reading, read_chunks

    return read_chunks(sources, Reading(fields_of(session.settings)))


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
    from lint.workers import CAN_FORK

    can = CAN_FORK and not engine.known and all(source.path is not None for source in sources)
    size = sum(source.size for source in sources)
    return can and size >= FORKS_FROM and all(source.kind not in COLUMNAR for source in sources)


def cache_of(settings: Settings) -> "Cache":
    """Return where compiled rules are kept."""
    from lint.cache import Cache, default_folder

    return Cache((settings.cache_dir or default_folder()) if settings.cache else None)


def fields_of(settings: Settings) -> "Fields":
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


def find(asked: Asked, session: Session, never: Path | None = None) -> "Found":
    """Return the sources that are `asked` for; say what was passed over.

    The folder `never` is not entered, since output goes there.
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
    found.sources = _without_own(found.sources, settings)
    if found.excluded:
        session.console.note(f"{count(found.excluded, 'path')} skipped by exclude")
    for name in found.too_large:
        session.console.note(f"{name}: skipped, larger than max-file-size")
    for problem in found.problems:
        session.console.error(problem)
    return found


def _without_own(sources: "Sequence[Source]", settings: Settings) -> "list[Source]":
    """Return `sources` without the baseline, and the files that this run writes its reports to."""
    files = [Path(spec.partition(":")[2]) for spec in settings.output if ":" in spec]
    files += [settings.baseline] if settings.baseline else []
    own = {file.resolve() for file in files}
    return [s for s in sources if s.path is None or not own or s.path.resolve() not in own]


def shown_only(session: Session, found: "Found", telling: Telling) -> bool:
    """Show what --show-settings and --show-files ask for; return whether they do."""
    if telling.show_settings:
        emit(shown(session.settings))
    if telling.show_files:
        emit("".join(f"{visible(source.name)}\n" for source in found.sources))
    return telling.show_settings or telling.show_files


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


def _common_folder(paths: Sequence[str]) -> Path:
    real = [Path(path) for path in paths if path != STDIN]
    folders = [path if path.is_dir() else path.parent for path in real]
    try:
        return Path(os.path.commonpath([folder.absolute() for folder in folders]))
    except ValueError:  # none, or on several drives
        return Path()


def _odd(settings: Settings, rules: Sequence[Rule]) -> list[str]:
    """Return a warning for each selector of a table that no rule answers to."""
    found = [f"[severity]: {problem}" for problem in unknown(settings.severity, rules)]
    for glob, selectors in settings.per_file_ignores.items():
        found += [f"per-file-ignores of {glob!r}: {p}" for p in unknown(selectors, rules)]
    for entry in settings.allow:
        found += [f"{entry.where}: {problem}" for problem in unknown([entry.rule], rules)]
    return found
