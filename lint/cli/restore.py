"""`delint restore`: put back what fixing took out."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from lint.cli.command import CLEAN, FAILED
from lint.cli.console import Console, emit
from lint.output.words import count

_Ledger = Annotated[
    Path,
    Argument(metavar="LEDGER", help="The ledger, or the folder that it stands in. [default: .]"),
]
_Root = Annotated[
    Path | None,
    Option(metavar="DIR", help="The cleaned files' folder, where it is not the ledger's."),
]
_Quiet = Annotated[bool, Option("--quiet", "-q", help="Show errors only.")]


def restore(ledger: _Ledger = Path(), root: _Root = None, quiet: _Quiet = False) -> int:
    """Put back what `delint fix` took out: every file as it was, byte for byte.

    A file that was changed since is left alone and named; then the exit code is 2.
    """
    from lint.fix.destination import LEDGER_NAME
    from lint.fix.restore import restore as put_back

    console = Console(quiet)
    restored = put_back(ledger / LEDGER_NAME if ledger.is_dir() else ledger, root)
    for problem in restored.problems:
        console.error(problem)
    if not quiet:
        already = f"; {restored.unchanged:,} already as they were" if restored.unchanged else ""
        emit(f"Restored {count(len(restored.files), 'file')}{already}.\n")
    return FAILED if restored.problems else CLEAN
