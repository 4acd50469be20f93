"""What is kept of a check, so that the same check of the same texts is told, not made again.

A result is known by all that it depends on: the bytes of the texts, the rules that run, the
settings, the baseline, the working directory and the tool itself. It holds the counts, what was
said on standard error, and what each output wrote. So a replay neither compiles patterns nor looks
into a document.

The first check of files that nobody writes to is known by their state, and reads them only once.
Where the same is asked again of another state, as after a checkout, the bytes are hashed.
"""

import json
from collections.abc import Sequence
from dataclasses import field, fields, replace
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from lint.cache import RESULTS, Cache
from lint.cli.console import Console
from lint.cli.remembered import results_cache, sound
from lint.cli.session import Session
from lint.config import Settings
from lint.identity import project_root
from lint.light import dataclass
from lint.output.report import Report
from lint.output.tally import Tally
from lint.stamps import State, are_settled, digests_of, rules_stamp, states_of, tool_stamp

if TYPE_CHECKING:
    from lint.corpus import Found

_ASKED = b"the same was asked before"
_PLAIN = Settings()
_INDIFFERENT = (
    *("files", "choices", "fail_on", "unsafe_fixes", "max_removed", "output", "max_per_rule"),
    *("jobs", "cache", "cache_dir"),
)
"""The settings that change nothing in what is found, or are in the key in another form."""


@dataclass(frozen=True, slots=True)
class Recording(Console):
    """A console that keeps what it says."""

    said: list[tuple[str, str]] = field(default_factory=list)

    def error(self, message: object) -> None:
        """Say what went wrong; always."""
        self.said.append(("error", str(message)))
        Console.error(self, message)

    def warn(self, message: object) -> None:
        """Say what looks wrong."""
        self.said.append(("warn", str(message)))
        Console.warn(self, message)

    def note(self, message: object) -> None:
        """Say what may surprise."""
        self.said.append(("note", str(message)))
        Console.note(self, message)

    def detail(self, message: object) -> None:
        """Say what helps to understand a run; only with --verbose."""
        self.said.append(("detail", str(message)))
        Console.detail(self, message)


@dataclass(frozen=True, slots=True)
class Replay:
    """The place in the cache of one check of some texts.

    `question` stands there when it was asked before of files of the same names and sizes, and
    `key` is that of the answer for these texts.
    """

    cache: Cache
    question: str
    key: str
    paths: Sequence[Path]
    states: Sequence[State]

    def play(self, report: Report, console: Console) -> bool:
        """Tell `report` and `console` what the same check told; return whether that is known."""
        marks = report.marks
        if marks is None:
            return False
        names = {mark: Cache.key(RESULTS, self.key, mark) for mark in marks}
        record = sound(self.cache, self.key, console)
        tapes = {mark: sound(self.cache, name, console) for mark, name in names.items()}
        whole = {mark: tape for mark, tape in tapes.items() if tape is not None}
        if record is None or len(whole) < len(marks):
            return False
        kept = json.loads(record)
        report.replay(Tally.restored(kept["tally"]), whole)
        for way, message in kept["said"]:
            getattr(console, way)(message)
        self.cache.put(self.question, _ASKED)
        for name in (self.key, *names.values()):
            self.cache.touch(name)
        return True

    def keep(self, report: Report, said: Sequence[tuple[str, str]]) -> None:
        """Keep what a check told, unless the texts were changed while they were read."""
        if states_of(self.paths) != self.states:
            return
        self.cache.put(self.question, _ASKED)
        record = {"tally": report.tally.stored(), "said": said}
        self.cache.put(self.key, json.dumps(record).encode())
        for mark, tape in report.tapes():
            self.cache.put(Cache.key(RESULTS, self.key, mark), tape)
        self.cache.trim()


def replay_of(session: Session, found: "Found") -> Replay | None:
    """Return where to keep a check; None where it cannot be known again.

    That is so without a cache, for standard input and files that cannot be read, and for checks
    that are not bundled.
    """
    from lint.corpus import Source

    paths = [source.path for source in found.sources if source.path is not None]
    cache = results_cache(session)
    if cache.folder is None or len(paths) < len(found.sources):
        return None
    settings, states = session.settings, states_of(paths)
    known = digests_of([] if settings.baseline is None else [settings.baseline])
    if states is None or known is None:
        return None
    facts = attrgetter(*(item.name for item in fields(Source)))
    texts = [(facts(source), state[0]) for source, state in zip(found.sources, states, strict=True)]
    rules, places = rules_stamp(session.rules), (Path.cwd(), project_root())
    about = (_settings(settings), rules, _today(settings), *places)
    told = list(map(str, found.problems))
    question = Cache.key(RESULTS, tool_stamp(), about, known, told, texts)
    key = Cache.key(RESULTS, question, states)
    if not cache.has(key) and (cache.has(question) or not are_settled(states)):
        digests = digests_of(paths, settings.jobs)
        if digests is None:
            return None
        key = Cache.key(RESULTS, question, digests)
    return Replay(cache, question, key, paths, states)


def _settings(settings: Settings) -> Settings:
    return replace(settings, **{name: getattr(_PLAIN, name) for name in _INDIFFERENT})


def _today(settings: Settings) -> date | None:
    """Return the day, where it matters to what is accepted."""
    return date.today() if any(entry.until for entry in settings.allow) else None
