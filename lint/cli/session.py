"""The set-up that the commands share: settings, rules, engine."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cli.console import Console, emit
from lint.cli.options import Asked, Configuring, Telling, keys_set
from lint.cli.progress import waiting
from lint.config import Settings, Wanted, load_settings
from lint.config.template import shown
from lint.corpus.source import STDIN
from lint.errors import RuleError
from lint.light import dataclass
from lint.output.visible import visible
from lint.output.words import count
from lint.packs import load_rules
from lint.rule import Rule
from lint.selection import Selection, adjusted, choose, unknown, unnamed

if TYPE_CHECKING:
    from lint.cache import Cache
    from lint.corpus import Found
    from lint.engine import Engine
    from lint.suppress import Suppressions


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
    with waiting(f"compiling the patterns of {count(len(session.rules), 'rule')}"):
        return Engine(
            session.rules, settings.jobs, cache_of(settings), corpus_rules=settings.corpus_rules
        )


def cache_of(settings: Settings) -> "Cache":
    """Return where compiled rules are kept."""
    from lint.cache import Cache, default_folder

    return Cache((settings.cache_dir or default_folder()) if settings.cache else None)


def shown_only(session: Session, found: "Found", telling: Telling) -> bool:
    """Show what --show-settings and --show-files ask for; return whether they do."""
    if telling.show_settings:
        emit(shown(session.settings))
    if telling.show_files:
        emit("".join(f"{visible(source.name)}\n" for source in found.sources))
    return telling.show_settings or telling.show_files


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
