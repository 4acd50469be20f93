"""The baseline of a run: opened, and what it took out or no longer holds, told."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lint.config import Settings
from lint.identity import relative_path
from lint.output.words import count

if TYPE_CHECKING:
    from lint.baseline import Baseline, Entry
    from lint.cli.session import Session
    from lint.corpus import Source
    from lint.engine import Engine

DEFAULT = "delint.baseline"


def baseline_path(settings: Settings) -> Path:
    """Return the file of the baseline: the one that is set, else the usual one here."""
    return settings.baseline or Path(DEFAULT)


def baseline_of(settings: Settings) -> "Baseline | None":
    """Return the baseline that is set, None where none is; raises InputError."""
    if settings.baseline is None:
        return None
    from lint.baseline import read_baseline

    return read_baseline(settings.baseline)


def stale_in(
    known: "Baseline", engine: "Engine", sources: Sequence["Source"], *, corpus: bool
) -> "Counter[Entry]":
    """Return the entries that a run over `sources`, as a `corpus` or not, should have met."""
    spoke = (bound.rule for bound in engine.bound if corpus or not bound.of_corpus)
    return known.stale(spoke, (source.name for source in sources))


def tell_known(session: "Session", known: "Baseline", stale: "Counter[Entry]") -> None:
    """Say at the end of a check what its baseline took out, and how much of it is stale."""
    name = shown_path(baseline_path(session.settings))
    if known.known:
        session.console.note(f"{name}: {count(known.known, 'known problem')} left out")
    if stale:
        told = stale_label(stale)
        session.console.note(f"{name}: {told}; `delint baseline status` lists them")


def shown_path(path: Path) -> str:
    """Return `path` as people know it: from the working directory where it is below that."""
    return relative_path(str(path), Path.cwd())


def stale_label(stale: "Counter[Entry]") -> str:
    """Return how many entries are stale, in words."""
    number = len(stale)
    return f"{number:,} stale {'entry' if number == 1 else 'entries'}"
