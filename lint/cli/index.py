"""`delint index`: keep what is needed to find the documents of a corpus again."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from lint.cli.command import CLEAN, FAILED
from lint.cli.console import Console, emit
from lint.cli.options import Asked
from lint.cli.session import Session, open_engine, session_of
from lint.cli.sources import chunks_of, find, speak_of_a_corpus
from lint.light import dataclass
from lint.near import THRESHOLD
from lint.output.visible import visible
from lint.output.words import count

if TYPE_CHECKING:
    from lint.corpus import Found
    from lint.near.identity import Counts


class Form(StrEnum):
    """How an index is described."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Making:
    """How an index is made; what is compared with it later has to be made alike."""

    threshold: Annotated[
        float, Option(min=0.1, max=1, help="Least Jaccard similarity that will be looked for.")
    ] = THRESHOLD
    permutations: Annotated[int, Option(min=16, max=1024, help="Length of a sketch.")] = 128
    strip: Annotated[
        bool, Option("--strip/--no-strip", help="Leave out lines that rules would delete.")
    ] = True


_Index = Annotated[str, Argument(metavar="INDEX", help="A file, or redis://HOST:PORT/DB.")]
_Output = Annotated[
    str, Option("--output", "-o", metavar="INDEX", help="The file, written over, or redis://…")
]
_Quiet = Annotated[bool, Option("--quiet", "-q", help="Leave out the counts.")]
_Verify = Annotated[bool, Option("--verify", help="Read all of it, to see that it is whole.")]
_Form = Annotated[Form, Option("--format", help="How to write it.")]


def build(
    *,
    output: _Output,
    asked: Asked,
    making: Making,
    quiet: _Quiet = False,
) -> int:
    """Build an index of documents, for delint check --against.

    Exits with 0, or with 2 when something could not be read; the rest is in the index then.
    """
    session = session_of(asked, Console(quiet))
    return _gather(output, making, session, find(asked, session, written=[Path(output)]))


def add(
    *,
    index: _Index,
    asked: Asked,
    quiet: _Quiet = False,
) -> int:
    """Add documents to an index; one that it has under the same id with the same words is passed.

    A run that is killed leaves the index as it was. Exits with 0, or with 2 when something could
    not be read; the rest is in the index then.
    """
    session = session_of(asked, Console(quiet))
    return _gather(index, None, session, find(asked, session))


def info(*, index: _Index, verify: _Verify = False, form: _Form = Form.TEXT) -> int:
    """Say how an index was made, and how much is in it."""
    from lint.near.opening import open_index

    opened = open_index(index)
    if verify:
        opened.verify()
    facts = {"index": opened.name, **opened.facts(), **opened.profile.stored()}
    if form is Form.JSON:
        emit(json.dumps({"version": 1, **facts}, indent=2, ensure_ascii=False) + "\n")
    else:
        emit(
            "".join(f"{key.replace('_', ' '):15} {_cell(value)}\n" for key, value in facts.items())
        )
    return CLEAN


def _gather(where: str, making: Making | None, session: Session, found: "Found") -> int:
    """Put the documents of `found` into a new index, or into the one that is there."""
    from lint.engine import Engine
    from lint.near.opening import open_addition
    from lint.near.profile import Profile

    new = None
    if making is not None:
        new = Profile.new(making.threshold, making.permutations, strip=making.strip)
    addition = open_addition(where, new)
    engine = open_engine(session) if addition.profile.strip else Engine((), session.settings.jobs)
    if engine.corpus_rules and speak_of_a_corpus(found.sources, session):
        engine.survey(chunks_of(session, found.sources))
    problems = len(found.problems)
    for inspected in engine.run(chunks_of(session, found.sources), addition):
        for problem in (*inspected.batch.problems, *inspected.crashes):
            session.console.problem(problem)
            problems += 1
    addition.commit()
    session.console.note(_told(addition.counts, where))
    return FAILED if problems else CLEAN


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else visible(str(value))


def _told(counts: "Counts", where: str) -> str:
    left = [
        f"{count(number, 'document')} {why}"
        for number, why in ((counts.present, "there already"), (counts.empty, "without words"))
        if number
    ]
    rest = f"; left out {' and '.join(left)}" if left else ""
    return f"Added {count(counts.added, 'document')} to {where}{rest}."
