import importlib.util
import shlex
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from lint.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def script() -> Callable[[str], ModuleType]:
    """Load a script of docs/ by its name, without running it."""

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def delint(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], tuple[int, str]]:
    """Run a command line in the root of the checkout; return exit code and standard output."""
    monkeypatch.chdir(ROOT)

    def run(line: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(shlex.split(line)[1:])
        return code, capsys.readouterr().out

    return run
