from collections.abc import Callable

import pytest

from lint.finding import Level, Severity
from lint.fix.edits import Policy
from lint.rule import Rule


def _rule(code: str, fix: Level) -> Rule:
    return Rule(code, code.lower(), "fake", Severity.WARNING, fix, f"{code} is wrong.", "why", "-")


@pytest.fixture(scope="session")
def policy() -> Callable[..., Policy]:
    """Return a policy over rules R0, R1... of the given levels (default: three safe ones)."""

    def build(*levels: Level, minimum: Level = Level.SAFE) -> Policy:
        levels = levels or (Level.SAFE,) * 3
        return Policy([_rule(f"TST{n:03}", level) for n, level in enumerate(levels)], minimum)

    return build
