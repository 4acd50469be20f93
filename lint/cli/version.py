"""`delint version`: which delint this is."""

import sys

from lint.cli.command import CLEAN


def version() -> int:
    """Show the version of delint."""
    import lint

    sys.stdout.write(f"delint {lint.__version__}\n")
    return CLEAN
