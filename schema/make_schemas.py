"""Write schema/config.json and schema/rule.json from the keys that the program checks.

python schema/make_schemas.py            writes both
python schema/make_schemas.py --check    writes nothing; exits with 1 when one is not current

The other schemas here are written by hand: they are what programs that read delint's output may
build on (docs/formats.md).
"""

import dataclasses
import importlib
import json
import sys
import typing
from pathlib import Path
from typing import Any

from lint import checks, rulefile
from lint.config import values
from lint.config.keys import CHOICE, EXTEND, VALUES, field_of
from lint.config.settings import Settings
from lint.config.values import Allow
from lint.finding import Level, Severity
from lint.rule import Status

FOLDER = Path(__file__).parent
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
TEXTS: Schema = {"type": "array", "items": {"type": "string"}}
SEVERITY: Schema = {"enum": [severity.value for severity in Severity]}
DAY: Schema = {"type": "string", "format": "date"}
TYPES: dict[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    list: {"type": "array"},
    dict: {"type": "object"},
}
_ALLOW: dict[str, Schema] = {
    "rule": TEXT,
    "text": TEXT,
    "paths": TEXTS,
    "reason": TEXT,
    "until": DAY,
}
KINDS: dict[values.Kind, Schema] = {
    values.text: TEXT,
    values.texts: TEXTS,
    values.flag: {"type": "boolean"},
    values.number: {"type": "integer", "minimum": 0},
    values.share: {"type": "number", "minimum": 0, "maximum": 1},
    values.path: TEXT,
    values.paths: TEXTS,
    values.path_or_paths: {"anyOf": [TEXT, TEXTS]},
    values.outputs: TEXTS,
    values.patterns: TEXTS,
    values.severity: SEVERITY,
    values.severities: {"type": "object", "additionalProperties": SEVERITY},
    values.params: {"type": "object", "additionalProperties": {"type": "object"}},
    values.ignores: {"type": "object", "additionalProperties": TEXTS},
    values.allows: {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {f.name: _ALLOW[f.name] for f in dataclasses.fields(Allow)[:-1]},
            "required": ["rule"],
            "anyOf": [{"required": ["text"]}, {"required": ["paths"]}],
            "additionalProperties": False,
        },
    },
}
"""What each kind of value looks like in a file; a new kind wants a line here."""


def config() -> Schema:
    """Return the schema of delint.toml and of [tool.delint] in pyproject.toml."""
    properties = {EXTEND: {**KINDS[values.path_or_paths], "description": "Files to start from."}}
    for key, (kind, about) in (CHOICE | VALUES).items():
        properties[key] = {**KINDS[kind], "description": about, **_default(key)}
    return {
        "$schema": DIALECT,
        "title": "Configuration of delint",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def rule() -> Schema:
    """Return the schema of a rule file; what [params] may hold depends on the check."""
    known = {
        "code": {"pattern": f"^{rulefile.CODE}$"},
        "name": {"pattern": f"^{rulefile.NAME}$"},
        "severity": SEVERITY,
        "fix": {"enum": [level.name.lower() for level in Level]},
        "status": {"enum": [status.value for status in Status]},
        "gives_way": TEXTS,
        "languages": TEXTS,
        "invalid": {"items": _example(invalid=True)},
        "valid": {"items": _example(invalid=False)},
    }
    keys = rulefile.REQUIRED | rulefile.OPTIONAL
    return {
        "$schema": DIALECT,
        "title": "Rule of delint",
        "type": "object",
        "properties": {key: {**TYPES[kind], **known.get(key, {})} for key, kind in keys.items()},
        "required": list(rulefile.REQUIRED),
        "additionalProperties": False,
        "allOf": [_for_check(name) for name in checks.names()],
    }


def _example(*, invalid: bool) -> Schema:
    items = {"lines": {"items": {"type": "integer", "minimum": 1}}, "others": TEXTS}
    keys = {key: {**TYPES[kind], **items.get(key, {})} for key, kind in rulefile.EXAMPLE.items()}
    if not invalid:
        del keys["lines"]
    return {
        "type": "object",
        "properties": keys,
        "required": ["text", "lines"] if invalid else ["text"],
        "additionalProperties": False,
    }


def _for_check(name: str) -> Schema:
    """Return what rules of the check `name` may set; both `max_chars` and `max-chars` will do."""
    kind = importlib.import_module(f"lint.checks.{name.replace('-', '_')}").Params
    hints = {key: _typed(hint) for key, hint in typing.get_type_hints(kind).items()}
    spelled = {form: hints[key] for key in hints for form in (key, key.replace("_", "-"))}
    params = {"type": "object", "properties": spelled, "additionalProperties": False}
    return {
        "if": {"properties": {"check": {"const": name}}},
        "then": {"properties": {"params": params}},
    }


def _typed(hint: object) -> Schema:
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": TYPES[typing.get_args(hint)[0]]}
    return TYPES[hint]


def _default(key: str) -> Schema:
    value = getattr(Settings(), field_of(key), None)
    return {"default": value} if isinstance(value, bool | int | float | str) else {}


def texts() -> dict[Path, str]:
    """Return each generated file with what it should hold now."""
    made = {"config.json": config(), "rule.json": rule()}
    return {
        FOLDER / name: json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


if __name__ == "__main__":
    current = texts()
    if "--check" not in sys.argv[1:]:
        for path, text in current.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    else:
        stale = [
            path.name
            for path, text in current.items()
            if not path.is_file() or path.read_text(encoding="utf-8") != text
        ]
        if stale:
            sys.exit(f"not current, run python schema/make_schemas.py: {', '.join(stale)}")
