"""delint: finds, explains, removes and can restore what does not belong in a text corpus.

    import lint
    lint.check(text, select=["CAP"])  # what is wrong, where and why
    lint.clean(text, unsafe=True)  # the text without it
    dataset.map(lint.clean_batch, batched=True)  # many texts, of Hugging Face datasets

Rules are named by code, prefix of a code, name, or ALL. Nothing heavy is imported before the
first call, and rules are compiled once for each choice of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

if TYPE_CHECKING:
    from pathlib import Path

    from lint.finding import Finding

__version__ = "0.1.0"
__all__ = ["__version__", "check", "clean", "clean_batch"]


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
    from lint.cleaning import chosen_engine
    from lint.corpus.given import text_batch
    from lint.locate import findings

    engine = chosen_engine(select, ignore, packs, preview=preview)
    batch = text_batch([texts] if isinstance(texts, str) else list(texts))
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
    from lint.cleaning import chosen_engine, cleaned
    from lint.corpus.given import text_batch

    engine = chosen_engine(select, ignore, packs, preview=preview)
    return cleaned(engine, text_batch([text]), [text], unsafe=unsafe).texts[0]


class Choice(TypedDict, total=False):
    """Which rules run, and how far their fixes may be trusted, as in `clean`."""

    unsafe: bool
    select: Sequence[str]
    ignore: Sequence[str]
    preview: bool
    packs: "Sequence[str | Path]"


def clean_batch(
    columns: Mapping[str, Sequence[Any]],
    *,
    text_field: str = "text",
    title_field: str | None = None,
    found_field: str | None = None,
    **choice: Unpack[Choice],
) -> dict[str, list[str | None]]:
    """Clean a batch of records given as columns, as `datasets.Dataset.map(batched=True)` does.

        dataset.map(lint.clean_batch, batched=True, fn_kwargs={"unsafe": True}, num_proc=4)

    Returns the columns that are new: `text_field` after fixing (None stays None) and, where
    `found_field` names it, one with the codes of what was found before, with blanks between (no
    list, so that a batch without findings has the same type). Rules are compiled once a process.
    Rules that compare documents do not run. Raises LintError for a column that is not there or
    holds something else than text, and as `check` does.
    """
    from lint.cleaning import chosen_engine, cleaned_columns

    engine = chosen_engine(
        choice.get("select", ("ALL",)),
        choice.get("ignore", ()),
        choice.get("packs", ()),
        preview=choice.get("preview", False),
    )
    fields = (text_field, title_field, found_field)
    return cleaned_columns(engine, columns, fields, unsafe=choice.get("unsafe", False))
