"""`delint version`: which delint this is."""

from lint.cli.command import CLEAN
from lint.cli.console import emit


def version() -> int:
    """Show the version of delint."""
    import lint

    emit(f"delint {lint.__version__}\n")
    return CLEAN
