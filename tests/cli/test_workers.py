"""Checks by several processes: nothing but the time that they take is another."""

import json

import pytest

from lint.cli import main
from lint.processes import CAN_FORK
from lint.workers import forked

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="no processes of one's own here")

OPTIONS = ["--isolated", "--no-cache", "--select", "PLY001,CAP001,REP,QLT,BLP001,DUP"]
PLACES = ["the old mill", "the lower bridge", "the school by the river", "the night market"]


@pytest.fixture
def corpus(write):
    """Seven files of records with faults, lines of the site, copies, and one broken line."""
    for file in range(7):
        lines = [json.dumps(record(file, number)) for number in range(6)]
        write(f"part-{file}.jsonl", "\n".join([*lines[:3], "{broken" * (file == 4), *lines[3:]]))


@pytest.fixture
def told(capsysbinary):
    """(arguments) -> exit code, output and errors of the command line with the bundled rules."""

    def told(*args):
        code = main([str(arg) for arg in args])
        captured = capsysbinary.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    return told


def record(file, number):
    story = [
        f"Sentence {n} of story {file * 6 + number % 5} is about {PLACES[n % 4]}." for n in range(9)
    ]
    body = [
        f"Story {file}-{number}",
        *story,
        "0:00 / 2:14",
        "Read us every day",
        "Read us every day",
    ]
    return {"id": f"{file}-{number}", "url": "https://paper.example/a", "text": "\n".join(body)}


@pytest.mark.parametrize("output", ["json", "summary", "html", "sarif"])
@pytest.mark.parametrize("more", [[], ["--no-corpus-rules"]], ids=["corpus", "documents"])
def test_processes_tell_the_same_as_threads(told, corpus, monkeypatch, output, more):
    monkeypatch.setattr("lint.cli.sources.FORKS_FROM", 1 << 60)
    expected = told("check", ".", *OPTIONS, *more, "--output", output, "-j1")

    monkeypatch.setattr("lint.cli.sources.FORKS_FROM", 0)
    calls = []
    monkeypatch.setattr("lint.engine.forked", lambda *given: calls.append(given) or forked(*given))

    for jobs in ("-j2", "-j3"):
        found = told("check", ".", *OPTIONS, *more, "--output", output, jobs)
        assert expected == found
    assert calls
    assert "part-4.jsonl:4: broken JSON" in expected[2]
    assert "PLY001" in expected[1]


def test_what_is_accepted_by_its_text_is_not_counted(told, corpus, write, monkeypatch):
    options = ["--no-cache", "--select", "PLY001", "--no-corpus-rules", "--statistics"]
    counted = {}
    for accepted in ("0:00 / 2:14", "0:00 / 9:99"):
        write("delint.toml", f'[[allow]]\nrule = "PLY001"\ntext = "{accepted}"\n')
        for least in (0, 1 << 60):
            monkeypatch.setattr("lint.cli.sources.FORKS_FROM", least)
            counted[accepted, least] = told("check", ".", *options, "-j2")
        assert counted[accepted, 0] == counted[accepted, 1 << 60]
    assert "PLY001" in counted["0:00 / 9:99", 0][1]
    assert "PLY001" not in counted["0:00 / 2:14", 0][1]


def test_what_documents_hold_is_remembered_by_processes_too(told, corpus, monkeypatch, tmp_path):
    monkeypatch.setattr("lint.cli.sources.FORKS_FROM", 0)
    options = ["--isolated", "--select", "PLY001", "--no-corpus-rules", "-j2", "--output", "json"]
    cache = f"--cache-dir={tmp_path / 'kept'}"
    first = told("check", ".", *options, cache)
    (tmp_path / "part-6.jsonl").write_text(json.dumps(record(6, 0)) + "\n")
    anew = told("check", ".", *options, "--no-cache")

    again = told("check", ".", *options, cache)

    assert first != anew
    assert anew == again
