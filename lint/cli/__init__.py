"""The command line: arguments in, exit code out, one module a command."""

import gc
import os
import sys
from collections.abc import Sequence


def entry() -> int:
    """Run the command line of this process and end it; return only where output was lost.

    What is loaded is not taken apart again, which for a small text takes a sixth of the time: there
    are no threads left, and nothing waits to be written or removed when the process ends.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return code  # the interpreter tells it
    os._exit(code)


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
