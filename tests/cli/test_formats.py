"""Formats of a whole run: streams, terminals, threads and limits."""

import gzip
import json
import os
import re
import subprocess
import sys

import pytest

from lint.output.formats import FORMATS

TEXTS = sorted(FORMATS.keys() - {"parquet", "html"})
PEOPLE = ["full", "concise", "grouped", "markdown"]
VIETNAMESE = "BAD Ảnh: Nguyễn Thị Bưởi 漢字\n"


def finished(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, out.decode(), err.decode()


@pytest.mark.parametrize("name", TEXTS)
def test_a_console_that_knows_no_utf8_gets_it_all_the_same(process, write, name):
    write("Ảnh.txt", VIETNAMESE)
    env = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "GITHUB_STEP_SUMMARY": ""}
    code, out, err = finished(process("check", "--output", name, env=env))
    assert (code, err) == (1, "")
    assert "TST001" in out


@pytest.mark.parametrize("name", PEOPLE)
def test_colour_and_width_change_no_word(process, write, name):
    write("a.txt", VIETNAMESE * 3 + "odd\n")
    shown = []
    for env in ({"NO_COLOR": "1"}, {"FORCE_COLOR": "1"}, {"COLUMNS": "40", "TERM": "dumb"}):
        code, out, err = finished(process("check", "--output", name, env=env))
        assert (code, err) == (1, "")
        shown.append(re.sub(r"\x1b\[[\d;]*m", "", out))
    assert shown[0] == shown[1]
    assert "\x1b" not in shown[0] + shown[2]
    assert name == "full" or shown[0] == shown[2]


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_bytes_for_any_number_of_threads(delint, write, name):
    for number in range(20):
        write(f"{number}.txt", "BAD\nodd\ndoubt\n" * 5)
        write(f"{number}.jsonl", [{"id": f"n{i}", "text": "x BAD\nodd"} for i in range(9)])
    shown = {delint("check", "--output", name, "-j", jobs).out for jobs in (1, 2, 7)}
    assert len(shown) == 1
    assert len(shown.pop()) > 100


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_writes_nothing_to_the_terminal(delint, write, name):
    evil = "BAD \x1b[2J\x07\u202e\u2028 ::error::x ]]> <b> | `` [a](b) =1+1"
    write("a.txt", evil)
    write("b.jsonl", [{"id": evil, "text": evil}])
    shown = delint("check", "--output", name).out
    assert not set(shown) & set("\x1b\x07\u202e\u2028")
    assert not re.search(r"^\s*(::error::|##\[)", shown, re.MULTILINE)


def test_a_closed_pipe_is_quiet(process, write):
    for number in range(300):
        write(f"{number:03}.txt", "BAD line that makes the output longer\n" * 100)
    running = process("check", "--output", "csv")
    running.stdout.readline()
    running.stdout.close()
    assert running.wait(60) == 0
    assert running.stderr.read() == b""
    running.stderr.close()


def test_thirty_thousand_problems_stay_within_what_github_takes(
    delint, write, tmp_path, monkeypatch
):
    write("big.jsonl", [{"id": f"n{i}", "text": f"BAD {i}\nodd\ndoubt {i}"} for i in range(10_000)])
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = delint("check", "big.jsonl", "--output", "github", "--output", "sarif:a.sarif")
    assert ran.code == 1
    kinds = [line.split()[0] for line in ran.lines]
    assert [kinds.count(f"::{kind}") for kind in ("error", "warning", "notice")] == [10, 10, 10]
    assert ran.lines[-1] == "29,970 more problems not shown as annotations."
    assert summary.stat().st_size < 1_048_576
    assert "29,500 more problems not listed." in summary.read_text("utf-8")
    sarif = (tmp_path / "a.sarif").read_bytes()
    assert len(gzip.compress(sarif)) < 10_000_000
    [run] = json.loads(sarif)["runs"]
    assert len(run["results"]) == 5000
    told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert told.startswith("25,000 problems left out")
    assert f"delint: sarif: {told}\n" in ran.err


def test_parquet_goes_down_a_pipe(process, write):
    pytest.importorskip("pyarrow")
    write("a.txt", VIETNAMESE)
    running = process("check", "--output", "parquet")
    out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (1, b"")
    assert (out[:4], out[-4:]) == (b"PAR1", b"PAR1")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals here")
def test_parquet_is_refused_by_a_terminal(process, write):
    write("a.txt", VIETNAMESE)
    outer, inner = os.openpty()
    running = process("check", "--output", "parquet", stdout=inner, stderr=subprocess.PIPE)
    err = running.communicate(timeout=60)[1].decode()
    os.close(inner)
    os.close(outer)
    assert running.returncode == 2
    assert err == "delint: error: parquet is no text: name a file, --output parquet:FILE\n"


def test_no_format_is_imported_that_was_not_asked_for(process, write):
    write("a.txt", VIETNAMESE)
    modules = {f"lint.output.{name}" for name in FORMATS.keys() - {"concise"}}
    code = (
        "import sys; from lint.cli import main; main(['check', '--output', 'concise']);"
        f"print(sorted(({modules!r} | {{'pyarrow', 'xml.sax', 'csv'}}) & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"
