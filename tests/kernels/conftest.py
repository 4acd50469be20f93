"""The kernels under test: every test that asks for `kernel` runs against both twins."""

from types import ModuleType

import pytest


@pytest.fixture(scope="session", params=["lint.kernels._fast", "lint.kernels.plain"])
def kernel(request: pytest.FixtureRequest) -> ModuleType:
    return pytest.importorskip(request.param, reason="the compiled kernels were not built")


@pytest.fixture(scope="session")
def twins() -> tuple[ModuleType, ModuleType]:
    fast = pytest.importorskip("lint.kernels._fast", reason="the compiled kernels were not built")
    return fast, pytest.importorskip("lint.kernels.plain")
