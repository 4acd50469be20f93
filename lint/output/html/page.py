"""The page: the sections in the template, with a policy that lets nothing else run or load."""

import os
from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from string import Template

from lint import __version__
from lint.errors import ConfigError
from lint.output.html import lists, pairs, tables, verdict
from lint.output.html.facts import Facts
from lint.output.html.gather import Gathered
from lint.output.html.markup import Html, joined, tag
from lint.output.html.view import data
from lint.output.tally import Tally
from lint.output.words import count
from lint.packs import bundled

_SECTIONS = {
    "summary": ("Summary", verdict.verdict),
    "first": ("To do", verdict.steps),
    "charts": ("Charts", tables.charts),
    "rules": ("Rules", tables.rules),
    "sites": ("Sites", tables.sites),
    "boilerplate": ("Boilerplate", lists.boilerplate),
    "duplicates": ("Duplicates", pairs.duplicates),
    "examples": ("Examples", lists.examples),
    "documents": ("Documents", lists.documents),
}
"""The sections by their id, each with its name in the menu."""


def page(gathered: Gathered, tally: Tally) -> str:
    """Return the whole report of a run that is over."""
    facts = Facts(gathered, tally)
    wanted = _SECTIONS if tally.total else ["summary"]
    sections = {name: _SECTIONS[name][1](facts) for name in wanted}
    links = (tag("a", _SECTIONS[n][0], href=f"#{n}") for n, made in sections.items() if made)
    style, script = _template("report.css"), _template("reader.js") + _template("report.js")
    return Template(_template("report.html")).substitute(
        policy=_policy(style, script),
        style=style,
        script=script,
        nav=joined(links),
        sections="\n".join(sections.values()),
        data=data(facts),
        made=_made(len(gathered.rules)),
    )


def _template(name: str) -> str:
    return (bundled("reports") / "templates" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Return a Content-Security-Policy: only this style and this script, and no address at all."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _made(rules: int) -> Html:
    """Return by what the report was made, and when, if SOURCE_DATE_EPOCH says so."""
    by = f"delint {__version__}, {count(rules, 'rule')}"
    stamp = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not stamp:
        return Html(by)
    try:
        at = datetime.fromtimestamp(int(stamp), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigError(f"SOURCE_DATE_EPOCH: {stamp!r} is no time in seconds") from error
    return Html(f"{by}, {at:%Y-%m-%d %H:%M} UTC")
