"""`delint rule`: list the rules, or explain some."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from lint.cli.command import CLEAN
from lint.cli.complete import complete_rule
from lint.cli.console import Console, emit
from lint.cli.options import Configuring, Selecting
from lint.cli.session import Session, open_session, read_settings
from lint.errors import ConfigError
from lint.rule import Rule
from lint.selection import matches, unknown


class Form(StrEnum):
    """How rules are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


_Names = Annotated[
    list[str] | None,
    Argument(metavar="RULE", help="Codes, prefixes or names.", autocompletion=complete_rule),
]
_All = Annotated[bool, Option("--all", help="Explain every rule.")]
_Enabled = Annotated[bool, Option("--enabled", help="Only the rules that run, and why they do.")]
_Form = Annotated[Form, Option("--format", help="How to write it.")]


def rule(
    configuring: Configuring,
    selecting: Selecting,
    names: _Names = None,
    every: _All = False,
    enabled: _Enabled = False,
    form: _Form = Form.TEXT,
) -> int:
    """Explain rules, or list all of them."""
    settings = read_settings((), configuring, selecting)
    session = open_session(settings, Console())
    wanted = _wanted(session, names or (), enabled=enabled)
    if form is Form.TEXT and not names and not every:
        _write_list(session, wanted, enabled=enabled)
    else:
        _write_explained(session, wanted, form)
    return CLEAN


def _wanted(session: Session, names: Sequence[str], *, enabled: bool) -> list[Rule]:
    known = session.known
    if missing := next(unknown(names, known), None):
        raise ConfigError(missing)
    running = {rule.code for rule in session.rules}
    return [
        rule
        for rule in known
        if (rule.code in running or not enabled)
        and (not names or any(matches(name, rule) for name in names))
    ]


def _write_list(session: Session, rules: Sequence[Rule], *, enabled: bool) -> None:
    from lint.output.explain import listed

    reasons = session.selection.reasons if enabled else {}
    emit("".join(f"{line}\n" for line in listed(rules, reasons)))


def _write_explained(session: Session, rules: Sequence[Rule], form: Form) -> None:
    from lint.output import explain
    from lint.output.record import dumps
    from lint.packs import read_rule

    reasons = session.selection.reasons
    files = [replace(read_rule(Path(rule.path)), rule=rule) for rule in rules]
    if form is Form.JSON:
        rows = [explain.as_json(file, reasons[file.rule.code]) for file in files]
        emit(dumps({"version": explain.VERSION, "rules": rows}) + "\n")
    elif form is Form.MARKDOWN:
        emit("\n".join(map(explain.as_markdown, files)))
    else:
        pages = [explain.as_text(file, reasons[file.rule.code]) for file in files]
        emit("\n".join(pages))
