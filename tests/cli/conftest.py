"""The command line in this process, on a small corpus with rules of its own."""

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from lint import packs
from lint.cli import main

BUNDLED = packs.bundled

RULE = """\
code = "{code}"
name = "{name}"
check = "{check}"
severity = "{severity}"
fix = "{fix}"
summary = "The word {word} stands in the text."
why = "It does not belong there."
[params]
patterns = ['{word}.*']
"""
RULES = [
    ("TST001", "bad-word", "line-pattern", "warning", "safe", "BAD"),
    ("TST002", "odd-word", "span-pattern", "info", "unsafe", "odd"),
    ("TST003", "lone-doubt", "line-search", "error", "display", "doubt"),
]
TWINS = """\
code = "TST009"
name = "twin"
check = "duplicates"
severity = "warning"
fix = "unsafe"
summary = "The same again."
why = "Once is enough."
[params]
relation = "exact"
"""
KEYS = ("code", "name", "check", "severity", "fix", "word")


@dataclass
class Result:
    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch, cache_dir):
    """An empty folder with a configuration that selects the rules TST001 to TST003."""
    (tmp_path / "pack").mkdir()
    for rule in RULES:
        text = RULE.format(**dict(zip(KEYS, rule, strict=True)))
        (tmp_path / "pack" / f"{rule[0]}-{rule[1]}.toml").write_text(text)
    (tmp_path / "delint.toml").write_text('packs = ["pack"]\nselect = ["TST"]\njobs = 1\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DELINT_CACHE_DIR", str(cache_dir))
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def write(project):
    """(name, text or list of records) -> the file's path."""

    def write(name, content):
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def twins(write):
    """Add TST009 to the rules: a document that stands twice."""
    write("pack/TST009-twin.toml", TWINS)


@pytest.fixture
def delint(capsysbinary, monkeypatch, tmp_path_factory):
    """(arguments, stdin) -> exit code and output of the command line in this process.

    No rule is bundled there, so that these tests say nothing about the rules that are. All else is:
    what is loaded during such a test keeps the way to it.
    """
    folders = {"rules": tmp_path_factory.mktemp("bundled")}
    monkeypatch.setattr(packs, "bundled", lambda name: folders.get(name) or BUNDLED(name))

    def delint(*args, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin))))
        capsysbinary.readouterr()
        code = main([str(arg) for arg in args])
        captured = capsysbinary.readouterr()
        return Result(code, captured.out.decode(), captured.err.decode())

    return delint


@pytest.fixture
def process():
    """(arguments, environment, how to start) -> the command line as a process of its own."""

    def process(*args, env=None, **options):
        command = [sys.executable, "-m", "lint"]
        environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | (env or {})
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.Popen([*command, *map(str, args)], env=environ, **pipes)

    return process
