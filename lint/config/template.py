"""The configuration as a file: the commented one of `delint init`, and the one in force."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from lint.config.keys import CHOICE, VALUES, field_of
from lint.config.settings import Settings
from lint.config.toml import toml_value
from lint.config.values import Allow
from lint.selection import Choice

_DEFAULTS = Settings()
TEMPLATE = """\
# Configuration of delint. A line with "# " before a key shows its default or an example:
# take the mark away and change it. Relative paths and patterns start at this file's folder.
# `delint config show` prints what is in force, `delint rule` lists the rules.

# Another configuration to start from.
# extend = "../delint.toml"

## Rules: codes, prefixes of codes, names, or ALL. The more specific selector wins.

# select = ["ALL"]
# ignore = []
# extend-select = []
# extend-ignore = []
# Let prefixes and ALL select rules in preview, too.
# preview = false
# Rules below this severity (error, warning, info) do not run.
# min-severity = "info"
# Findings from this severity up give exit code 1.
# fail-on = "warning"
# Folders of your own rules.
# packs = ["text-rules"]
# The known findings, as `delint baseline write` notes them; only others are told and count.
# baseline = "delint.baseline"

## Files

# Files to read in folders, instead of those with a known suffix (gitignore-style patterns).
# include = ["*.txt", "*.jsonl"]
# Files and folders to pass over, even when they are named on the command line.
# exclude = []
# extend-exclude = []
# Pass over what .gitignore and .ignore name.
# respect-gitignore = true
# Pass over files of more bytes, and say so.
# max-file-size = 1000000000

## Fields of the records of tables. Without these the usual names are looked for.

# text-field = "text"
# id-field = "id"
# title-field = "title"
# url-field = "url"
# site-field = "site"
# date-field = "date"

## Fixing

# Make the fixes that may take content, too.
# unsafe-fixes = false
# Leave a source alone that would lose a greater share of its text or documents.
# max-removed = 0.5

## Output

# Reports to write, each FORMAT or FORMAT:FILE.
# output = ["concise", "jsonl:findings.jsonl"]
# Findings of one rule to show; 0 for all.
# max-per-rule = 20

## Running

# Threads, or processes for large files; 0 for one a processor.
# jobs = 0
# Run the rules that compare documents; they read the corpus more than once.
# corpus-rules = true
# Keep compiled rules, and results of checks, for the next run, and where.
# cache = true
# cache-dir = ".delint-cache"

## Tables stand last.

# Severity by rule or prefix.
# [severity]
# QLT = "info"

# Rules to ignore, by pattern of paths.
# [per-file-ignores]
# "transcripts/*" = ["PLY"]

# Parameters of a rule, as in [params] of its file.
# [rules.PLY001]
# max-chars = 40

# Findings that are accepted. `text` is compared without regard to case and blanks; after the day
# `until` the entry has no effect.
# [[allow]]
# rule = "SRC"
# text = "Nguồn: Báo tỉnh"
# paths = ["archive/*"]
# reason = "the credit belongs to the text here"
# until = 2030-12-31
"""


def shown(settings: Settings, *, defaults: bool = True) -> str:
    """Return `settings` as TOML; without `defaults`, only what differs from them."""
    lines = [f"# from {file}" for file in settings.files] or ["# no configuration file"]
    lines += _selectors(settings.choices)
    for key in VALUES:
        value = getattr(settings, field_of(key))
        if value is not None and (defaults or value != getattr(_DEFAULTS, field_of(key))):
            lines.append(f"{key} = {toml_value(_plain(value))}")
    return "\n".join(lines) + "\n"


def _selectors(choices: Sequence[Choice]) -> Iterator[str]:
    """Yield each selecting key with what all layers give it, from the last that has `select`."""
    bases = [number for number, choice in enumerate(choices) if choice.select is not None]
    for key in CHOICE:
        parts = [(c.origin, getattr(c, field_of(key))) for c in choices[max(bases, default=0) :]]
        if given := [(origin, part) for origin, part in parts if part]:
            value = [selector for _, part in given for selector in part]
            yield f"{key} = {toml_value(value)}  # {', '.join(origin for origin, _ in given)}"


def _plain(value: object) -> object:
    """Return `value` with each `Allow` as the table that it was."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Allow):
        given = {item.name: getattr(value, item.name) for item in fields(Allow)}
        return {key: item for key, item in given.items() if item and key != "where"}
    return value
