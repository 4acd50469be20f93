"""`delint fix`: take out what does not belong, so that it can be put back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from lint.cli.against import look_in_indexes
from lint.cli.command import CLEAN, FAILED, FINDINGS
from lint.cli.console import Console, emit
from lint.cli.options import Asked, Comparing, Telling
from lint.cli.session import session_of, shown_only
from lint.cli.sources import chunks_of, find
from lint.config.keys import VALUES
from lint.corpus.source import STDIN
from lint.errors import ConfigError
from lint.light import dataclass
from lint.output.visible import visible

if TYPE_CHECKING:
    from lint.cli.work import Work
    from lint.corpus import Found
    from lint.fix.chunk import Change
    from lint.fix.destination import Destination
    from lint.fix.run import Summary


@dataclass(frozen=True, slots=True)
class Fixes:
    """What is fixed, and where it goes."""

    in_place: Annotated[bool, Option("--in-place", "-i", help="Write over the originals.")] = False
    output_dir: Annotated[
        Path | None,
        Option("--output-dir", "-o", metavar="DIR", help="Write whole copies below DIR."),
    ] = None
    diff: Annotated[bool, Option("--diff", help="Show what would change; write nothing.")] = False
    unsafe_fixes: Annotated[
        bool | None,
        Option("--unsafe-fixes/--no-unsafe-fixes", help="Make fixes that may take content."),
    ] = None
    max_removed: Annotated[
        float | None,
        Option(metavar="SHARE", min=0, max=1, help=f"{VALUES['max-removed'].help} [default: 0.5]"),
    ] = None
    ledger: Annotated[
        Path | None,
        Option(metavar="FILE", help="Where to note what goes. [default: delint.ledger there]"),
    ] = None
    exit_non_zero_on_fix: Annotated[
        bool, Option("--exit-non-zero-on-fix", help="Exit with 1 when something was fixed.")
    ] = False


def fix(
    *,
    asked: Asked,
    comparing: Comparing,
    fixes: Fixes,
    telling: Telling,
) -> int:
    """Take out what does not belong: in place, into a folder, or from "-" to standard output.

    All that goes is noted in a ledger, from which `delint restore` brings every byte back. Exits
    with 0 when nothing is left, with 1 when findings are left that fixing does not touch (from
    --fail-on up), with 2 when something could not be done.
    """
    streams = asked.places == [STDIN]
    _check_destination(fixes, streams=streams)
    session = session_of(asked, Console(telling.quiet, telling.verbose), fixes, telling)
    found = find(asked, session, never=fixes.output_dir)
    if shown_only(session, found, telling):
        return CLEAN
    from lint.cli.work import Work

    work = Work.of(session)
    look_in_indexes(work.engine, comparing, session.console)
    work.prepare(found.sources)
    summary = _run(work, found, fixes, streams=streams)
    _tell(work, summary, dry=fixes.diff, to_stderr=fixes.diff or streams)
    failures = [*found.problems, *summary.problems, *summary.refused, *work.crashes]
    for failure in failures[len(found.problems) :]:
        session.console.problem(failure)
    return FAILED if failures else _exit_code(work, summary, fixes, telling)


def _check_destination(fixes: Fixes, *, streams: bool) -> None:
    """Refuse to guess where the cleaned text goes."""
    ways = [fixes.in_place, fixes.output_dir is not None, fixes.diff]
    if streams:
        if any(ways[:2]):
            raise ConfigError('"-" is fixed from standard input to standard output')
    elif sum(ways) != 1:
        raise ConfigError(
            "say where cleaned text goes: one of --in-place, --output-dir DIR, --diff"
        )


def _run(work: "Work", found: "Found", fixes: Fixes, *, streams: bool) -> "Summary":
    from lint.fix.run import fix_sources
    from lint.fix.stream import fix_stream

    chunks = chunks_of(work.session, found.sources)
    if fixes.diff:
        return fix_sources(chunks, work.fixing(lambda change: _show(work, change)), None)
    if streams:
        return fix_stream(chunks, work.fixing(), sys.stdout.buffer)
    return fix_sources(chunks, work.fixing(), _destination(found, fixes))


def _destination(found: "Found", fixes: Fixes) -> "Destination":
    from lint.fix.destination import InPlace, IntoFolder

    if fixes.output_dir is not None:
        return IntoFolder(fixes.output_dir, fixes.ledger)
    return InPlace(found.base, fixes.ledger)


def _show(work: "Work", change: "Change") -> None:
    """Write the diff of one document; on a terminal nothing in it can do harm."""
    from lint.output.diff import unified

    place = change.place
    label = place.path if place.record is None else f"{place.path}:{place.record}"
    codes = [rule.code for rule in work.policy.rules]
    harmless = sys.stdout.isatty()
    for line in unified(label, change.original, change.edits, codes):
        emit(f"{visible(line) if harmless else line}\n")


def _tell(work: "Work", summary: "Summary", *, dry: bool, to_stderr: bool) -> None:
    from lint.output.fixed import lines

    session = work.session
    session.tell_after(work.accepted, summary.skipped)
    if session.console.quiet:
        return
    say = session.console.note if to_stderr else _emit_line
    for line in lines(summary, work.left, session.rules, dry=dry):
        say(line)


def _emit_line(line: str) -> None:
    emit(f"{visible(line)}\n")


def _exit_code(work: "Work", summary: "Summary", fixes: Fixes, telling: Telling) -> int:
    changed = summary.done.changed > 0 and (fixes.diff or fixes.exit_non_zero_on_fix)
    left = work.left.worst(work.session.rules) >= work.session.settings.fail_on.rank
    return FINDINGS if (changed or left) and not telling.exit_zero else CLEAN
