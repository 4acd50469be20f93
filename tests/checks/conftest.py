from collections.abc import Callable

import pytest

from lint.corpus.given import text_batch
from lint.engine import Engine
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
        inspected = Engine([rule], jobs=1).inspect(text_batch(list(texts)))
        assert not inspected.crashes
        return list(inspected.hits)

    return find


@pytest.fixture
def lines() -> Callable[..., list[tuple[int, int, str]]]:
    """Return the first and last line (1-based) and the level of each hit of a check in a text."""

    def find(
        check: str, text: str, title: str | None = None, **params: object
    ) -> list[tuple[int, int, str]]:
        rule = Rule(
            "ABC900", "a-fault", check, Severity.INFO, Level.SAFE, "", "", "x.toml", params=params
        )
        batch = text_batch([text], None if title is None else [title])
        inspected = Engine([rule], jobs=1).inspect(batch)
        assert not inspected.crashes
        found, data = [], text.encode()
        for hit in inspected.hits:
            first = data.count(b"\n", 0, hit.start) + 1
            level = Level.SAFE if hit.level is None else hit.level
            shown = Level.DISPLAY if hit.action is Action.NONE else level
            last = first + data.count(b"\n", hit.start, hit.end)
            found.append((first, last, shown.name.lower()))
        return found

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
