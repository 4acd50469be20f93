"""The job for GitLab CI: its file is valid, and its script writes the reports that it names."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

FAULTY = "The pier reopens\n\nA boat lay at the old pier.\nA boat lay at the old pier.\n"

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


@pytest.fixture
def job(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((root / "ci/gitlab.yml").read_text("utf-8"))["delint"]
    return loaded


def run(job: dict[str, Any], folder: Path, **variables: str) -> tuple[int, str]:
    """Run the script as a runner does, in one shell that stops at a failure; install nothing."""
    lines = [line for line in job["script"] if "pip install" not in line]
    assert len(lines) == len(job["script"]) - 1
    plain = {name: value for name, value in job["variables"].items() if "$" not in value}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env=os.environ | plain | variables | {"PATH": path, "CI_PROJECT_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def test_the_file_is_valid(root: Path, schema_errors: Callable[[str, Path], str]) -> None:
    assert schema_errors("vendor.gitlab-ci", root / "ci/gitlab.yml") == ""


@needs_bash
def test_the_reports_are_written_where_gitlab_looks(job: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FAULTY)

    code, log = run(job, tmp_path, DELINT_OPTIONS="--select CAP")

    assert code == 1
    assert "a.txt:4:1 CAP001 doubled-caption: " in log
    reports = job["artifacts"]["reports"]
    (issue,) = json.loads((tmp_path / reports["codequality"]).read_text("utf-8"))
    assert issue["location"] == {"path": "a.txt", "lines": {"begin": 4, "end": 4}}
    assert len(ET.parse(tmp_path / reports["junit"]).findall(".//failure")) == 1
    assert job["artifacts"]["when"] == "always"


@needs_bash
def test_variables_are_words_and_never_code(job: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FAULTY)
    (tmp_path / "b.txt").write_text(FAULTY)

    code, log = run(job, tmp_path, DELINT_PATHS="*.txt")
    assert (code, "no such file or folder: *.txt" in log) == (2, True)

    code, log = run(job, tmp_path, DELINT_PATHS="$(touch owned) ;touch owned")
    assert (code, (tmp_path / "owned").exists()) == (2, False)


@needs_bash
def test_what_to_install_has_to_be_said(job: dict[str, Any], tmp_path: Path) -> None:
    (line,) = (line for line in job["script"] if "pip install" in line)
    env = os.environ | {"DELINT_PACKAGE": ""}
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "DELINT_PACKAGE: set it to what pip is to install" in done.stderr
