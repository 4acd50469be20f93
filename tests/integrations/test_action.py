"""The GitHub Action: its file is valid, and its steps do what they say, whatever they are given.

The steps run as a runner would run them: inputs put into `env`, bash with -e and pipefail, files
for outputs and for the summary. Only the expressions that action.yml uses are understood.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

FAULTY = "The pier reopens\n\nA boat lay at the old pier.\nA boat lay at the old pier.\n"
PROGRAM = Path(sys.executable).parent / "delint"
SECONDS = 600
HOSTILE = ["$(touch owned)", "`touch owned`", '"; touch owned; "', "'; touch owned; '", "* ? [a]"]
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@dataclass(frozen=True)
class Ran:
    code: int
    log: str
    outputs: dict[str, str]
    summary: str


@dataclass(frozen=True)
class Runner:
    """Runs steps of action.yml in `folder`; `temp` holds the files of the runner."""

    action: dict[str, Any]
    folder: Path
    temp: Path
    home: Path

    def run(self, step: str, program: Path = PROGRAM, **inputs: str) -> Ran:
        (found,) = (s for s in self.action["runs"]["steps"] if s["id"] == step)
        values = {f"inputs.{name}": spec["default"] for name, spec in self.action["inputs"].items()}
        values |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        values["steps.install.outputs.program"] = str(program)
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        given = {name: filled(text, values) for name, text in found["env"].items()}
        runner = {"RUNNER_TEMP": self.temp, "GITHUB_ACTION_PATH": self.home, **files}
        runner["GITHUB_WORKSPACE"] = self.folder
        script = self.temp / "script.sh"
        script.write_text(found["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.folder / filled(found.get("working-directory", "."), values),
            env=os.environ | given | {name: str(path) for name, path in runner.items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
        outputs = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
        return Ran(
            done.returncode,
            done.stdout,
            dict(line.split("=", 1) for line in outputs),
            files["GITHUB_STEP_SUMMARY"].read_text("utf-8"),
        )


def filled(text: str, values: dict[str, str]) -> str:
    return _EXPRESSION.sub(lambda expression: values[expression[1]], text)


@pytest.fixture
def action(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    return loaded


@pytest.fixture
def runner(action: dict[str, Any], root: Path, tmp_path: Path) -> Runner:
    (tmp_path / "temp").mkdir()
    (tmp_path / "work").mkdir()
    (tmp_path / "work/a.txt").write_text(FAULTY)
    return Runner(action, tmp_path / "work", tmp_path / "temp", root)


def commands(log: str) -> str:
    """Return what the runner would look for commands in: the log without what is stopped."""
    return re.sub(
        r"^::stop-commands::(\w{32})\n.*?^::\1::\n", "", log, flags=re.MULTILINE | re.DOTALL
    )


def test_the_file_is_valid(root: Path, schema_errors: Callable[[str, Path], str]) -> None:
    assert schema_errors("vendor.github-actions", root / "action.yml") == ""


def test_no_script_holds_an_expression_or_loads_anything(action: dict[str, Any]) -> None:
    for step in action["runs"]["steps"]:
        assert not re.search(r"\$\{\{|\bcurl\b|\bwget\b|\beval\b", step["run"])


def test_every_input_reaches_a_step(action: dict[str, Any]) -> None:
    used = _EXPRESSION.findall(json.dumps([step["env"] for step in action["runs"]["steps"]]))
    assert {n.removeprefix("inputs.") for n in used if n[:2] == "in"} == action["inputs"].keys()


@needs_bash
def test_findings_fail_the_job_and_are_counted(runner: Runner) -> None:
    ran = runner.run("check", select="CAP", sarif="delint.sarif")

    assert ran.code == 1
    assert ran.outputs == {"exit-code": "1", "findings": "1", "sarif-file": "./delint.sarif"}
    assert "a.txt:4:1 CAP001 doubled-caption: " in ran.log
    assert re.search(r"^::warning .*file=a\.txt,.*line=4", commands(ran.log), re.MULTILINE)
    assert "| CAP001 doubled-caption | warning | 1 |" in ran.summary
    assert ran.summary.count("## delint") == 1
    assert json.loads((runner.folder / "delint.sarif").read_text("utf-8"))["version"] == "2.1.0"


@needs_bash
def test_reports_can_be_left_out(runner: Runner) -> None:
    ran = runner.run("check", select="CAP", annotations="false", summary="false")
    assert (ran.code, ran.outputs) == (1, {"exit-code": "1", "findings": "1"})
    assert (commands(ran.log), ran.summary) == ("", "")


@needs_bash
@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_severity_decides(runner: Runner, fail_on: str, code: int) -> None:
    ran = runner.run("check", select="CAP", fail_on=fail_on)
    assert (ran.code, ran.outputs["exit-code"], ran.outputs["findings"]) == (code, str(code), "1")


@needs_bash
@pytest.mark.parametrize(("unsafe", "told"), [("false", " --unsafe-fixes"), ("true", "")])
def test_unsafe_fixes_can_be_taken_for_granted(runner: Runner, unsafe: str, told: str) -> None:
    (runner.folder / "a.txt").write_text("The pier reopens.\nSign up for our newsletter\n")
    ran = runner.run("check", select="BLP012", unsafe=unsafe)
    assert f"(1 fixable with delint fix{told})." in ran.log


@needs_bash
def test_what_cannot_be_done_fails_always(runner: Runner) -> None:
    ran = runner.run("check", paths="gone.txt", fail_on="never", sarif="delint.sarif")
    assert (ran.code, ran.outputs) == (2, {"exit-code": "2"})
    assert "no such file or folder: gone.txt" in ran.log


@needs_bash
def test_lists_have_one_item_a_line(runner: Runner) -> None:
    (runner.folder / "with a blank.txt").write_text(FAULTY)
    (runner.folder / "c.txt").write_text(FAULTY)
    args = "--select\nCAP\n--exclude\nc.txt\n"

    ran = runner.run("check", paths="with a blank.txt\nc.txt\n", args=args)

    assert (ran.code, ran.outputs["findings"]) == (1, "1")
    assert "with a blank.txt:4:1" in ran.log


@needs_bash
def test_paths_start_at_the_working_directory(runner: Runner) -> None:
    (runner.folder / "below").mkdir()
    (runner.folder / "below/b.txt").write_text(FAULTY)
    ran = runner.run("check", select="CAP", working_directory="below", sarif="out.sarif")
    assert ran.outputs == {"exit-code": "1", "findings": "1", "sarif-file": "below/out.sarif"}
    assert (runner.folder / "below/out.sarif").is_file()


@needs_bash
def test_configuration_and_known_findings_count(runner: Runner) -> None:
    (runner.folder / "other.toml").write_text('select = ["CAP"]\nfail-on = "error"\n')
    assert runner.run("check", config="other.toml").code == 0

    known = ("baseline", "write", "a.txt", "--select", "CAP", "--baseline", "known")
    subprocess.run([PROGRAM, *known], cwd=runner.folder, check=True)
    ran = runner.run("check", select="CAP", baseline="known")
    assert (ran.code, ran.outputs["findings"]) == (0, "0")


@needs_bash
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "name", ["paths", "select", "config", "baseline", "fail_on", "args", "sarif", "unsafe"]
)
def test_no_input_is_code(runner: Runner, name: str, text: str) -> None:
    ran = runner.run("check", **{"select": "CAP", name: text})
    assert ran.code in {1, 2}
    assert [path.name for path in runner.folder.rglob("*") if "owned" in path.name] in ([], [text])
    assert ran.outputs.keys() <= {"exit-code", "findings", "sarif-file"}


@needs_bash
def test_no_path_is_an_option(runner: Runner) -> None:
    ran = runner.run("check", paths="--exit-zero\na.txt", select="CAP")
    assert ran.code == 2
    assert "no such file or folder: --exit-zero" in ran.log


@needs_bash
@pytest.mark.parametrize("name", ["sarif", "working_directory"])
def test_no_input_forges_an_output(runner: Runner, name: str) -> None:
    (runner.folder / "x\nexit-code=0").mkdir()
    ran = runner.run("check", **{name: "x\nexit-code=0"})
    assert (ran.code, ran.outputs) == (2, {})
    assert ran.log == "::error title=delint::sarif and working-directory: one line each\n"


@needs_bash
def test_no_text_is_a_command_to_the_runner(runner: Runner) -> None:
    (runner.folder / "::add-mask::x.txt").write_text(FAULTY)
    (runner.folder / "##[add-matcher]x.txt").write_text(FAULTY)
    ran = runner.run("check", select="CAP")
    assert ran.code == 1
    assert "::add-mask::x.txt:4:1" in ran.log
    lines = commands(ran.log).splitlines()
    assert len(lines) >= 3
    assert [line for line in lines if not re.match(r"::(warning|error|notice) ", line)] == []


@needs_bash
@pytest.mark.parametrize(
    "version", ["1 @ https://x.example/d.whl", "$(id)", "-r x", "1.0\n2", "v1"]
)
def test_a_version_is_a_version(runner: Runner, version: str) -> None:
    ran = runner.run("install", version=version)
    assert (ran.code, ran.outputs) == (2, {})
    assert ran.log.startswith("::error title=delint::version: not a version number")


@needs_bash
@pytest.mark.slow
def test_it_installs_itself_and_checks(
    runner: Runner, package: Path, index_answers: Callable[[], bool]
) -> None:
    own = Runner(runner.action, runner.folder, runner.temp, package)
    installed = own.run("install")
    if installed.code and not index_answers():
        pytest.skip("no package index to install delint's dependencies from")
    assert installed.code == 0, installed.log
    ran = own.run("check", program=Path(installed.outputs["program"]), select="CAP")
    assert (ran.code, ran.outputs["findings"]) == (1, "1")
