from collections.abc import Callable

import pytest

from lint.engine import Engine
from lint.examples import memory_batch
from lint.finding import Action, Hit, Level, Severity
from lint.rule import Rule

Find = Callable[..., list[Hit]]


@pytest.fixture
def hits() -> Find:
    """Return the hits of a check, with the parameters given, in some texts."""

    def find(check: str, *texts: str, **params: object) -> list[Hit]:
        rule = Rule(
            "ABC900", "a-fault", check, Severity.INFO, Level.UNSAFE, "", "", "x.toml", params=params
        )
        inspected = Engine([rule], jobs=1).inspect(memory_batch(list(texts)))
        assert not inspected.crashes
        return inspected.hits

    return find


@pytest.fixture
def mended(hits: Find) -> Callable[..., str]:
    """Return a text with every replacement of a check made."""

    def mend(check: str, text: str, **params: object) -> str:
        data = text.encode()
        for hit in reversed(hits(check, text, **params)):
            if hit.action is Action.REPLACE and hit.level is None:
                data = data[: hit.start] + hit.text + data[hit.end :]
        return data.decode()

    return mend
