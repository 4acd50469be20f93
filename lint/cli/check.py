"""`delint check`: find what does not belong, and say where and why."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from typer import Option

from lint.cli.against import look_in_indexes
from lint.cli.command import CLEAN, FAILED, FINDINGS
from lint.cli.complete import complete_format
from lint.cli.console import Console, width
from lint.cli.known import baseline_of, stale_in, tell_known
from lint.cli.options import Accepting, Asked, Comparing, Telling
from lint.cli.progress import Progress, waiting
from lint.cli.remembered import remembered
from lint.cli.replay import Recording, replay_of
from lint.cli.session import Session, open_engine, session_of, shown_only
from lint.cli.sources import chunks_of, find, speak_of_a_corpus, worth_forking
from lint.config import Settings
from lint.errors import ConfigError
from lint.light import dataclass
from lint.output.formats import FORMATS, Look
from lint.output.report import Report
from lint.output.style import Color, Style, wants_color
from lint.output.words import closing

if TYPE_CHECKING:
    from lint.corpus import Found, Source
    from lint.engine import Engine
    from lint.inspected import Inspected

LIMIT_ON_TERMINAL = 20


@dataclass(frozen=True, slots=True)
class Reporting:
    """Which reports of findings are written."""

    output: Annotated[
        list[str] | None,
        Option(
            metavar="FORMAT[:FILE]",
            help=f"{', '.join(FORMATS)} (repeat).",
            autocompletion=complete_format,
        ),
    ] = None
    statistics: Annotated[
        bool, Option("--statistics", help="Count by rule and file instead of listing.")
    ] = False
    max_per_rule: Annotated[
        int | None, Option(metavar="N", min=0, help="Findings of one rule to show; 0 for all.")
    ] = None
    color: Annotated[Color, Option(help="When to use colours.")] = Color.AUTO


def check(
    *,
    asked: Asked,
    comparing: Comparing,
    accepting: Accepting,
    reporting: Reporting,
    telling: Telling,
) -> int:
    """Find what does not belong in texts, and say where and why.

    Exits with 0 when nothing is found, with 1 on findings (from --fail-on up), with 2 on wrong
    use, a wrong configuration, or input that cannot be read.
    """
    console = Console(telling.quiet, telling.verbose)
    session = session_of(asked, console, accepting, reporting, telling)
    settings, found = session.settings, find(asked, session)
    if shown_only(session, found, telling):
        return CLEAN
    outputs, look = wanted_outputs(settings, reporting), screen(session, reporting)
    past = None if comparing.against else replay_of(session, found)
    with Report(outputs, look, settings.max_per_rule or None, taped=past is not None) as report:
        is_known = past is not None and past.play(report, session.console)
        said = None if is_known else _inspect(session, found, comparing, report)
    if past and said is not None:
        past.keep(report, said)
    if all(":" in output for output in outputs):
        session.console.note(closing(report.tally, unsafe=settings.unsafe_fixes))
    if report.tally.problems:
        return FAILED
    failed = report.tally.reaches(settings.fail_on) and not telling.exit_zero
    return FINDINGS if failed else CLEAN


def _inspect(
    session: Session, found: "Found", comparing: Comparing, report: Report
) -> list[tuple[str, str]] | None:
    """Tell `report` what is in the sources of `found`; return what was said beside it.

    None where a rule failed: such a result is not to be told again.
    """
    engine = open_engine(session)
    look_in_indexes(engine, comparing, session.console)
    console = Recording(session.console.quiet, session.console.verbose)
    report.tally.problems += map(str, found.problems)
    sound = run(replace(session, console=console), engine, found.sources, report)
    return console.said if sound else None


def run(session: Session, engine: "Engine", sources: Sequence["Source"], report: Report) -> bool:
    """Tell `report` what `engine` finds in `sources`; return whether no rule failed."""
    from lint.locate import findings

    tally, progress, accepted, sound = report.tally, Progress(), session.suppressions(), True
    known = baseline_of(session.settings)
    corpus = engine.corpus_rules and speak_of_a_corpus(sources, session)
    engine.counts_only = accepted.are_none and not (known or corpus or report.wants_text)
    for inspected, is_new in inspected_by(session, engine, sources, corpus=corpus):
        progress.clear()
        hits = accepted.keep(inspected.batch, inspected.hits)
        hits = known.keep(inspected.batch, hits, session.rules) if known else hits
        report.documents(inspected.batch, hits, session.rules, is_new=is_new)
        if report.counts_only:
            tally.count(inspected.batch, hits, session.rules)
        else:
            for finding in findings(inspected.batch, hits, session.rules):
                report.finding(finding)
        for problem in (*inspected.batch.problems, *inspected.crashes):
            session.console.problem(problem)
            tally.problems.append(str(problem))
        tally.documents += len(inspected.batch) if is_new else 0
        tally.skipped += inspected.batch.skipped
        sound = sound and not inspected.crashes
        progress.update(tally.documents, tally.total)
    progress.clear()
    session.tell_after(accepted, tally.skipped)
    if known and not tally.problems:
        tell_known(session, known, stale_in(known, engine, sources, corpus=corpus))
    return sound


def inspected_by(
    session: Session, engine: "Engine", sources: Sequence["Source"], *, corpus: bool
) -> Iterator[tuple["Inspected", bool]]:
    """Yield what `engine` finds in each batch, then in single documents that repeat others.

    The flag says whether the documents come for the first time. A `corpus` is surveyed first and
    related last where the rules need it.
    """
    relations = None
    engine.forks = worth_forking(engine, sources)
    if corpus:
        from lint.near.rules import related, relations_of

        with waiting("reading what documents share"):
            engine.survey(chunks_of(session, sources))
        relations = relations_of(engine)
        inspected_all = engine.run(chunks_of(session, sources), relations)
    else:
        inspected_all = remembered(session, engine, sources)
    for inspected in inspected_all:
        yield inspected, True
    if relations:
        for inspected in related(engine, relations, chunks_of(session, sources)):
            yield inspected, False


def wanted_outputs(settings: Settings, reporting: Reporting) -> list[str]:
    """Return the reports to write, each FORMAT or FORMAT:FILE; two in one are a ConfigError."""
    if reporting.statistics:
        return ["summary", *(output for output in settings.output if ":" in output)]
    places = [output.partition(":")[2] for output in settings.output]
    for number, place in enumerate(places):
        if place in places[:number]:
            where = place or "standard output"
            raise ConfigError(f"two reports go to {where}; name files, as in --output json:FILE")
    return list(settings.output) or ["full" if sys.stdout.isatty() else "concise"]


def screen(session: Session, reporting: Reporting) -> Look:
    """Return how standard output is drawn."""
    settings = session.settings
    default = LIMIT_ON_TERMINAL if sys.stdout.isatty() else 0
    limit = default if settings.max_per_rule is None else settings.max_per_rule
    return Look(
        style=Style(wants_color(reporting.color, sys.stdout, os.environ)),
        width=width(),
        quiet=session.console.quiet,
        unsafe=settings.unsafe_fixes,
        limit=limit or None,
        rules=session.rules,
        tell=session.console.note,
    )
