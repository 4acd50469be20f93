import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"


class Script(Protocol):
    def __call__(self, name: str) -> ModuleType: ...


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Return a module of the benchmarks, which import each other as scripts in one folder."""
    pytest.importorskip("scipy")
    if not FOLDER.is_dir():
        pytest.skip(f"{FOLDER} is not there")
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    return import_module
