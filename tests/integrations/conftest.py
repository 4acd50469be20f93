import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FOLDERS = ("lint", "rules", "reports/templates")
FILES = ("pyproject.toml", "build_kernel.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def package(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what an installation needs, without anything that was built in the checkout."""
    target = tmp_path_factory.mktemp("package") / "delint"
    built = shutil.ignore_patterns("__pycache__", "*.so", "*.pyd", "*.c", "_data")
    for name in FOLDERS:
        shutil.copytree(root / name, target / name, ignore=built)
    for name in FILES:
        shutil.copy(root / name, target / name)
    return target


@pytest.fixture
def schema_errors() -> Callable[[str, Path], str]:
    """Return what one of the schemas that come with check-jsonschema says against a file."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")

    def check(schema: str, path: Path) -> str:
        words = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else done.stdout + done.stderr

    return check


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the package of Hugging Face, off the network and quiet."""
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    pytest.importorskip("datasets", exc_type=ImportError)
    import datasets

    datasets.disable_progress_bars()
    return datasets


@pytest.fixture(scope="session")
def index_answers(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], bool]:
    """Say whether packages can be had, where an installation went wrong."""

    def ask() -> bool:
        words = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "hatchling"]
        folder = tmp_path_factory.mktemp("wheels")
        return subprocess.run(words, cwd=folder, capture_output=True, check=False).returncode == 0

    return ask
