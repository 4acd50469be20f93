"""What delint writes and reads fits the schemas that are published for it."""

import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from lint.cli import main
from lint.config.template import TEMPLATE
from lint.packs import bundled, rule_paths

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "schema"
SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in FOLDER.glob("*.json")}
WENT = {"end": "a", "original": "0" * 64, "cleaned": "absent"}
REGISTRY = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


def validator(name):
    return jsonschema.Draft202012Validator({"$ref": name}, registry=REGISTRY)


def as_json(table):
    """Return a TOML table as JSON has it: a date is a string."""
    return json.loads(json.dumps(table, default=str))


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("make_schemas", FOLDER / "make_schemas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def output(capsys, monkeypatch):
    """(arguments) -> what a command writes in the checkout's root."""
    monkeypatch.chdir(ROOT)

    def output(*args):
        capsys.readouterr()
        assert main([str(arg) for arg in args]) in (0, 1)
        return capsys.readouterr().out

    return output


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


def test_the_written_schemas_are_current(script):
    for path, text in script.texts().items():
        assert path.read_text("utf-8") == text, "run python schema/make_schemas.py"


def test_the_check_can_fail():
    command = [sys.executable, "-c", CHECK, str(FOLDER / "make_schemas.py")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr == "not current, run python schema/make_schemas.py: config.json, rule.json\n"


CHECK = """\
import pathlib, runpy, sys
pathlib.Path.is_file = lambda path: False
sys.argv = [sys.argv[1], "--check"]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_json_output_fits_and_no_key_is_unknown(output):
    made = json.loads(output("check", "examples", "--isolated", "--output", "json"))
    validator("json.json").validate(made)
    assert made.keys() == SCHEMAS["json.json"]["properties"].keys()
    assert made["summary"].keys() == set(SCHEMAS["json.json"]["properties"]["summary"]["required"])
    known = SCHEMAS["finding.json"]["properties"]
    assert {key for result in made["results"] for key in result} == known.keys()
    told = [result["evidence"] for result in made["results"] if result["evidence"]]
    assert told
    assert told[0].keys() == set(known["evidence"]["anyOf"][1]["required"])


def test_each_line_of_jsonl_fits(output):
    lines = output("check", "examples", "--isolated", "--output", "jsonl").splitlines()
    for line in lines:
        validator("jsonl.json").validate(json.loads(line))
    assert len(lines) > 50


def test_each_cluster_fits(output):
    lines = output("dedup", "examples", "--isolated", "--quiet").splitlines()
    for line in lines:
        validator("clusters.json").validate(json.loads(line))
    assert lines


def test_each_line_of_a_ledger_fits(output, tmp_path):
    output("fix", "examples", "--isolated", "--unsafe-fixes", "-q", "-o", tmp_path / "out")
    lines = (tmp_path / "out" / "delint.ledger").read_text("utf-8").splitlines()
    for line in lines:
        validator("ledger.json").validate(json.loads(line))
    kinds = {next(iter(json.loads(line))) for line in lines}
    assert kinds == {"ledger", "file", "at", "end", "ready"}


def test_a_file_that_went_has_its_permissions():
    validator("ledger.json").validate({**WENT, "mode": 0o644})


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("jsonl.json", {"version": 1}),
        ("clusters.json", {"anchor": "a", "size": 1, "members": []}),
        ("ledger.json", {"at": 1, "rule": "PLY001", "why": "x", "removed": "x"}),
        ("ledger.json", {"end": "a", "original": "x", "cleaned": "absent"}),
        ("ledger.json", {**WENT, "mode": 0o1000}),
        ("config.json", {"selct": ["ALL"]}),
        ("config.json", {"jobs": -1}),
        ("config.json", {"allow": [{"rule": "SRC"}]}),
        ("config.json", {"fail-on": "warn"}),
    ],
)
def test_what_is_wrong_does_not_fit(name, wrong):
    assert not validator(name).is_valid(wrong)


@pytest.mark.parametrize("path", rule_paths(bundled("rules")), ids=lambda path: path.stem)
def test_each_rule_fits(path):
    validator("rule.json").validate(as_json(tomllib.loads(path.read_text("utf-8"))))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("code", "PLY1"),
        ("name", "Player Clock"),
        ("severity", "bad"),
        ("params", {"patterns": ["x"], "patern": 1}),
        ("valid", [{"text": "x", "lines": [1]}]),
        ("invalid", [{"text": "x"}]),
        ("colour", "red"),
    ],
)
def test_a_wrong_key_of_a_rule_does_not_fit(key, value):
    path = next(p for p in rule_paths(bundled("rules")) if p.stem.startswith("PLY001"))
    rule = as_json(tomllib.loads(path.read_text("utf-8")))
    assert not validator("rule.json").is_valid({**rule, key: value})


def test_what_init_writes_fits_once_the_marks_are_taken_away():
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines()]
    keys = [line for line in lines if line.startswith("[") or " = " in line]
    config = as_json(tomllib.loads("\n".join(keys)))
    validator("config.json").validate(config)
    assert len(config) > 25
