from collections.abc import Callable
from pathlib import Path

import pytest

Build = Callable[[dict[str, bytes | str]], Path]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Write files given by path, go into their folder, and return it."""

    def build(files: dict[str, bytes | str]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return build
