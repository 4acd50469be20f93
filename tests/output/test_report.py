"""A report goes to several places, all or nothing."""

import io
import json
import sys
from pathlib import Path

import pytest

from lint.errors import ConfigError, OutputError
from lint.output.formats import Look
from lint.output.report import Report
from lint.output.sink import Sink
from lint.output.style import Color, wants_color

TEXT = "mưa to"


def test_one_run_writes_several_formats(finding_in, tmp_path, capsys):
    outputs = ["concise", f"jsonl:{tmp_path / 'a.jsonl'}", f"summary:{tmp_path / 'a.txt'}"]
    with Report(outputs, Look()) as report:
        report.finding(finding_in(TEXT, "mưa"))
        report.tally.documents = 1
    assert "PLY001" in capsys.readouterr().out
    assert json.loads((tmp_path / "a.jsonl").read_text("utf-8"))["code"] == "PLY001"
    assert "1 PLY001 player-clock" in (tmp_path / "a.txt").read_text("utf-8")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_limit_hides_the_rest_and_counts_it(finding_in, capsys, tmp_path):
    file = tmp_path / "all.jsonl"
    with Report(["concise", "json", f"jsonl:{file}"], Look(limit=2)) as report:
        for _ in range(5):
            report.finding(finding_in(TEXT, "mưa"))
    shown = capsys.readouterr().out
    assert "PLY001 player-clock: 3 more not shown (--max-per-rule)" in shown
    assert "Found 5 problems" in shown
    assert '"not_shown": 0' in shown
    assert len(file.read_text("utf-8").splitlines()) == 5


def test_a_limit_that_was_asked_for_holds_in_files_too(finding_in, tmp_path):
    file = tmp_path / "some.json"
    with Report([f"json:{file}"], Look(limit=2), limit=2) as report:
        for _ in range(5):
            report.finding(finding_in(TEXT, "mưa"))
    whole = json.loads(file.read_text("utf-8"))
    assert (len(whole["results"]), whole["summary"]["not_shown"]) == (2, 3)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_broken_run_leaves_the_old_file(finding_in, tmp_path, error):
    file = tmp_path / "a.jsonl"
    file.write_text("old")

    def broken_run():
        with Report([f"jsonl:{file}"], Look()) as report:
            report.finding(finding_in(TEXT, "mưa"))
            raise error

    with pytest.raises(error):
        broken_run()
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.jsonl", "old")]


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path):
    with Report([f"jsonl:{tmp_path / 'a'}"], Look()):
        (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_link_stays_and_leads_to_the_report(tmp_path):
    (tmp_path / "link.json").symlink_to("real.json")
    with Report([f"json:{tmp_path / 'link.json'}"], Look()):
        pass
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text())["results"] == []


def test_unknown_format_is_told_with_the_nearest(tmp_path):
    with pytest.raises(ConfigError, match=r"'jsnl'; did you mean 'jsonl'\?"):
        Report([f"concise:{tmp_path / 'a'}", f"jsnl:{tmp_path / 'b'}"], Look())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/a.json", "."])
def test_a_file_that_cannot_be_written_is_named(tmp_path, name):
    with pytest.raises(OutputError, match="cannot be written"):
        Report([f"json:{tmp_path / name}"], Look())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_clear_error(finding_in):
    message = "/dev/full: cannot be written: No space left"
    with pytest.raises(OutputError, match=message), Report(["json:/dev/full"], Look()) as report:
        report.finding(finding_in(TEXT, "mưa"))


def test_a_closed_pipe_is_no_error_of_the_output():
    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        Sink(Closed(), "standard output").line("x")


@pytest.mark.parametrize(
    ("choice", "tty", "environ", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"CLICOLOR_FORCE": "1"}, True),
        ("auto", False, {"CLICOLOR_FORCE": "0"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", False, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_by_choice_then_environment_then_terminal(
    monkeypatch, choice, tty, environ, expected
):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: tty, raising=False)
    assert wants_color(Color(choice), sys.stdout, environ) is expected


def test_only_a_format_that_asks_gets_the_documents(tmp_path):
    with Report([f"json:{tmp_path / 'a.json'}"], Look()) as report:
        report.documents(None, [], [], is_new=True)  # nothing looks at the batch
    with Report([f"html:{tmp_path / 'a.html'}"], Look()) as report:
        with pytest.raises(AttributeError, match="text"):
            report.documents(None, [], [], is_new=True)
        assert report.counts_only
