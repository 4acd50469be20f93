"""The keys of a configuration: what each may hold and what it is for."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from lint.config import values
from lint.config.settings import Layer
from lint.config.toml import Spot
from lint.config.values import Kind
from lint.rulefile import suggestion
from lint.selection import Choice


class Key(NamedTuple):
    """One key: the check of its values, and a sentence for people."""

    kind: Kind
    help: str


CHOICE = {
    "select": Key(values.texts, "Rules to run: codes, prefixes of codes, names, or ALL."),
    "ignore": Key(values.texts, "Rules not to run; the more specific of the two lists wins."),
    "extend-select": Key(values.texts, "More rules to run, beside those selected elsewhere."),
    "extend-ignore": Key(values.texts, "More rules not to run."),
}
"""The selectors, which each layer keeps for itself."""

VALUES = {
    "preview": Key(values.flag, "Let prefixes and ALL select rules in preview, too."),
    "packs": Key(values.paths, "Folders of your own rules."),
    "severity": Key(values.severities, "Severity by rule or prefix: error, warning or info."),
    "rules": Key(values.params, "Parameters by rule, as in [params] of its file."),
    "per-file-ignores": Key(values.ignores, "Rules to ignore, by pattern of paths."),
    "allow": Key(values.allows, "Findings that are accepted: rule, text, paths, reason, until."),
    "baseline": Key(values.path, "The known findings; only others are told and count."),
    "include": Key(values.patterns, "Files to read in folders, instead of the known suffixes."),
    "exclude": Key(values.patterns, "Files and folders to pass over, named or not."),
    "extend-exclude": Key(values.patterns, "More files and folders to pass over."),
    "respect-gitignore": Key(values.flag, "Pass over what .gitignore and .ignore name."),
    "max-file-size": Key(values.number, "Pass over files of more bytes, and say so."),
    "text-field": Key(values.text, "The field of a record that holds the text."),
    "id-field": Key(values.text, "The field that identifies a record."),
    "title-field": Key(values.text, "The field that holds the title."),
    "url-field": Key(values.text, "The field that holds the address."),
    "site-field": Key(values.text, "The field that names the site."),
    "date-field": Key(values.text, "The field that holds the date."),
    "fail-on": Key(values.severity, "Findings from this severity up give exit code 1."),
    "min-severity": Key(values.severity, "Rules below this severity do not run."),
    "unsafe-fixes": Key(values.flag, "Make the fixes that may take content, too."),
    "max-removed": Key(values.share, "Leave a source alone that would lose a greater share."),
    "output": Key(values.outputs, "Reports to write, each FORMAT or FORMAT:FILE."),
    "max-per-rule": Key(values.number, "Findings of one rule to show; 0 for all."),
    "corpus-rules": Key(
        values.flag, "Run the rules that compare documents; they read the corpus more than once."
    ),
    "jobs": Key(values.number, "Threads, or processes for large files; 0 for one a processor."),
    "cache": Key(values.flag, "Keep compiled rules, and results of checks, for the next run."),
    "cache-dir": Key(values.path, "The folder to keep them in."),
}
"""All other keys, by the names of the fields of `Settings`."""

EXTEND = "extend"
"""The files to start from: read by `lint/config/load.py`, never part of the settings."""


def checked(table: Mapping[str, Any], spot: Spot) -> Layer:
    """Return the layer in `table`; raise ConfigError for an unknown key or a wrong value."""
    known = CHOICE | VALUES
    given: dict[str, object] = {}
    for key, value in table.items():
        here = spot.below(key)
        if key not in known:
            raise here.error(f"unknown key {key!r}{suggestion(key, [*known, EXTEND])}")
        given[field_of(key)] = known[key].kind(value, here)
    chosen: dict[str, Any] = {f: given.pop(f) for f in map(field_of, CHOICE) if f in given}
    return Layer(given, Choice(spot.file, **chosen))


def field_of(key: str) -> str:
    """Return the field of `Settings`, or of `Choice`, that `key` sets."""
    return key.replace("-", "_")
