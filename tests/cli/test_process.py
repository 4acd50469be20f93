"""What only a process of its own can show: streams, signals, start-up, terminals."""

import ast
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

VIETNAMESE = "BAD Ảnh: Nguyễn Thị Bưởi"


def finished(process, **options):
    out, err = process.communicate(timeout=60, **options)
    return process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")


def test_the_package_is_run_as_the_command_is(process):
    code, out, err = finished(process("version"))
    assert (code, err) == (0, "")
    assert out.startswith("delint ")


def test_vietnamese_on_a_console_that_knows_no_utf8(process, write):
    write("Ảnh.txt", VIETNAMESE)
    code, out, err = finished(
        process("check", "--output", "full", env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"})
    )
    assert (code, err) == (1, "")
    assert f"1 | {VIETNAMESE}" in out
    assert "Ảnh.txt:1:1" in out


def test_errors_on_such_a_console(process):
    env = {"PYTHONIOENCODING": "cp1252"}
    code, out, err = finished(process("check", "Không-có", env=env))
    assert (code, out) == (2, "")
    assert err == "delint: error: no such file or folder: Không-có\n"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_name_that_is_no_utf8(process, project):
    (project / os.fsdecode(b"\xff.txt")).write_text("BAD\n")
    for form in ("concise", "jsonl"):
        code, out, err = finished(process("check", "--output", form))
        assert (code, err) == (1, "")
        assert "udcff.txt" in out


def test_a_closed_pipe_is_quiet(process, write):
    for number in range(300):
        write(f"{number:03}.txt", "BAD line that makes the output longer\n" * 100)
    running = process("check", "--max-per-rule", "0")
    running.stdout.readline()
    running.stdout.close()
    assert running.wait(60) == 0
    assert running.stderr.read() == b""
    running.stderr.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no file descriptors to close")
@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("args", [["check", "a.txt", "-"], ["fix", "-"], ["dedup", "a.txt"]])
def test_a_stream_that_is_closed_from_the_start_leads_nowhere(process, write, args, number):
    write("a.txt", "BAD\n")
    running = process(*args, stdin=subprocess.DEVNULL, preexec_fn=lambda: os.close(number))
    code, out, err = finished(running)
    assert code == (1 if args[0] == "check" else 0)
    assert "Traceback" not in out + err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "args", [["check"], ["rule"], ["fix", "-"], ["config", "show"], ["--help"]]
)
def test_a_full_disk_is_one_line(process, write, args):
    write("a.txt", "BAD\n")
    with Path("/dev/full").open("w") as full:
        running = process(*args, stdout=full, stdin=subprocess.PIPE)
        err = running.communicate(b"BAD\n", timeout=60)[1].decode()
    assert running.returncode == 2
    assert err == ("delint: error: standard output: cannot be written: No space left on device\n")


def test_an_interrupt_is_one_line_and_leaves_no_half_report(process, project, write):
    write("a.txt", "BAD\n")
    endless = ["-", "--stdin-filename", "endless.txt"]
    to = ["--output", "jsonl:out.jsonl"]
    running = process("check", "a.txt", *endless, *to, "-j2", stdin=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not list(project.glob(".out.jsonl.*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    code, out, err = finished(running)  # which closes its standard input
    assert (code, out, err) == (130, "", "delint: error: interrupted\n")
    assert not list(project.glob("*out.jsonl*"))


HEAVY = {
    "numpy",
    "numpy.ma",
    "hyperscan",
    "rapidfuzz",
    "datasketch",
    "ftfy",
    "zstandard",
    "rich",
    "click",
    "pydantic",
    "lint.output.html",
}


@pytest.mark.parametrize(
    ("args", "allowed"),
    [
        (["version"], set()),
        (["rule"], set()),
        (["rule", "TST001"], set()),
        (["config", "show"], set()),
        (["init", "--force"], set()),
        (["--help"], set()),
        (["check", "a.txt"], {"numpy", "hyperscan"}),
        (["check", "a.txt", "--select", "TST001", "-q", "-j2"], {"numpy", "hyperscan"}),
    ],
    ids=" ".join,
)
def test_start_up_imports_no_more_than_it_needs(write, args, allowed):
    write("a.txt", "fine\n")
    code = (
        "import sys; from lint.cli import main; main(sys.argv[2:]); "
        "print(*(set(sys.argv[1].split()) & sys.modules.keys()), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, " ".join(HEAVY - allowed), *args]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stderr.splitlines()[-1] == ""


@pytest.mark.parametrize(("given", "kept"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_no_threads_wait_for_linear_algebra_but_those_asked_for(given, kept):
    code = "import os; from lint.cli import main; main(['version']); print(dict(os.environ))"
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"} | given
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert ast.literal_eval(shown.stdout.splitlines()[-1])["OPENBLAS_NUM_THREADS"] == kept


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
def test_a_terminal_gets_the_full_format_in_colour_and_a_limit(process, write):
    write("a.txt", "BAD\n" * 30)
    leader, follower = os.openpty()
    running = process("check", stdout=follower, env={"TERM": "xterm", "COLUMNS": "80"})
    os.close(follower)
    shown = b""
    while True:
        try:
            block = os.read(leader, 65536)
        except OSError:  # Linux says so when the other end is closed
            block = b""
        if not block:
            break
        shown += block
    os.close(leader)
    assert running.wait(60) == 1
    running.stderr.close()
    text = shown.decode()
    assert "\x1b[1;33mTST001\x1b[0m" in text
    assert text.count("^^^") == 20
    assert "10 more not shown" in text
