"""Fixing that is killed at any moment leaves each file old or new, and restore brings all back."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lint.fix.restore import restore

KILLS, MOST_KILLS = 30, 180
MARK = re.compile(rb"\[\[.*?\]\]")
SCRIPT = r"""
import re, sys
from lint.corpus import Reading, find_sources, read_chunks
from lint.finding import Action, Hit, Level, Severity
from lint.fix.destination import InPlace
from lint.fix.edits import Policy
from lint.fix.restore import restore
from lint.fix.run import Fixing, fix_sources
from lint.rule import Rule

def inspect(batch):
    return [
        Hit(d, *match.span(), 0, Action.REPLACE)
        for d in range(len(batch))
        for match in re.finditer(rb"\[\[.*?\]\]", batch.text.bytes_at(d))
    ]

rule = Rule("TST000", "mark", "fake", Severity.WARNING, Level.SAFE, "wrong", "why", "-")
print("begin", flush=True)
while True:
    found = find_sources(["corpus"])
    chunks = read_chunks(found.sources, Reading(chunk_bytes=5000, chunk_files=7))
    target = InPlace(found.base)
    fix_sources(chunks, Fixing(inspect, Policy([rule]), 1.0), target)
    restore(target.ledger)
    target.ledger.unlink()
"""


@pytest.fixture
def corpus(tree):
    files = {f"corpus/{n % 5}/{n}.txt": f"text {n} [[mark]]\n" * (n + 1) for n in range(50)}
    lines = [json.dumps({"id": n, "text": f"record {n} [[mark]] \n end"}) for n in range(2000)]
    return tree({**files, "corpus/t.jsonl": "\n".join(lines)}) / "corpus"


def states(corpus):
    """Return every file as it was and as fixing leaves it."""
    paths = [p for p in corpus.rglob("*") if p.suffix in (".txt", ".jsonl")]
    return {p: (p.read_bytes(), MARK.sub(b"", p.read_bytes())) for p in paths}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_kill_at_any_moment_loses_nothing(corpus, tmp_path):
    known = states(corpus)
    chance = random.Random(7)
    mixed = 0
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    for number in range(MOST_KILLS):
        if number >= KILLS and mixed:
            break
        command = [sys.executable, "-c", SCRIPT]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
            assert process.stdout.readline() == b"begin\n"
            _wait(chance, corpus / "delint.ledger", at_the_renames=number % 2 == 1)
            os.kill(process.pid, signal.SIGKILL)
        now = {path: path.read_bytes() for path in known}
        assert all(now[path] in known[path] for path in known), f"a half file after kill {number}"
        cleaned = sum(now[path] != known[path][0] for path in known)
        mixed += 0 < cleaned < len(known)
        if (corpus / "delint.ledger").exists():
            assert restore(corpus / "delint.ledger").problems == []
            (corpus / "delint.ledger").unlink()
        assert {path: path.read_bytes() for path in known} == {p: s[0] for p, s in known.items()}
        assert not cleaned or not list(corpus.rglob("*.tmp")), "restoring sweeps up"
    assert mixed, "no kill came while files were being renamed; the test proves too little"


def _wait(chance, ledger, *, at_the_renames):
    """Wait at random; the files are renamed as soon as the ledger stands there."""
    if not at_the_renames:
        time.sleep(chance.uniform(0, 0.6))
        return
    deadline = time.monotonic() + 10
    while not ledger.exists() and time.monotonic() < deadline:
        time.sleep(0.0002)
    time.sleep(chance.uniform(0, 0.01))
