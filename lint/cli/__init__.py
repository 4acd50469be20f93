"""The command line: arguments in, exit code out, one module a command."""

import gc
import os
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv`, by default that of the process; return the exit code."""
    _spare_time()
    from lint.cli.app import run

    return run(argv)


def _spare_time() -> None:
    """Set what must be set before anything large is loaded.

    What loading makes stays, and little of what a run makes holds itself, so that there is seldom
    garbage to look for. NumPy need start no threads for linear algebra, which nothing here does.
    """
    gc.set_threshold(100_000)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
