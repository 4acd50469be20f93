"""delint: finds, explains, removes and can restore what does not belong in a text corpus.

    import lint
    lint.check(text, select=["CAP"])  # what is wrong, where and why
    lint.clean(text, unsafe=True)  # the text without it

Rules are named by code, prefix of a code, name, or ALL. Nothing heavy is imported before the
first call, and rules are compiled once for each choice of them.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from lint.batch import Batch
    from lint.engine import Engine
    from lint.finding import Finding

__version__ = "0.1.0"
__all__ = ["__version__", "check", "clean"]


def check(
    texts: str | Iterable[str],
    *,
    select: Sequence[str] = ("ALL",),
    ignore: Sequence[str] = (),
    preview: bool = False,
    packs: "Sequence[str | Path]" = (),
) -> "list[Finding]":
    """Return what is wrong in `texts`, each a document; `place.id` is its number, from 1.

    `packs` are folders of your own rules. Raises LintError for an unknown rule or a wrong pack.
    """
    from lint.locate import findings

    engine = _engine(tuple(select), tuple(ignore), tuple(map(str, packs)), preview=preview)
    batch = _batch([texts] if isinstance(texts, str) else list(texts))
    return list(findings(batch, engine.inspect(batch).hits, engine.rules))


def clean(
    text: str,
    *,
    unsafe: bool = False,
    select: Sequence[str] = ("ALL",),
    ignore: Sequence[str] = (),
    preview: bool = False,
    packs: "Sequence[str | Path]" = (),
) -> str:
    """Return `text` after its safe fixes, with `unsafe` also those that may take content.

    A text whose fixes undo each other comes back as it was. Raises LintError as `check` does.
    """
    from lint.finding import Level
    from lint.fix.edits import Policy, applied
    from lint.fix.settle import fix_documents

    engine = _engine(tuple(select), tuple(ignore), tuple(map(str, packs)), preview=preview)
    policy = Policy(engine.rules, Level.UNSAFE if unsafe else Level.SAFE)
    batch = _batch([text])
    fixed, _ = fix_documents(batch, lambda part: engine.inspect(part).hits, policy)
    original = text.encode("utf-8", "surrogatepass")
    return applied(original, fixed[0].edits).decode("utf-8", "surrogatepass") if fixed else text


@lru_cache(maxsize=8)
def _engine(
    select: tuple[str, ...], ignore: tuple[str, ...], packs: tuple[str, ...], *, preview: bool
) -> "Engine":
    """Return the rules that are asked for, compiled; kept, since that takes longer than a text."""
    from pathlib import Path

    from lint.cache import Cache, default_folder
    from lint.engine import Engine
    from lint.packs import load_rules
    from lint.selection import Choice, choose

    cache = Cache(default_folder())
    rules = load_rules([Path(pack) for pack in packs], cache)
    choice = Choice("select and ignore", select=select, ignore=ignore)
    return Engine(choose(rules, [choice], preview=preview).rules, 1, cache)


def _batch(texts: Sequence[str]) -> "Batch":
    """Return `texts` as a batch; what is no UTF-8 (lone surrogates) is masked for scanning."""
    from lint import kernels
    from lint.batch import Batch, Strings
    from lint.examples import Memory

    strings = Strings.of(texts)
    buffer = strings.buffer.copy()
    kernels.repair_utf8(buffer)
    return Batch(Strings(buffer, strings.starts, strings.ends), None, None, Memory())
