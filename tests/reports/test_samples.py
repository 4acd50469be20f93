"""The samples of every format are those that this version writes."""

import importlib.util
from pathlib import Path

import pytest

from lint.output.formats import FORMATS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def script(monkeypatch):
    """The script that makes the samples; the working folder and the environment come back."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(ROOT / "never-written"))
    spec = importlib.util.spec_from_file_location(
        "make_samples", ROOT / "reports" / "make_samples.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_samples_are_current(script):
    assert script.stale() == [], "run python reports/make_samples.py"


def test_threads_do_not_show(script):
    assert script.made(jobs=1) == script.made(jobs=3)


def test_every_text_format_has_a_sample(script):
    assert FORMATS.keys() - {"parquet", "html"} <= script.SAMPLES.keys()


def test_a_changed_a_missing_and_a_left_over_sample_are_stale(script, tmp_path, monkeypatch):
    monkeypatch.setattr(script, "made", lambda: {"a": "1", "b": "2", "c": "3"})
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    for name, text in {"a": "1", "b": "old", "left": ""}.items():
        (tmp_path / name).write_text(text)
    assert script.stale() == ["b", "c", "left"]
